import type { CaseReader } from '../join/case-reader.js';
import { areasOf, CHANGE_AREAS } from '../join/change-areas.js';
import { type ChangesAnswer, type ChangesRequest, type FoundChange, readChanges } from '../join/changes.js';
import type { KeyRow } from '../join/key-query.js';
import type { Category } from '../model/category.js';
import { BadUserInput, CursorExpired } from '../model/errors.js';
import type { ChangesArgs } from './case-change.args.js';
import type { ChangeType } from './case-change.type.js';
import { pageSize } from './case-connection.js';
import type { RequestContext } from './context.js';
import { type CursorBox, listKey } from './cursor.js';

/** Digits of a position in a cursor: all cursors are of one length, whatever happened elsewhere. */
const DIGITS = 16;

/** Where a reader of changes stands: the position, and the day of the change that it is of (`YYYY-MM-DD`). */
export interface ChangePlace {
  readonly position: number;
  readonly day: string;
}

/** Whose cursor it is. */
export interface ChangeReader {
  readonly view: string;
  readonly organisation: string;
}

/** Reads a cursor of `changes` or `caseChanged`. @throws BadUserInput for one of another partner, view or list */
export function openChangeCursor(context: RequestContext, cursor: string): ChangePlace {
  const { key, id } = context.cursors.open(listOf(context), cursor);
  const position = Number(key);
  if (!Number.isSafeInteger(position)) throw new BadUserInput('This cursor is not of this list.');
  return { position, day: id };
}

/** The cursor of a place. */
export function sealChangeCursor(context: RequestContext, { position, day }: ChangePlace): string {
  const { view, principal } = context.caller;
  return sealChangePlace(context.cursors, { view, organisation: principal.organisation }, { position, day });
}

/** The cursor of a place for a partner's view, also where nobody asks at this moment. */
export function sealChangePlace(cursors: CursorBox, owner: ChangeReader, { position, day }: ChangePlace): string {
  return cursors.seal(listOfReader(owner), { key: String(position).padStart(DIGITS, '0'), id: day });
}

/** A cursor is good for one partner and view. */
function listOf({ caller }: RequestContext): Buffer {
  return listOfReader({ view: caller.view, organisation: caller.principal.organisation });
}

function listOfReader({ view, organisation }: ChangeReader): Buffer {
  return listKey(['changes', view, organisation]);
}

/** The search that the arguments of `changes` ask for. @throws BadUserInput */
export function changesRequest({ after, first }: ChangesArgs, context: RequestContext): ChangesRequest {
  const place = after == null ? null : openChangeCursor(context, after);
  return {
    after: place?.position ?? 0,
    day: place?.day,
    size: pageSize(first, context.pageSize),
    latest: context.operation?.reads.demand.asks('ChangeConnection', 'latestCursor') ?? false,
  };
}

/** Reads the answer of a search. @throws CursorExpired when changes were missed that are no longer kept */
export function keptChanges(answer: unknown): ChangesAnswer {
  const changes = readChanges(answer);
  if (changes.expired) throw new CursorExpired();
  return changes;
}

/** The page as a Relay connection. */
export async function changeConnection(
  request: ChangesRequest,
  answer: ChangesAnswer,
  reader: CaseReader,
  context: RequestContext,
) {
  const found = answer.changes.slice(0, request.size);
  const nodes = await changeNodes(found, reader, context);
  const latest = { position: answer.latest ?? 0, day: answer.today };
  return {
    edges: nodes.map((node) => ({ node, cursor: node.cursor })),
    pageInfo: {
      hasNextPage: answer.changes.length > found.length,
      hasPreviousPage: request.after > 0,
      startCursor: nodes[0]?.cursor ?? null,
      endCursor: nodes.at(-1)?.cursor ?? null,
    },
    latestCursor: answer.latest === null ? '' : sealChangeCursor(context, latest),
  };
}

/** Changes as the graph shows them, with their cases where those are asked for; what is told is noted for the logs. */
export async function changeNodes(
  found: readonly FoundChange[],
  reader: CaseReader,
  context: RequestContext,
): Promise<ChangeType[]> {
  const wantsCases = context.operation?.reads.demand.asks('Change', 'case') ?? false;
  const rows = found.flatMap(({ row }) => (row && wantsCases ? [row] : []));
  const joined = new Map((await reader.join(rows)).map((one, place) => [(rows[place] as KeyRow)[0], one]));
  return found.map(({ caseId, at, kind, parts, position }) => {
    const areas = areasOf(parts, context.permits);
    reader.serve(caseId, categoriesOf(areas));
    const cursor = sealChangeCursor(context, { position, day: at.slice(0, 10) });
    return { caseId, at, kind, areas, cursor, case: (joined.get(caseId) ?? null) as ChangeType['case'] };
  });
}

/** What it tells of a person that these areas of the case changed; that a case is there or gone is its status. */
function categoriesOf(areas: ReturnType<typeof areasOf>): readonly Category[] {
  return areas.length === 0 ? [CHANGE_AREAS.CASE] : areas.map((area) => CHANGE_AREAS[area]);
}
