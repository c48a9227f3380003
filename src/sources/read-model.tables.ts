import { getTableName } from 'drizzle-orm';
import { json, type PgSchema, type PgTable, text, uuid } from 'drizzle-orm/pg-core';
import { MADE_AS, READ_MODEL } from '../model/read-model.js';

/**
 * A source's read model: a row a case, and in it a column for a table, with its rows of the case.
 * `read-model.ts` says what is in them.
 * @param tables of the source, those that some partner may read without a condition that each row must meet
 */
export function readModelTable(schema: PgSchema, tables: Readonly<Record<string, PgTable>>) {
  const columns = Object.values(tables).map((table) => [getTableName(table), json(getTableName(table))] as const);
  const row = { caseId: uuid('case_id').primaryKey(), madeAs: text(MADE_AS), ...Object.fromEntries(columns) };
  return schema.table(READ_MODEL, row).enableRLS();
}
