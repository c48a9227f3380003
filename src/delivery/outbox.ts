import type { TransactionSql } from 'postgres';
import { CaseChanges, CONSENT_PART, REACH_PART } from '../join/case-changes.js';

/** Channel on which processes are told that the outbox holds more. The message itself says nothing. */
export const CHANGES_CHANNEL = 'ketenzicht_changes';

/**
 * Runs what changes cases, and writes what it notes into the outbox, in the same transaction: a change and its telling
 * are there together, or neither is. Whoever takes another lock must take it before or inside `run`, save that of the
 * logs, which comes last of all.
 */
export async function recordingChanges<Value>(
  sql: TransactionSql,
  run: (changes: CaseChanges) => Promise<Value>,
): Promise<Value> {
  const changes = new CaseChanges();
  const value = await run(changes);
  await write(sql, changes);
  return value;
}

/** A position for each case, and under it a row for each table and owner. All rows have one moment. */
const WRITE = `
  with noted as materialized (
    select * from jsonb_to_recordset($1::text::jsonb)
      n ("caseId" uuid, part text, organisation text, kind text)
  ), cases as materialized (
    select c."caseId", nextval('app.change_position') as position from (select distinct "caseId" from noted) c
  ), clock as materialized (select clock_timestamp() as now)
  insert into app.change (position, part, organisation, case_id, kind, recorded_at)
  select c.position, n.part, n.organisation, n."caseId", n.kind, clock.now
  from noted n join cases c using ("caseId") cross join clock`;

/**
 * Writers wait for one another from here until they commit, so that positions are seen in their order: a reader that
 * has seen one will never find a smaller one later. Deliveries wait for one another anyhow.
 */
async function write(sql: TransactionSql, changes: CaseChanges): Promise<void> {
  const noted = changes.all();
  if (noted.length === 0) return;
  await sql`select pg_advisory_xact_lock(hashtext('ketenzicht outbox'))`;
  await sql.unsafe(WRITE, [JSON.stringify(noted)]);
  await sql`select pg_notify(${CHANGES_CHANNEL}, '')`;
}

/** As `recordingChanges`, of what changes nothing but the consents of one case. */
export async function recordingConsentsOf<Value>(
  sql: TransactionSql,
  caseId: string,
  run: () => Promise<Value>,
): Promise<Value> {
  return recordingChanges(sql, (changes) => recordingConsents(sql, [caseId], changes, run));
}

/**
 * For which organisations that reach a case the person's consent stands now: by the clock of the statement, because who
 * began earlier may have waited for one that gave or withdrew since.
 */
const STANDING = `
  select r.case_id as "caseId", r.organisation from app.reach r join app.organisation o on o.code = r.organisation
  where r.case_id = any($1::uuid[]) and exists (
    select from app.consent c where c.case_id = r.case_id and c.partner_kind = o.partner_kind
      and (c.organisation is null or c.organisation = o.code)
      and c.given_at <= statement_timestamp() and (c.withdrawn_at is null or c.withdrawn_at > statement_timestamp()))`;

/**
 * Runs what changes consents of these cases, and notes for whom a consent began or ceased to stand. Run it under the
 * lock of deliveries (`beginDelivery`): of two that change consents of one person at once, each would else count the
 * other's as it was, and nobody would be told of what both did.
 */
export async function recordingConsents<Value>(
  sql: TransactionSql,
  caseIds: readonly string[],
  changes: CaseChanges,
  run: () => Promise<Value>,
): Promise<Value> {
  const before = await standing(sql, caseIds);
  const value = await run();
  const after = await standing(sql, caseIds);
  for (const [key, stands] of after) if (!before.has(key)) changes.note({ ...stands, kind: 'ADDED' });
  for (const [key, stood] of before) if (!after.has(key)) changes.note({ ...stood, kind: 'REMOVED' });
  return value;
}

/** Consents dated ahead whose day has come, or whose end has: nothing was told of their organisations since. */
const CONSENTS_DUE = `
  select distinct r.case_id as "caseId", r.organisation
  from app.consent c cross join lateral (values (c.given_at), (c.withdrawn_at)) due (at)
  join app.organisation o on o.partner_kind = c.partner_kind and (c.organisation is null or c.organisation = o.code)
  join app.reach r on r.organisation = o.code and r.case_id = c.case_id
  where due.at between now() - interval '7 days' and now() and not exists (
    select from app.change h where h.case_id = r.case_id and h.organisation = r.organisation
      and h.part in ('${CONSENT_PART}', '${REACH_PART}') and h.recorded_at >= due.at)`;

/** Tells of consents that the calendar alone began or ended; each once, or once too often. */
export async function tellConsentsDue(sql: TransactionSql): Promise<void> {
  await recordingChanges(sql, async (changes) => {
    const due = await sql.unsafe<{ caseId: string; organisation: string }[]>(CONSENTS_DUE);
    for (const row of due) changes.note({ ...row, part: CONSENT_PART, kind: 'CHANGED' });
  });
}

async function standing(sql: TransactionSql, caseIds: readonly string[]) {
  const rows = await sql.unsafe<{ caseId: string; organisation: string }[]>(STANDING, [[...caseIds]]);
  return new Map(rows.map((row) => [`${row.caseId} ${row.organisation}`, { ...row, part: CONSENT_PART }]));
}
