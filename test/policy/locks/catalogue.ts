import type postgres from 'postgres';

/** A column of a table, view or partition of ours, as the database itself says. */
export interface CatalogueColumn {
  /** `schema.table`. */
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Every schema that is not PostgreSQL's own: also one that somebody adds tomorrow. */
export const OUR_SCHEMAS = `(n.nspname !~ '^pg_' and n.nspname <> 'information_schema')`;

/** Every column of whatever can be selected from in our schemas. */
export async function catalogueColumns(admin: postgres.Sql): Promise<CatalogueColumn[]> {
  return admin.unsafe<CatalogueColumn[]>(
    `select n.nspname || '.' || c.relname as "table", a.attname as "column", t.typname as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_type t on t.oid = a.atttypid
     where ${OUR_SCHEMAS} and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
     order by 1, a.attnum`,
  );
}

/** The columns of each table, by `schema.table`. */
export function byTable(columns: readonly CatalogueColumn[]): Map<string, CatalogueColumn[]> {
  const tables = new Map<string, CatalogueColumn[]>();
  for (const column of columns) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  return tables;
}

/** `schema.table` as SQL. */
export function quoted(table: string): string {
  return table
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
