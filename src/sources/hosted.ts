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
      return { rows: rowsByCase(tablesOf(row, 'answer'), ids.length) };
    },
  };
}

/** One case is read without a list of cases: a third less work. */
export function casesOf(ids: readonly string[]): Cases {
  return ids.length === 1 ? 'ONE' : 'MANY';
}

/** The columns of a select that these expressions are. @param name by which `tablesOf` finds them in its row */
export function columnsOf(expressions: readonly string[], name: string): string[] {
  return expressions.map((expression, place) => `${expression} as ${name}_${place}`);
}

/** What a table holds of the cases: its rows in order, in each the place of its case last. */
type TableAnswer = readonly (readonly [...values: unknown[], place: number])[];
type Row = Readonly<Record<string, unknown>>;

/** The tables that such columns answered, in the order of the grant. */
export function tablesOf(row: Row | undefined, name: string): TableAnswer[] {
  const tables: TableAnswer[] = [];
  for (let place = 0; ; place += 1) {
    const column = row?.[`${name}_${place}`] as readonly TableAnswer[] | undefined;
    if (column === undefined) return tables;
    tables.push(...column);
  }
}

/**
 * Puts the rows under their cases.
 * @param cases how many were asked for
 */
export function rowsByCase(tables: readonly TableAnswer[], cases: number): SourceAnswer {
  const answer = Array.from({ length: cases }, () => tables.map(() => NO_ROWS));
  for (const [at, rows] of tables.entries()) {
    for (const row of rows as unknown as unknown[][]) {
      const ofCase = answer[(row.pop() as number) - 1];
      if (ofCase?.[at] === NO_ROWS) ofCase[at] = [row];
      else ofCase?.[at]?.push(row);
    }
  }
  return answer;
}

/** One for all tables that hold nothing of a case, as most do. Never added to. */
const NO_ROWS = Object.freeze([]) as unknown as SourceRow[];

/** Rows of one moment come in one order too, or equal questions would get answers that differ. The last row is the latest. */
export const TIE_BREAKERS: readonly string[] = ['record_key', 'delivered_by', 'source_key'];

/**
 * An array of tables per expression. For one case they are all in one; for many each is in one of its own: a text with one
 * letter that Latin-1 does not have takes twice as long to read, and only the tables of names have such.
 */
function expressionsOf(tables: readonly GrantedTable[], cases: Cases): string[] {
  const groups = cases === 'ONE' ? [tables] : tables.map((table) => [table]);
  return groups.map((group) => `json_build_array(${group.map((table) => tableRows(table, cases)).join(', ')})`);
}

/**
 * The rows of a table. It is looked up case by case, so that its plan is a row of index probes at any size of it; the rows
 * are put in order and into JSON at once, and not for each case.
 * The ids stand in a select of their own, where the planner does not count them: for one case the plan looks as dear as
 * for ten, so that PostgreSQL keeps it, and does not plan each time anew, which costs three times what reading does.
 */
function tableRows({ part, grant }: GrantedTable, cases: Cases): string {
  const columns = grant.columns.map((column) => `t."${column}"`).join(', ');
  const order = [`t."${part.orderColumn}" nulls first`, ...TIE_BREAKERS.map((column) => `t."${column}"`)].join(', ');
  const rowsOf = (id: string) =>
    `from ${tableOf(part)} t where t."${part.caseColumn}" = ${id}${inCurrentFile(part, 't')}`;
  if (cases === 'ONE') {
    return `(select coalesce(json_agg(json_build_array(${columns}, 1) order by ${order}), '[]') ${rowsOf('($1::uuid[])[1]')})`;
  }
  const needed = [...new Set([...grant.columns, part.orderColumn, ...TIE_BREAKERS])].map((column) => `t."${column}"`);
  return (
    `(select coalesce(json_agg(json_build_array(${columns}, k.n) order by k.n, ${order}), '[]') ` +
    'from unnest((select $1::uuid[])) with ordinality as k(id, n) cross join lateral (' +
    // Without the offset it would be a join, for which the planner may read the whole table.
    `select ${needed.join(', ')} ${rowsOf('k.id')} offset 0) t)`
  );
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
