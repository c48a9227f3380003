import { createHash } from 'node:crypto';
import { getTableName } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { MADE_AS } from '../model/read-model.js';
import { latestLast, ofRow, rowsOf } from './row-order.js';
import type { ReadModel, SourcePart } from './source.js';

/** Describes a read model. @param parts of the source, of which it keeps those that have a column in it */
export function readModelOf(table: PgTable, parts: Readonly<Record<string, SourcePart>>): ReadModel {
  const { columns, schema = 'public' } = getTableConfig(table);
  const names = new Set(columns.map(({ name }) => name));
  const kept = Object.values(parts).filter((part) => names.has(part.table));
  const name = `"${schema}"."${getTableName(table)}"`;
  const write =
    `update ${name} m set ${MADE_AS} = $2, ${kept.map((part) => `"${part.table}" = ${rowsAsJson(part)}`).join(', ')} ` +
    'where m.case_id = any($1::uuid[])';
  const shape = createHash('sha256').update(write).digest('hex').slice(0, 16);
  return { schema, table: name, parts: kept, write, shape };
}

/** What only a search goes by. */
const NEVER_SHOWN = 'search_key';

/** The columns of a part's rows, in the order in which its column of the read model has them. */
export function keptColumns({ columns, caseColumn }: SourcePart): readonly string[] {
  return columns.filter((column) => column !== caseColumn && column !== NEVER_SHOWN);
}

/** An array of rows, each an array of its values; null where there are none. */
function rowsAsJson(part: SourcePart): string {
  const values = keptColumns(part).map(ofRow).join(', ');
  return `(select json_agg(json_build_array(${values}) order by ${latestLast(ofRow(part.orderColumn))}) ${rowsOf(part, 'm.case_id')})`;
}
