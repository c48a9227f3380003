import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { keyColumns, keyText, type RecordKey } from '../join/candidates.js';
import type { KnownRecord } from '../join/match.js';
import type { SourceRecord } from '../sources/source-record.js';

/** What an earlier delivery left of a record. */
export interface StoredRecord extends KnownRecord, RecordKey {
  readonly version: number;
  readonly contentHash: string;
  /** True while its payload lies in quarantine. */
  readonly quarantined: boolean;
  /** True when a snapshot closed it: delivered again, it opens. */
  readonly closed: boolean;
}

/** A record that is to be written: new, or other than what is stored. */
export interface Incoming {
  readonly record: SourceRecord;
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
 * Compares a batch with itself and with what is stored: the highest version of each record stands, the last one where
 * versions are equal, and what says the same as before is not written again.
 */
export async function sift(sql: TransactionSql, batch: readonly SourceRecord[]): Promise<Sifted> {
  const latest = new Map<string, SourceRecord>();
  let superseded = 0;
  for (const record of batch) {
    const key = keyText(record);
    const other = latest.get(key);
    if (other) superseded += 1;
    if (!other || record.version >= other.version) latest.set(key, record);
  }
  const stored = await readStored(sql, [...latest.values()]);
  const incoming: Incoming[] = [];
  let unchanged = 0;
  for (const [key, record] of latest) {
    const known = stored.get(key) ?? null;
    const contentHash = contentHashOf(record);
    if (known && record.version < known.version) superseded += 1;
    else if (known && isSame(known, record, contentHash)) unchanged += 1;
    else incoming.push({ record, contentHash, known });
  }
  return { incoming, unchanged, superseded };
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

async function readStored(
  sql: TransactionSql,
  records: readonly SourceRecord[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  const [agencies, organisations, sourceKeys] = keyColumns(records);
  const rows = await sql<StoredRecord[]>`
    select r.agency, r.organisation, r.source_key as "sourceKey", r.case_id as "caseId", r.v_number as "vNumber",
      r.version, r.content_hash as "contentHash", q.source_key is not null as quarantined,
      r.closed_at is not null as closed
    from unnest(${agencies}::text[], ${organisations}::text[], ${sourceKeys}::text[])
      k (agency, organisation, source_key)
    join app.record r using (agency, organisation, source_key)
    left join app.quarantine q using (agency, organisation, source_key)`;
  return new Map(rows.map((row) => [keyText(row), row]));
}
