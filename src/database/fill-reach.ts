import type postgres from 'postgres';

/** Makes a transaction one of the role that may write every organisation's reach. */
export type AsWriter = (sql: postgres.TransactionSql) => Promise<void>;

/** Cases that one transaction fills: whoever writes the same cases waits no longer than that takes. */
const BATCH = 10_000;

/**
 * Touches the index of cases whose reach was written before it repeated the index, found by the index on status: the
 * trigger copies what it holds, as after every other change (`drizzle/0007`).
 */
const TOUCH = `
  update app.case_index i set id = id where i.id in (
    select r.case_id from app.reach r join app.case_index known on known.id = r.case_id
    where r.organisation = $1 and r.status = '' limit $2::int)`;

/**
 * Fills what reach repeats of the case index in rows that were there before it did, in batches, because a migration would
 * keep the table from its readers for as long.
 * @param asWriter row-level security binds the owner too
 * @param batch cases of a transaction
 * @throws the driver's error; what was filled stays so, and the next run goes on
 */
export async function fillReach(sql: postgres.Sql, asWriter: AsWriter, batch = BATCH): Promise<void> {
  const organisations = await sql<{ code: string }[]>`select code from app.organisation`;
  for (const { code } of organisations) {
    let filled = batch;
    while (filled > 0) {
      filled = await sql.begin(async (transaction) => {
        await asWriter(transaction);
        return (await transaction.unsafe(TOUCH, [code, batch])).count;
      });
    }
  }
}
