import type { TransactionSql } from 'postgres';
import { dropCandidates, findCandidates, keyColumns, type RecordKey } from '../join/candidates.js';
import type { CaseChanges } from '../join/case-changes.js';
import type { NoMatch } from '../join/match.js';
import type { SourceRecord } from '../sources/source-record.js';
import { applyConsents } from './consents.js';
import { closeRows, insertRows } from './write-parts.js';

/** A record that matches no case. */
export interface Unmatched {
  readonly record: SourceRecord;
  readonly reason: NoMatch;
}

/** Puts records aside, where no answer finds them, and looks for cases that a case officer may confirm. */
export async function putAside(sql: TransactionSql, unmatched: readonly Unmatched[]): Promise<void> {
  if (unmatched.length === 0) return;
  const rows = unmatched.map(({ record, reason }) => ({ payload: record, reason }));
  await sql.unsafe(
    `insert into app.quarantine (agency, organisation, source_key, v_number, payload, reason)
     select payload ->> 'agency', payload ->> 'organisation', payload ->> 'sourceKey',
       payload #>> '{identifiers,vNumber}', payload, reason
     from jsonb_to_recordset($1::text::jsonb) r (payload jsonb, reason text)`,
    [JSON.stringify(rows)],
  );
  await findCandidates(
    sql,
    unmatched.map(({ record }) => record),
  );
}

/** Takes records out of quarantine without a word: they are being written anew. */
export async function takeOut(sql: TransactionSql, keys: readonly RecordKey[]): Promise<void> {
  const [agencies, organisations, sourceKeys] = keyColumns(keys);
  await sql`
    delete from app.quarantine where (agency, organisation, source_key) in
      (select * from unnest(${agencies}::text[], ${organisations}::text[], ${sourceKeys}::text[]))`;
}

/** Takes quarantined records to the cases that now have their V-number: the municipality may deliver last. */
export async function releaseMatched(
  sql: TransactionSql,
  vNumbers: readonly string[],
  changes: CaseChanges,
): Promise<string[]> {
  if (vNumbers.length === 0) return [];
  const released = await sql<{ caseId: string; payload: SourceRecord; contentHash: string }[]>`
    with released as (
      delete from app.quarantine q using app.case_key k
      where q.v_number = any(${[...vNumbers]}::text[]) and k.v_number = q.v_number
      returning q.agency, q.organisation, q.source_key, q.payload, k.id)
    update app.record r set case_id = d.id from released d
    where (r.agency, r.organisation, r.source_key) = (d.agency, d.organisation, d.source_key)
    returning d.id as "caseId", d.payload, r.content_hash as "contentHash"`;
  await place(sql, released, changes);
  return released.map(({ caseId }) => caseId);
}

/**
 * Takes one quarantined record to a case that a case officer confirmed.
 * @returns false when the record is not in quarantine
 */
export async function releaseTo(
  sql: TransactionSql,
  key: RecordKey,
  caseId: string,
  changes: CaseChanges,
): Promise<boolean> {
  const released = await sql<{ caseId: string; payload: SourceRecord; contentHash: string }[]>`
    with released as (
      delete from app.quarantine
      where (agency, organisation, source_key) = (${key.agency}, ${key.organisation}, ${key.sourceKey})
      returning agency, organisation, source_key, payload)
    update app.record r set case_id = ${caseId} from released d
    where (r.agency, r.organisation, r.source_key) = (d.agency, d.organisation, d.source_key)
    returning r.case_id as "caseId", d.payload, r.content_hash as "contentHash"`;
  await place(sql, released, changes);
  return released.length > 0;
}

async function place(
  sql: TransactionSql,
  released: readonly { caseId: string; payload: SourceRecord; contentHash: string }[],
  changes: CaseChanges,
): Promise<void> {
  const placed = released.map(({ caseId, payload, contentHash }) => ({ caseId, record: payload, contentHash }));
  await insertRows(sql, placed, changes);
  await closeRows(
    sql,
    placed.map(({ record }) => record),
    changes,
  );
  await dropCandidates(
    sql,
    placed.map(({ record }) => record),
    [],
  );
  await applyConsents(
    sql,
    placed.map((record) => ({ ...record, before: null })),
    changes,
  );
}
