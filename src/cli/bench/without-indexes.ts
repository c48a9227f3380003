import type { Database } from '../../database/database.js';
import { sqlName, sqlTable } from '../../policy/sql-text.js';

interface IndexRow {
  readonly name: string;
  readonly definition: string;
  /** The definition of the key that the index serves; null where it serves none. */
  readonly key: string | null;
}

const INDEXES = `
  select c.relname as name, pg_get_indexdef(i.indexrelid) as definition, pg_get_constraintdef(k.oid) as key
  from pg_index i join pg_class c on c.oid = i.indexrelid
  left join pg_constraint k on k.conindid = i.indexrelid and k.conrelid = i.indrelid
  where i.indrelid = $1::regclass order by c.relname`;

/**
 * Runs what fills a table while its indexes and keys are away, and builds them anew: keys come in random order, and where
 * an index is larger than the memory, every row of it would cost a page. Only for a database that is thrown away: when
 * `fill` fails, they stay away.
 */
export async function withoutIndexes(
  { admin }: Pick<Database, 'admin'>,
  { schema, table }: { readonly schema: string; readonly table: string },
  fill: () => Promise<unknown>,
): Promise<void> {
  const name = sqlTable(schema, table);
  const indexes = await admin.unsafe<IndexRow[]>(INDEXES, [name]);
  for (const index of indexes) await admin.unsafe(dropped(name, schema, index));
  await fill();
  for (const index of indexes) await admin.unsafe(built(name, index));
}

function dropped(table: string, schema: string, { name, key }: IndexRow): string {
  return key === null
    ? `drop index ${sqlTable(schema, name)}`
    : `alter table ${table} drop constraint ${sqlName(name)}`;
}

function built(table: string, { name, definition, key }: IndexRow): string {
  return key === null ? definition : `alter table ${table} add constraint ${sqlName(name)} ${key}`;
}
