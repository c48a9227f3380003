import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Grant } from '../model/grant.js';
import { checkGrant, type GrantedTable, grantedTables } from './granted-tables.js';
import {
  type AskedCases,
  type Cases,
  type Source,
  type SourceAnswer,
  type SourcePart,
  type SourceReading,
  type SourceRow,
  tableOf,
} from './source.js';

/**
 * A source of kind *hosted*: what the agency delivered, in its own PostgreSQL schema of this database.
 * The second lock is the partner's database role, under which the snapshot runs.
 */
export function hostedSource(agency: Agency, parts: Readonly<Record<string, SourcePart>>): Source {
  const texts = { ONE: new WeakMap<Grant, readonly string[]>(), MANY: new WeakMap<Grant, readonly string[]>() };
  const expressions = (grant: Grant, cases: Cases): readonly string[] => {
    checkGrant(grant, agency);
    const known = texts[cases].get(grant) ?? expressionsOf(grantedTables(grant, parts), cases);
    texts[cases].set(grant, known);
    return known;
  };
  return {
    agency,
    kind: 'HOSTED',
    parts,
    expressions,
    async read(grant: Grant, { ids }: AskedCases, snapshot: SnapshotReader): Promise<SourceReading> {
      const columns = columnsOf(expressions(grant, casesOf(ids)), 'answer');
      const [row] = await snapshot.query<Row>(`select ${columns.join(', ')}`, [ids]);
      return { rows: answerIn(row, 'answer', { tables: grant.tables.length, cases: ids.length }) };
    },
  };
}

/** One case is read by other expressions than several: a third less work. */
export function casesOf(ids: readonly string[]): Cases {
  return ids.length === 1 ? 'ONE' : 'MANY';
}

/** The columns of a select that these expressions are. @param name by which `answerIn` finds them in its row */
export function columnsOf(expressions: readonly string[], name: string): string[] {
  return expressions.map((expression, place) => `${expression} as ${name}_${place}`);
}

type Row = Readonly<Record<string, unknown>>;

/**
 * What such columns answered, under its cases and tables.
 * @param size how many tables were granted, and how many cases were asked for
 */
export function answerIn(
  row: Row | undefined,
  name: string,
  { tables, cases }: { readonly tables: number; readonly cases: number },
): SourceAnswer {
  const answer = Array.from({ length: cases }, () => new Array<SourceRow[]>(tables).fill(NO_ROWS));
  const placedIn = (column: number) => (row?.[`${name}_${column}`] ?? NO_ROWS) as unknown[][];
  if (cases === 1) {
    for (const placed of placedIn(0)) put(placed, answer[0], lastOf(placed));
    return answer;
  }
  for (let table = 0; table < tables; table += 1) {
    for (const placed of placedIn(table)) put(placed, answer[lastOf(placed)], table);
  }
  return answer;
}

/** Takes the place off a row that carries it behind its values: of its table or of its case, from 1 as in SQL. */
function lastOf(placed: unknown[]): number {
  return (placed.pop() as number) - 1;
}

function put(row: SourceRow, ofCase: SourceRow[][] | undefined, table: number): void {
  if (ofCase?.[table] === NO_ROWS) ofCase[table] = [row];
  else ofCase?.[table]?.push(row);
}

/** One for all tables that hold nothing of a case, as most do. Never added to. */
const NO_ROWS = Object.freeze([]) as unknown as SourceRow[];

/** Rows of one moment come in one order too, or equal questions would get answers that differ. The last row is the latest. */
export const TIE_BREAKERS: readonly string[] = ['record_key', 'delivered_by', 'source_key'];

/**
 * Of one case the rows of all tables are one list, behind each the place of its table: PostgreSQL prepares one order and
 * one list for a statement, where it would prepare some twenty. Of many cases each table has a list of its own, behind
 * each row the place of its case: a text with one letter that Latin-1 does not have takes twice as long to read, and only
 * the tables of names have such.
 */
function expressionsOf(tables: readonly GrantedTable[], cases: Cases): string[] {
  return cases === 'ONE' ? [rowsOfOne(tables)] : tables.map(rowsOfMany);
}

/**
 * The id stands in an array of which the planner does not know the length: so the plan for one case looks as dear as one
 * for ten, and PostgreSQL keeps it and does not plan each time anew, which costs three times what reading does.
 */
function rowsOfOne(tables: readonly GrantedTable[]): string {
  const reads = tables.map(
    ({ part, grant }, place) =>
      `select ${place + 1} as place, ${ofRow(part.orderColumn)}::timestamp as moment, ${TIE_BREAKERS.map(ofRow).join(', ')}, ` +
      `json_build_array(${[...grant.columns.map(ofRow), place + 1].join(', ')}) as placed ${rowsOf(part, '($1::uuid[])[1]')}`,
  );
  const order = inOrder('t.place', 't.moment');
  return `(select coalesce(json_agg(t.placed order by ${order}), '[]') from (${reads.join(' union all ')}) t)`;
}

/**
 * A table is looked up case by case, so that its plan is a row of index probes at any size of it; the rows are put in
 * order and into JSON at once, and not for each case. The ids stand in a select of their own, where the planner does not
 * count them, for the same reason as above.
 */
function rowsOfMany({ part, grant }: GrantedTable): string {
  const order = inOrder('k.n', ofRow(part.orderColumn));
  const needed = [...new Set([...grant.columns, part.orderColumn, ...TIE_BREAKERS])].map(ofRow).join(', ');
  return (
    `(select coalesce(json_agg(json_build_array(${[...grant.columns.map(ofRow), 'k.n'].join(', ')}) order by ${order}), '[]') ` +
    'from unnest((select $1::uuid[])) with ordinality as k(id, n) cross join lateral (' +
    // Without the offset it would be a join, for which the planner may read the whole table.
    `select ${needed} ${rowsOf(part, 'k.id')} offset 0) t)`
  );
}

/** The order of rows: unknown moments first. */
function inOrder(place: string, moment: string): string {
  return [place, `${moment} nulls first`, ...TIE_BREAKERS.map(ofRow)].join(', ');
}

function rowsOf(part: SourcePart, id: string): string {
  return `from ${tableOf(part)} t where ${ofRow(part.caseColumn)} = ${id}${inCurrentFile(part, 't')}`;
}

function ofRow(column: string): string {
  return `t."${column}"`;
}

/** The order that puts the row first which the answer shows as the latest. */
export function latestFirst({ orderColumn }: SourcePart, alias: string): string {
  const ties = TIE_BREAKERS.map((column) => `${alias}."${column}" desc`);
  return [`${alias}."${orderColumn}" desc nulls last`, ...ties].join(', ');
}

/** The condition that a row belongs to the file that counts, for a part that stands within another; else nothing. */
export function inCurrentFile({ within }: SourcePart, alias: string): string {
  if (!within) return '';
  return (
    ` and (${alias}.delivered_by, ${alias}.source_key) = (select f.delivered_by, f.source_key ` +
    `from ${tableOf(within)} f where f.case_id = ${alias}.case_id order by ${latestFirst(within, 'f')} limit 1)`
  );
}
