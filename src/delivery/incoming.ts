import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { keyColumns, keyText, type RecordKey } from '../join/candidates.js';
import type { KnownRecord } from '../join/match.js';
import type { SourceRecord } from '../sources/source-record.js';

/** A record, and when it was said. */
export interface StatedRecord {
  readonly record: SourceRecord;
  /** When the delivery that says it was begun (ISO 8601); null: now. */
  readonly saidAt: string | null;
}

/** What an earlier delivery left of a record. */
export interface StoredRecord extends KnownRecord, RecordKey {
  readonly version: number;
  readonly contentHash: string;
  /** True while its payload lies in quarantine. */
  readonly quarantined: boolean;
  /** True when a snapshot closed it: delivered again, it opens. */
  readonly closed: boolean;
  /** True when a delivery spoke of it that was begun later than the one at hand. */
  readonly newer: boolean;
}

/** A record that is to be written: new, or other than what is stored. */
export interface Incoming extends StatedRecord {
  readonly contentHash: string;
  readonly known: StoredRecord | null;
}

/** What a batch comes down to: what is to be written, and what need not be. */
export interface Sifted {
  readonly incoming: readonly Incoming[];
  readonly unchanged: number;
  readonly superseded: number;
}

/**
 * Compares a batch with itself and with what is stored: the highest version of each record stands; where versions are
 * equal, what was said last: by the delivery that was begun last, and at the last place in it. What says the same as
 * before is not written again.
 */
export async function sift(sql: TransactionSql, batch: readonly StatedRecord[]): Promise<Sifted> {
  const latest = new Map<string, StatedRecord>();
  let superseded = 0;
  for (const stated of batch) {
    const key = keyText(stated.record);
    const other = latest.get(key);
    if (other) superseded += 1;
    if (!other || stated.record.version >= other.record.version) latest.set(key, stated);
  }
  const stored = await readStored(sql, [...latest.values()]);
  const incoming: Incoming[] = [];
  const unchanged: StatedRecord[] = [];
  for (const [key, stated] of latest) {
    const known = stored.get(key) ?? null;
    const contentHash = contentHashOf(stated.record);
    const become = known ? becomeOf(known, stated.record, contentHash) : 'WRITTEN';
    if (become === 'WRITTEN') incoming.push({ ...stated, contentHash, known });
    else if (become === 'UNCHANGED') unchanged.push(stated);
    else superseded += 1;
  }
  await noteSaidAgain(sql, unchanged);
  return { incoming, unchanged: unchanged.length, superseded };
}

/** What becomes of a record that is stored already. A version decides; without, or with the same, who spoke last. */
function becomeOf(
  known: StoredRecord,
  record: SourceRecord,
  contentHash: string,
): 'WRITTEN' | 'UNCHANGED' | 'SUPERSEDED' {
  if (record.version < known.version) return 'SUPERSEDED';
  if (isSame(known, record, contentHash)) return 'UNCHANGED';
  return known.newer && record.version === known.version ? 'SUPERSEDED' : 'WRITTEN';
}

/** A quarantined record whose term is over is gone: delivered again, it is written again. */
function isSame(known: StoredRecord, record: SourceRecord, contentHash: string): boolean {
  const kept = known.caseId !== null || known.quarantined;
  return kept && !known.closed && known.version === record.version && known.contentHash === contentHash;
}

const hashes = new WeakMap<SourceRecord, string>();

/** Hash of what a record says: its content, and after the full stop its consents. Made once a record. */
export function contentHashOf(record: SourceRecord): string {
  const known = hashes.get(record);
  if (known !== undefined) return known;
  const { consents = [], version, ...content } = record;
  const made = `${hash(content)}.${hash(consents)}`;
  hashes.set(record, made);
  return made;
}

/** True when the record states other consents than the ones behind the hash. */
export function consentsDiffer(before: string, after: string): boolean {
  return before.split('.')[1] !== after.split('.')[1];
}

const hash = (value: unknown) => createHash('sha256').update(sortedJson(value)).digest('hex').slice(0, 40);

/** JSON with sorted names: the order in which a translation happens to write them says nothing. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/**
 * What was said again as it was is as new as the delivery that said so, and an older one may not change it any more.
 * Written only while there is an older one that is still to be stored: otherwise nobody will ask.
 */
async function noteSaidAgain(sql: TransactionSql, unchanged: readonly StatedRecord[]): Promise<void> {
  const dated = unchanged.filter(({ saidAt }) => saidAt !== null);
  if (dated.length === 0) return;
  const [agencies, organisations, sourceKeys] = keyColumns(dated.map(({ record }) => record));
  await sql`
    update app.record r set received_at = k.said_at
    from unnest(${agencies}::text[], ${organisations}::text[], ${sourceKeys}::text[],
      ${dated.map(({ saidAt }) => saidAt)}::timestamptz[]) k (agency, organisation, source_key, said_at)
    where (r.agency, r.organisation, r.source_key) = (k.agency, k.organisation, k.source_key)
      and r.received_at < k.said_at and exists (
        select from app.delivery d where d.agency = k.agency and d.organisation = k.organisation
          and d.started_at < k.said_at and d.state in ('RECEIVING', 'APPLYING', 'HELD'))`;
}

async function readStored(
  sql: TransactionSql,
  stated: readonly StatedRecord[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  const [agencies, organisations, sourceKeys] = keyColumns(stated.map(({ record }) => record));
  const rows = await sql<StoredRecord[]>`
    select r.agency, r.organisation, r.source_key as "sourceKey", r.case_id as "caseId", r.v_number as "vNumber",
      r.version, r.content_hash as "contentHash", q.source_key is not null as quarantined,
      r.closed_at is not null as closed, r.received_at > coalesce(k.said_at, now()) as newer
    from unnest(${agencies}::text[], ${organisations}::text[], ${sourceKeys}::text[],
      ${stated.map(({ saidAt }) => saidAt)}::timestamptz[]) k (agency, organisation, source_key, said_at)
    join app.record r using (agency, organisation, source_key)
    left join app.quarantine q using (agency, organisation, source_key)`;
  return new Map(rows.map((row) => [keyText(row), row]));
}
