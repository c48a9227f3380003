import type { TransactionSql } from 'postgres';
import type { CaseChanges } from '../join/case-changes.js';
import type { ConsentStatement, SourceRecord } from '../sources/source-record.js';
import { consentsDiffer } from './incoming.js';
import { recordingConsents } from './outbox.js';

/** A record with its case now and before, as far as consents need to know. */
export interface ConsentChange {
  readonly record: SourceRecord;
  /** Null when it matches no case any more. */
  readonly caseId: string | null;
  readonly contentHash: string;
  readonly before: { readonly caseId: string | null; readonly contentHash: string } | null;
}

/**
 * Writes what records state about consents. Only a record that states something else than before changes anything:
 * a consent withdrawn elsewhere in the meantime is not revived by an export that merely repeats itself. One that an
 * organisation recorded as withdrawn (`consent-record.ts`) stands again only when it is given at a later moment: a
 * record of several consents repeats the old ones with each new one, and may bring an old one under a new key.
 * @param changes is told for whom a consent began or ceased to stand
 */
export async function applyConsents(
  sql: TransactionSql,
  records: readonly ConsentChange[],
  changes: CaseChanges,
): Promise<void> {
  const stated = records.filter(({ record }) => (record.consents ?? []).length > 0);
  const left = stated.filter(({ before, caseId }) => before?.caseId && before.caseId !== caseId);
  const spoken = stated.filter(
    ({ before, caseId, contentHash }) =>
      caseId !== null && (before?.caseId !== caseId || consentsDiffer(before.contentHash, contentHash)),
  );
  if (left.length + spoken.length === 0) return;
  const cases = [
    ...left.flatMap(({ before }) => before?.caseId ?? []),
    ...spoken.flatMap(({ caseId }) => caseId ?? []),
  ];
  await recordingConsents(sql, cases, changes, async () => {
    const untrue = rowsOf(left, ({ before }) => before?.caseId ?? null);
    if (untrue.length > 0) await forget(sql, untrue);
    const rows = rowsOf(spoken, ({ caseId }) => caseId);
    if (rows.length > 0) await give(sql, JSON.stringify(rows.filter(({ refused }) => !refused)));
    if (rows.length > 0) await withdraw(sql, JSON.stringify(rows.filter(({ refused }) => refused)));
  });
}

interface ConsentRow extends ConsentStatement {
  readonly caseId: string | null;
  readonly recordedBy: string;
}

function rowsOf(changes: readonly ConsentChange[], caseOf: (change: ConsentChange) => string | null): ConsentRow[] {
  return changes.flatMap((change) =>
    (change.record.consents ?? []).map((consent) => ({
      ...consent,
      caseId: caseOf(change),
      recordedBy: change.record.organisation,
    })),
  );
}

const STATED = `
  jsonb_to_recordset($1::text::jsonb) s ("caseId" uuid, "partnerKind" text, organisation text,
    "givenAt" timestamptz, "withdrawnAt" timestamptz, "recordedBy" text)`;

const SAME = `
  c.case_id = s."caseId" and c.partner_kind = s."partnerKind"
  and c.organisation is not distinct from s.organisation and c.given_at = s."givenAt"`;

/** When somebody recorded that the person withdrew it, at the moment of the giving that is stated or after it. */
const OVERTAKEN_AT = `
  (select min(w.withdrawn_at) from app.consent w where w.case_id = s."caseId" and w.partner_kind = s."partnerKind"
    and w.organisation is not distinct from s.organisation
    and w.withdrawn_by is not null and w.withdrawn_at >= s."givenAt")`;

async function give(sql: TransactionSql, rows: string): Promise<void> {
  await sql.unsafe(
    `update app.consent c set withdrawn_at = s."withdrawnAt" from ${STATED} where ${SAME} and c.withdrawn_by is null`,
    [rows],
  );
  await sql.unsafe(
    `insert into app.consent (case_id, partner_kind, organisation, given_at, withdrawn_at, recorded_by)
     select distinct on (1, 2, 3, 4)
       s."caseId", s."partnerKind", s.organisation, s."givenAt", least(s."withdrawnAt", ${OVERTAKEN_AT}), s."recordedBy"
     from ${STATED} where not exists (select from app.consent c where ${SAME})`,
    [rows],
  );
}

async function withdraw(sql: TransactionSql, rows: string): Promise<void> {
  await sql.unsafe(
    `update app.consent c set withdrawn_at = now() from ${STATED} where ${SAME} and c.withdrawn_at is null`,
    [rows],
  );
}

/** The record turned out to be about another person: what it said of this one was never true. */
async function forget(sql: TransactionSql, rows: readonly ConsentRow[]): Promise<void> {
  await sql.unsafe(`delete from app.consent c using ${STATED} where ${SAME} and c.recorded_by = s."recordedBy"`, [
    JSON.stringify(rows),
  ]);
}
