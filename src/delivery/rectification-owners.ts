import type { TransactionSql } from 'postgres';
import type { StatedIn } from '../join/investigation-values.js';
import type { Agency } from '../model/agency.js';
import { decideTogether } from '../policy/decide.js';
import { columnOf } from '../policy/policy.js';
import { rowCondition } from '../policy/row-condition.js';
import { sqlName, sqlTable } from '../policy/sql-text.js';
import { inCurrentFile } from '../sources/row-order.js';
import type { ChangeMaker } from './change-maker.js';

/**
 * The owners of a value: the organisations whose records state it, of those records that the change's maker may see. An
 * organisation that is not registered here cannot decide anything, so its deliverer does.
 * @returns their codes in order; none for a value that is withheld, is not there, or of a case out of reach
 */
export async function ownersOf(
  sql: TransactionSql,
  { policy, view }: ChangeMaker,
  { table, column, part }: StatedIn,
  caseId: string,
): Promise<string[]> {
  const asking = columnOf(policy, view);
  const decision = decideTogether(policy, view, table.categories);
  if (!asking || !decision.permitted) return [];
  const row = sqlName(table.table);
  const organisation = `${row}.${sqlName(table.organisationColumn)}`;
  const isRegistered = `exists (select from app.organisation o where o.code = ${organisation})`;
  const owner = part ? `case when ${isRegistered} then ${organisation} else ${row}.delivered_by end` : organisation;
  const current = part ? inCurrentFile(part, row) : '';
  const found = await sql.unsafe<{ owner: string }[]>(
    `select distinct ${owner} as owner from ${sqlTable(table.schema, table.table)}
     where ${row}.${sqlName(table.caseColumn)} = $1::uuid and ${row}.${sqlName(column)} is not null
       and ${rowCondition(table, asking.partnerKind, decision.conditions)}${current} order by owner`,
    [caseId],
  );
  return found.map((one) => one.owner);
}

/**
 * The owner of a value that an agency's own system states: the agency. What its tables here hold are files that are kept
 * and not read, so they are not asked. Whether the value is stated was asked of the agency before, under the maker's
 * own grant (`join/live-statement.ts`): no transaction is held while an agency thinks.
 * @returns its code; none where it is not registered here, because nobody could decide then
 */
export async function liveOwners(sql: TransactionSql, agency: Agency): Promise<string[]> {
  const found = await sql<{ code: string }[]>`select code from app.organisation where code = ${agency.toLowerCase()}`;
  return found.map(({ code }) => code);
}
