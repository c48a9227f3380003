import type { TransactionSql } from 'postgres';
import { MADE_AS } from '../model/read-model.js';
import { readModels } from './index.js';
import type { ReadModel } from './source.js';

/**
 * Writes anew what is outdated of these cases, and deletes the rows of cases that are no more. Run it in the transaction
 * that changed the tables, behind all its changes.
 */
export async function keepReadModels(sql: TransactionSql, caseIds: readonly string[]): Promise<void> {
  const keeping = readModels.map(async (model) => {
    const due = await sql.unsafe<{ id: string }[]>(claim(model), [[...caseIds], model.shape]);
    if (due.length > 0) await sql.unsafe(model.write, [due.map(({ id }) => id), model.shape]);
  });
  await Promise.all(keeping);
}

/**
 * Takes the rows that are to be written, which waits for whoever changes the tables of these cases at this moment. They
 * are written by a statement of its own: it sees what those have committed since.
 */
function claim({ table }: ReadModel): string {
  return `
    with gone as (
      delete from ${table} m where case_id = any($1::uuid[]) and not exists (select from app.case_index i where i.id = m.case_id)
    )
    insert into ${table} (case_id)
    select i.id from app.case_index i where i.id = any($1::uuid[])
      and not exists (select from ${table} m where m.case_id = i.id and m.${MADE_AS} = $2)
    order by i.id
    on conflict (case_id) do update set ${MADE_AS} = null
    returning case_id as id`;
}

/**
 * Cases of which any read model is outdated, in the order of their ids. Run `keepReadModels` on them.
 * @param after the last id of the batch before
 */
export async function outdatedCases(sql: TransactionSql, after: string, most: number): Promise<string[]> {
  const current = readModels.map(
    ({ table, shape }) => `exists (select from ${table} m where m.case_id = i.id and m.${MADE_AS} = '${shape}')`,
  );
  const outdated = `select i.id from app.case_index i where i.id > $1::uuid and not (${current.join(' and ')}) order by i.id limit $2::int`;
  const rows = await sql.unsafe<{ id: string }[]>(outdated, [after, most]);
  return rows.map(({ id }) => id);
}
