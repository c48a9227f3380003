import type { TransactionSql } from 'postgres';
import type { StatedIn } from '../join/investigation-values.js';
import { decideTogether } from '../policy/decide.js';
import { columnOf } from '../policy/policy.js';
import { rowCondition } from '../policy/row-condition.js';
import { sqlName, sqlTable } from '../policy/sql-text.js';
import { inCurrentFile } from '../sources/hosted.js';
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
