import type postgres from 'postgres';

/** Rows that one transaction fills: whoever writes the same cases waits no longer than that takes. */
const BATCH = 10_000;

/** Reach of one organisation that was written before its copies of the case index were: found by the index on status. */
const FILL = `
  with unfilled as (
    select r.organisation, r.case_id from app.reach r join app.case_index i on i.id = r.case_id
    where r.organisation = $1 and r.status = '' limit $2::int
    for update of r
  )
  update app.reach r set
    arrived_at = coalesce(i.arrived_at, '-infinity'), left_at = coalesce(i.left_at, '-infinity'),
    status = i.status, municipality = i.municipality
  from unfilled u join app.case_index i on i.id = u.case_id
  where r.organisation = u.organisation and r.case_id = u.case_id`;

/**
 * Fills what reach repeats of the case index in rows that were there before it did (`drizzle/0007`), in batches, because a
 * migration would keep the table from its readers for as long. Rows that come later are filled by trigger.
 * @param batch rows of a transaction
 * @throws the driver's error; what was filled stays so, and the next run goes on
 */
export async function fillReach(sql: postgres.Sql, batch = BATCH): Promise<void> {
  const organisations = await sql<{ code: string }[]>`select code from app.organisation`;
  for (const { code } of organisations) {
    // A batch is smaller than it may be where somebody else wrote some of its rows meanwhile: that is no end.
    let filled = batch;
    while (filled > 0) filled = (await sql.unsafe(FILL, [code, batch])).count;
  }
}
