import type { GrantedTable } from './granted-tables.js';
import { latestLast, ofRow, rowsOf, TIE_BREAKERS } from './row-order.js';
import type { Cases, SourceRow } from './source.js';

/** A table of a grant, and where it stands in it. */
export interface PlacedTable extends GrantedTable {
  readonly place: number;
}

/** Rows under their cases and tables, while an answer is put together. */
export type Answer = SourceRow[][][];

/** One for all tables that hold nothing of a case, as most do. Never added to. */
export const NO_ROWS = Object.freeze([]) as unknown as SourceRow[];

/**
 * Of one case the rows of all tables are one list, behind each the place of its table: PostgreSQL prepares one order and
 * one list for a statement, where it would prepare some twenty. Of many cases each table has a list of its own, behind
 * each row the place of its case: a text with one letter that Latin-1 does not have takes twice as long to read, and only
 * the tables of names have such.
 * @returns SQL expressions over `$1`, the case ids; none without a table
 */
export function tableExpressions(tables: readonly PlacedTable[], cases: Cases): string[] {
  if (tables.length === 0) return [];
  return cases === 'ONE' ? [rowsOfOne(tables)] : tables.map(rowsOfMany);
}

/** Puts what such expressions answered under its cases and tables. */
export function takeTableRows(values: readonly unknown[], tables: readonly PlacedTable[], cases: Cases, to: Answer) {
  const lists = values as readonly unknown[][][];
  if (cases === 'ONE') {
    for (const placed of lists[0] ?? []) put(placed, to[0], lastOf(placed));
    return;
  }
  for (const [at, { place }] of tables.entries()) {
    for (const placed of lists[at] ?? []) put(placed, to[lastOf(placed)], place);
  }
}

/** Takes the place off a row that carries it behind its values: of its table or of its case, from 1 as in SQL. */
function lastOf(placed: unknown[]): number {
  return (placed.pop() as number) - 1;
}

function put(row: SourceRow, ofCase: SourceRow[][] | undefined, table: number): void {
  if (ofCase?.[table] === NO_ROWS) ofCase[table] = [row];
  else ofCase?.[table]?.push(row);
}

/**
 * The id stands in an array of which the planner does not know the length: so the plan for one case looks as dear as one
 * for ten, and PostgreSQL keeps it and does not plan each time anew, which costs three times what reading does.
 */
function rowsOfOne(tables: readonly PlacedTable[]): string {
  const reads = tables.map(
    ({ part, grant, place }) =>
      `select ${place + 1} as place, ${ofRow(part.orderColumn)}::timestamp as moment, ${TIE_BREAKERS.map(ofRow).join(', ')}, ` +
      `json_build_array(${[...grant.columns.map(ofRow), place + 1].join(', ')}) as placed ${rowsOf(part, '($1::uuid[])[1]')}`,
  );
  const order = `t.place, ${latestLast('t.moment')}`;
  return `(select coalesce(json_agg(t.placed order by ${order}), '[]') from (${reads.join(' union all ')}) t)`;
}

/**
 * A table is looked up case by case, so that its plan is a row of index probes at any size of it; the rows are put in
 * order and into JSON at once, and not for each case. The ids stand in a select of their own, where the planner does not
 * count them, for the same reason as above.
 */
function rowsOfMany({ part, grant }: PlacedTable): string {
  const order = `k.n, ${latestLast(ofRow(part.orderColumn))}`;
  const needed = [...new Set([...grant.columns, part.orderColumn, ...TIE_BREAKERS])].map(ofRow).join(', ');
  return (
    `(select coalesce(json_agg(json_build_array(${[...grant.columns.map(ofRow), 'k.n'].join(', ')}) order by ${order}), '[]') ` +
    'from unnest((select $1::uuid[])) with ordinality as k(id, n) cross join lateral (' +
    // Without the offset it would be a join, for which the planner may read the whole table.
    `select ${needed} ${rowsOf(part, 'k.id')} offset 0) t)`
  );
}
