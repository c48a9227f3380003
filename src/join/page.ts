import { type CaseFilterValue, compileFilter } from './filter.js';
import type { KeyContext, KeyQuery, KeyRow } from './key-query.js';
import { rowsOf } from './key-query.js';
import { CASE_ORDERS, type CaseOrder, type CaseOrderField } from './order.js';
import type { TableConditions } from './plan.js';
import { FEW, filtersAtAll, namesPersons } from './told-persons.js';

/** Where a page begins or ends: the value of the order and the id of a case. */
export interface Position {
  readonly key: string;
  readonly id: string;
}

/** A page of cases, forwards from `after` or backwards from `before`. */
export interface PageRequest {
  readonly filter: CaseFilterValue;
  readonly order: CaseOrder;
  readonly direction: 'forward' | 'backward';
  readonly size: number;
  readonly after?: Position;
  readonly before?: Position;
  readonly countTotal: boolean;
  /** Up to how many it is to be known how many the whole filter finds, beside what is asked for; 0 is not at all. */
  readonly countUpTo: number;
}

/** What the page search answers, before the cases themselves are read. */
export interface PageAnswer {
  readonly rows: readonly KeyRow[];
  /** What the filter finds in reach; null when it was not asked for. */
  readonly count: Count | null;
  /** How many cases in reach the filter finds, up to that number; null where that is not to be known. Never shown. */
  readonly found: number | null;
}

/** How many cases a filter finds, and of whom that tells. */
export interface Count {
  readonly total: number;
  /** Ids of the cases of which the number tells something (`told-persons.ts`); null where it tells of nobody in particular. */
  readonly told: readonly string[] | null;
}

/** The search for a page. One row more than the page tells whether there is a next one. */
export function byPage(page: PageRequest, permits: TableConditions): KeyQuery {
  return { sql: (context) => pageSql(page, permits, context) };
}

function pageSql(page: PageRequest, permits: TableConditions, context: KeyContext): string {
  const { parameters, organisation, facts } = context;
  const order: CaseOrderField = CASE_ORDERS[page.order.field];
  const filter = compileFilter(page.filter, context, permits);
  const where = [`r.organisation = ${organisation}`, ...filter].join(' and ');
  const from = `from app.reach r where ${where}`;
  const descending = (page.order.direction === 'DESC') === (page.direction === 'forward');
  const bounds = [
    position(page.after, order, page.order.direction === 'DESC' ? '<' : '>', context),
    position(page.before, order, page.order.direction === 'DESC' ? '>' : '<', context),
  ].filter((bound) => bound !== null);
  const sort = descending ? 'desc' : 'asc';
  const found =
    `select r.case_id as id, (${order.value}) as order_value ${[from, ...bounds].join(' and ')} ` +
    `order by order_value ${sort}, r.case_id ${sort} limit ${parameters.bind(page.size + 1)}::int`;
  // The facts are read for the page's cases only, after the limit.
  const rows = rowsOf(
    `select f.id, ${facts('f.id')}, f.order_value::text as order_key from (${found}) f ` +
      `order by f.order_value ${sort}, f.id ${sort}`,
    'k.order_key',
  );
  const count = page.countTotal ? countSql(page.filter, from) : 'null';
  const upTo = (most: number) => `select ${from} limit ${parameters.bind(most)}::int`;
  const foundCount = page.countUpTo > 0 ? `(select count(*)::int from (${upTo(page.countUpTo)}) u)` : 'null';
  return `json_build_object('rows', ${rows}, 'count', ${count}, 'found', ${foundCount})`;
}

/** Counts, and says who was counted: in one go over the same rows, so that the two cannot differ. */
function countSql(filter: CaseFilterValue, found: string): string {
  if (!filtersAtAll(filter)) return `(select json_build_object('total', count(*)::int, 'told', null) ${found})`;
  const tells = namesPersons(filter) ? 'true' : `count(*) <= ${FEW}`;
  const told = `(select coalesce(json_agg(n.id), '[]') from counted n)`;
  return (
    `(with counted as materialized (select r.case_id as id ${found}) ` +
    `select json_build_object('total', count(*)::int, 'told', case when ${tells} then ${told} end) from counted)`
  );
}

function position(at: Position | undefined, order: CaseOrderField, sign: '<' | '>', { parameters }: KeyContext) {
  if (!at) return null;
  const key = `${parameters.bind(at.key)}::${order.type}`;
  return `((${order.value}), r.case_id) ${sign} (${key}, ${parameters.bind(at.id)}::uuid)`;
}
