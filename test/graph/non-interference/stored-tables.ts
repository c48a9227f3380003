import type { Database } from '../../../src/database/database.js';
import { READ_MODEL } from '../../../src/model/read-model.js';
import { allParts } from '../../../src/sources/index.js';

/** A column as the catalogue has it. */
export interface StoredColumn {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** A table of the database, with the categories that its rows lie under where the policy guards it. */
export interface StoredTable {
  /** `schema.table`. */
  readonly name: string;
  readonly columns: readonly StoredColumn[];
  readonly caseColumn?: string;
  readonly categories?: readonly string[];
}

/** A table that the policy guards. */
export type GuardedTable = StoredTable & Required<Pick<StoredTable, 'caseColumn' | 'categories'>>;

const SCHEMAS = ['app', ...new Set(allParts.map(({ schema }) => schema))];

const CATEGORIES: ReadonlyMap<string, readonly string[]> = new Map([
  ...allParts.map(({ schema, table, categories }) => [`${schema}.${table}`, categories] as const),
  ['app.case_v_number', ['person.v_number']],
  ['app.case_index', ['case.status']],
]);

const IDENTIFIED_BY_CASE = ['app.case_key', 'app.case_index'];

/** Every table with records, as it is in the database. What sources keep by case follows from them. */
export async function storedTables({ admin }: Pick<Database, 'admin'>): Promise<StoredTable[]> {
  const rows = await admin<{ table: string; columns: StoredColumn[] }[]>`
    select n.nspname || '.' || c.relname as table, json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, null), 'required', a.attnotnull) order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and n.nspname = any(${SCHEMAS}) and c.relname <> ${READ_MODEL} and a.attnum > 0 and not a.attisdropped
    group by 1 order by 1`;
  return rows.map(({ table, columns }) => {
    const own = columns.some(({ name }) => name === 'case_id') ? 'case_id' : undefined;
    const caseColumn = IDENTIFIED_BY_CASE.includes(table) ? 'id' : own;
    return { name: table, columns, caseColumn, categories: CATEGORIES.get(table) };
  });
}

/** Those of the tables that the policy guards. */
export function guardedOf(tables: readonly StoredTable[]): GuardedTable[] {
  return tables.filter((table): table is GuardedTable => !!table.categories && !!table.caseColumn);
}

/** Those of the tables that have rows of a case. */
export function ofCases(tables: readonly StoredTable[]): (StoredTable & { readonly caseColumn: string })[] {
  return tables.filter((table): table is StoredTable & { caseColumn: string } => table.caseColumn !== undefined);
}
