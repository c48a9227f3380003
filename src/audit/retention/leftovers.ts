import type { TransactionSql } from 'postgres';
import type { Batch, Deleted } from './ended-cases.js';

const BATCH = 1_000;

/** SQL for the day before which something is over a term, or the moment for what has no day. */
const cutOf = (what: string) => `current_date - (select days from app.retention_term where what = '${what}')`;

/** What is over its term, as SQL conditions: a run deletes what they hold for, and a dry run counts it. */
export const OVER_THE_TERM = {
  quarantine: `received_at < ${cutOf('quarantine')}`,
  changes: `recorded_at < ${cutOf('changes')}`,
  webhookFailures: `failed_at < ${cutOf('changes')}`,
  webhooks: `ended_at is null and failing_since < ${cutOf('changes')}`,
  rejectedRows: `coalesce(d.ended_at, d.started_at) < ${cutOf('rejected-rows')}`,
} as const;

/** Deletes quarantined records that are over their term, with what is kept of them, for one batch. */
export async function deleteQuarantined(sql: TransactionSql): Promise<Batch> {
  const rows = await sql<{ deleted: number; others: number }[]>`
    with gone as (
      delete from app.quarantine where (agency, organisation, source_key) in (
        select agency, organisation, source_key from app.quarantine
        where ${sql.unsafe(OVER_THE_TERM.quarantine)} limit ${BATCH})
      returning agency, organisation, source_key
    ), records as (
      delete from app.record r using gone g where r.case_id is null
        and (r.agency, r.organisation, r.source_key) = (g.agency, g.organisation, g.source_key) returning 1
    ), pieces as (
      delete from app.fragment f using gone g
      where (f.agency, f.organisation, f.source_key) = (g.agency, g.organisation, g.source_key) returning 1
    ), candidates as (
      -- a decision holds for a record that comes again; it goes with its case
      delete from app.match_candidate c using gone g
      where c.decision is null and (c.agency, c.organisation, c.source_key) = (g.agency, g.organisation, g.source_key) returning 1
    )
    select (select count(*) from gone)::int as deleted, (
      (select count(*) from records) + (select count(*) from pieces) + (select count(*) from candidates))::int as others`;
  const { deleted = 0, others = 0 } = rows[0] ?? {};
  return batchOf({ 'app.quarantine': deleted, 'of quarantined records': others }, deleted);
}

/** Deletes what the outbox tells of longer ago than its term, for one batch. A cursor from before then is refused. */
export async function deleteChanges(sql: TransactionSql): Promise<Batch> {
  const { count } = await sql`
    delete from app.change where ctid in (
      select ctid from app.change where ${sql.unsafe(OVER_THE_TERM.changes)} limit ${BATCH})`;
  return batchOf({ 'app.change': count, ...(await forgetMessages(sql)) }, count);
}

/**
 * What is told of changes goes with them: messages that were given up, and webhooks that could not be told for as long
 * as changes are kept. They have missed some, and whoever adds them again reads everything first.
 */
async function forgetMessages(sql: TransactionSql): Promise<Deleted> {
  const ended = await sql`
    update app.webhook set ended_at = now(), secret = '' where ${sql.unsafe(OVER_THE_TERM.webhooks)}`;
  const failures = await sql`delete from app.webhook_failure where ${sql.unsafe(OVER_THE_TERM.webhookFailures)}`;
  return { 'app.webhook': ended.count, 'app.webhook_failure': failures.count };
}

/** Deletes rejected rows that are over their term, for one batch. */
export async function deleteRejected(sql: TransactionSql): Promise<Batch> {
  const { count } = await sql`
    delete from app.rejected_row where (delivery_id, place) in (
      select w.delivery_id, w.place from app.rejected_row w join app.delivery d on d.id = w.delivery_id
      where ${sql.unsafe(OVER_THE_TERM.rejectedRows)} limit ${BATCH})`;
  return batchOf({ 'app.rejected_row': count }, count);
}

/** Each batch begins anew: what was deleted is not found again. */
function batchOf(deleted: Record<string, number>, done: number): Batch {
  return { deleted, done, last: done < BATCH ? null : '' };
}
