import type { CaseReader } from '../join/case-reader.js';
import type { CaseFilterValue } from '../join/filter.js';
import type { KeyRow } from '../join/key-query.js';
import { type CaseOrder, DEFAULT_ORDER } from '../join/order.js';
import type { PageAnswer, PageRequest } from '../join/page.js';
import { filtersAtAll, personsNamed, vNumbersNamed } from '../join/told-persons.js';
import { BadUserInput } from '../model/errors.js';
import type { CasesArgs } from './cases.args.js';
import type { RequestContext } from './context.js';
import { listKey } from './cursor.js';

const DEFAULT_SIZE = 20;
/** V-numbers that one operation may name in filters. Each has a line in the log, and others wait while it is written. */
const MOST_NAMED = 1_000;

/**
 * Reads the paging arguments, as the Relay cursor connections specification has them.
 * @throws BadUserInput for a size out of range, `first` beside `last`, or a cursor of another list or partner
 */
export function pageRequest(given: CasesArgs, context: RequestContext): PageRequest {
  if (given.first != null && given.last != null) throw new BadUserInput('Give `first` or `last`, not both.');
  const filter = (given.filter ?? {}) as CaseFilterValue;
  const { field, direction } = given.orderBy ?? DEFAULT_ORDER;
  const order = { field, direction };
  const list = listOf({ filter, order }, context);
  return {
    filter,
    order,
    direction: given.last != null ? 'backward' : 'forward',
    size: pageSize(given.first ?? given.last, context.pageSize),
    ...(given.after == null ? {} : { after: context.cursors.open(list, given.after) }),
    ...(given.before == null ? {} : { before: context.cursors.open(list, given.before) }),
    countTotal: context.operation?.reads.demand.asks('CaseConnection', 'totalCount') ?? false,
    // Who goes on from a cursor was held to account for the filter before it got one.
    countUpTo: given.after == null && given.before == null ? personsNamed(filter) : 0,
  };
}

/** The size of a page. @throws BadUserInput when it is not from 1 to the most */
export function pageSize(asked: number | null | undefined, most: number, usual = DEFAULT_SIZE): number {
  const size = asked ?? usual;
  if (size < 1 || size > most) throw new BadUserInput(`Ask for 1 to ${most} at a time.`);
  return size;
}

/**
 * Notes for the logs whom a filter names by V-number: that somebody was asked for is logged, found or not.
 * @throws BadUserInput for more than one operation may name
 */
export function seekNamed({ filter }: PageRequest, { sought }: RequestContext): void {
  const named = vNumbersNamed(filter);
  if (named.length === 0) return;
  if (sought.length + named.length > MOST_NAMED) {
    throw new BadUserInput(`Name at most ${MOST_NAMED} V-numbers in one operation.`);
  }
  sought.push(...named.map((vNumber) => ({ vNumber })));
}

/** The page as a Relay connection. Cursors are made only where they are asked for. */
export async function caseConnection(
  page: PageRequest,
  answer: PageAnswer,
  reader: CaseReader,
  context: RequestContext,
) {
  const more = answer.rows.length > page.size;
  const inPage = answer.rows.slice(0, page.size);
  const rows = page.direction === 'forward' ? inPage : [...inPage].reverse();
  const wants = (type: string, field: string) => context.operation?.reads.demand.asks(type, field) ?? false;
  noteTold(page, answer, reader, context);
  const nodes = wants('CaseEdge', 'node') ? await reader.join(rows) : [];
  const list = listOf(page, context);
  const cursor = ([id, , , key = '']: KeyRow) => context.cursors.seal(list, { key, id });
  const wantsCursors = wants('CaseEdge', 'cursor');
  return {
    edges: rows.map((row, index) => ({ node: nodes[index] ?? null, cursor: wantsCursors ? cursor(row) : '' })),
    pageInfo: {
      hasNextPage: page.direction === 'forward' ? more : page.before !== undefined,
      hasPreviousPage: page.direction === 'backward' ? more : page.after !== undefined,
      startCursor: rows[0] && wants('PageInfo', 'startCursor') ? cursor(rows[0]) : null,
      endCursor: rows.length > 0 && wants('PageInfo', 'endCursor') ? cursor(rows.at(-1) as KeyRow) : null,
    },
    totalCount: answer.count?.total ?? null,
  };
}

/**
 * Notes for the logs of whom the page tells something, be it without joining a case: who stands on it, and who was
 * counted. What is learnt of them is what the filter and the order say (`sought-categories.ts`).
 */
function noteTold(page: PageRequest, { rows, count }: PageAnswer, reader: CaseReader, context: RequestContext): void {
  const asks = (type: string, ...fields: string[]) =>
    fields.some((field) => context.operation?.reads.demand.asks(type, field));
  const tell = (ids: readonly string[]) => {
    for (const id of ids) reader.serve(id, []);
  };
  const found = rows.map(([id]) => id);
  if (asks('CaseConnection', 'edges') || asks('PageInfo', 'startCursor', 'endCursor')) tell(found.slice(0, page.size));
  // That there is a next page tells of everybody up to its first case: a filter for two, one to a page, finds both.
  const more = asks('PageInfo', page.direction === 'forward' ? 'hasNextPage' : 'hasPreviousPage');
  if (more && filtersAtAll(page.filter) && found.length > page.size) tell(found);
  if (count?.told) tell(count.told);
  else context.counted += count?.total ?? 0;
}

/** A cursor is good for one partner, view, filter and order. */
function listOf({ filter, order }: { filter: CaseFilterValue; order: CaseOrder }, { caller }: RequestContext): Buffer {
  return listKey(['cases', caller.view, caller.principal.organisation, filter, order.field, order.direction]);
}
