import type { TransactionSql } from 'postgres';
import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import { dropCandidates, findCandidatesOf } from '../join/candidates.js';
import type { CaseChanges } from '../join/case-changes.js';
import { type Match, matchRecords } from '../join/match.js';
import { refreshCases } from '../join/reach.js';
import type { SourceRecord } from '../sources/source-record.js';
import { asDelivery } from './as-delivery.js';
import { applyConsents } from './consents.js';
import { type Incoming, type StatedRecord, sift } from './incoming.js';
import { moveLinked } from './move-case.js';
import { recordingChanges } from './outbox.js';
import { type FileNews, partContradicted } from './part-record.js';
import { putAside, releaseMatched, takeOut, type Unmatched } from './quarantine.js';
import { deleteRows, insertRows } from './write-parts.js';

/** What became of the records that were stored. */
export interface StoreReport {
  readonly received: number;
  readonly added: number;
  readonly changed: number;
  /** Said before, word for word. */
  readonly unchanged: number;
  /** Older than what is stored, or than another version in the same delivery; of pieces of records, so many pieces. */
  readonly superseded: number;
  /** Of those added or changed: match no case, and are in no answer. */
  readonly quarantined: number;
}

/** What was stored before anything was. */
export const NOTHING_STORED: StoreReport = {
  received: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  superseded: 0,
  quarantined: 0,
};

/** Records in one transaction. */
const BATCH = 1000;

/**
 * Matches and stores records. Each batch is one transaction: it is stored whole or not at all, and storing the same
 * records again changes nothing.
 * @param options.onProgress called with the number of records done so far
 */
export async function storeRecords(
  database: Pick<Database, 'admin'>,
  records: AsyncIterable<SourceRecord> | Iterable<SourceRecord>,
  options: { readonly onProgress?: (done: number) => void } = {},
): Promise<StoreReport> {
  let report = NOTHING_STORED;
  let batch: SourceRecord[] = [];
  const flush = async () => {
    const stored = await inTransaction(database.admin, async (sql) => {
      await beginDelivery(sql);
      return storeBatch(
        sql,
        batch.map((record) => ({ record, saidAt: null })),
      );
    });
    report = addReports(report, stored);
    batch = [];
    options.onProgress?.(report.received);
  };
  for await (const record of records) {
    batch.push(record);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  return report;
}

/**
 * Makes the transaction one of a delivery: under the role that may write the agencies' tables, and one at a time, so
 * that two deliveries never open two cases for one V-number.
 */
export async function beginDelivery(sql: TransactionSql): Promise<void> {
  await asDelivery(sql);
  await sql`select pg_advisory_xact_lock(hashtext('ketenzicht delivery'))`;
}

/** Stores one batch inside a delivery's transaction. */
export async function storeBatch(sql: TransactionSql, batch: readonly StatedRecord[]): Promise<StoreReport> {
  const { incoming, unchanged, superseded } = await sift(sql, batch);
  const changed = incoming.filter(({ known }) => known).length;
  const quarantined = incoming.length > 0 ? await recordingChanges(sql, (changes) => write(sql, incoming, changes)) : 0;
  const added = incoming.length - changed;
  return { received: batch.length, added, changed, unchanged, superseded, quarantined };
}

/** Sums two reports. */
export function addReports(one: StoreReport, other: StoreReport): StoreReport {
  return {
    received: one.received + other.received,
    added: one.added + other.added,
    changed: one.changed + other.changed,
    unchanged: one.unchanged + other.unchanged,
    superseded: one.superseded + other.superseded,
    quarantined: one.quarantined + other.quarantined,
  };
}

/** Writes records that are new or changed. @returns how many of them match no case */
async function write(sql: TransactionSql, incoming: readonly Incoming[], changes: CaseChanges): Promise<number> {
  const matches = await matchRecords(sql, incoming);
  const { placed, unmatched, moves } = sortOut(incoming, matches);
  const records = incoming.map(({ record }) => record);
  await writeRegister(sql, incoming, matches);
  await deleteRows(
    sql,
    incoming.flatMap(({ known }) => known ?? []),
    changes,
  );
  await insertRows(sql, placed, changes);
  await applyConsents(
    sql,
    incoming.map(({ known, ...record }, index) => ({
      ...record,
      caseId: matches[index]?.caseId ?? null,
      before: known,
    })),
    changes,
  );
  for (const { from, to } of moves) await moveLinked(sql, from, to, changes);
  await takeOut(sql, records);
  const news = newsOf({ placed, unmatched, moves });
  const parted = await partContradicted(sql, news, changes);
  const released = await releaseMatched(sql, news.vNumbers, changes);
  await dropCandidates(sql, records, news.caseIds);
  await putAside(sql, unmatched);
  await findCandidatesOf(sql, news.caseIds);
  const before = incoming.flatMap(({ known }) => known?.caseId ?? []);
  await refreshCases(sql, [...placed.map(({ caseId }) => caseId), ...before, ...parted, ...released], changes);
  return unmatched.length;
}

/** What the municipal files among them say of cases: there records may match now that did not before, or the reverse. */
function newsOf({ placed, moves }: SortedOut): FileNews {
  const files = placed.filter(({ record }) => record.opensCase);
  return {
    caseIds: [...files.map(({ caseId }) => caseId), ...moves.map(({ from }) => from)],
    vNumbers: files.flatMap(({ record }) => record.identifiers.vNumber ?? []),
  };
}

interface SortedOut {
  readonly placed: (Incoming & { readonly caseId: string })[];
  readonly unmatched: Unmatched[];
  readonly moves: { readonly from: string; readonly to: string }[];
}

function sortOut(incoming: readonly Incoming[], matches: readonly Match[]): SortedOut {
  const sorted: SortedOut = { placed: [], unmatched: [], moves: [] };
  for (const [index, match] of matches.entries()) {
    const item = incoming[index] as Incoming;
    if (match.caseId === null) sorted.unmatched.push({ record: item.record, reason: match.reason });
    else sorted.placed.push({ ...item, caseId: match.caseId });
    if (match.caseId !== null && match.movedFrom) sorted.moves.push({ from: match.movedFrom, to: match.caseId });
  }
  return sorted;
}

/** Notes every record received, with its case: what makes a delivery idempotent. */
async function writeRegister(
  sql: TransactionSql,
  incoming: readonly Incoming[],
  matches: readonly Match[],
): Promise<void> {
  const rows = incoming.map(({ record, contentHash, saidAt }, index) => ({
    agency: record.agency,
    organisation: record.organisation,
    source_key: record.sourceKey,
    case_id: matches[index]?.caseId ?? null,
    v_number: record.identifiers.vNumber,
    version: record.version,
    content_hash: contentHash,
    received_at: saidAt,
  }));
  await sql.unsafe(
    `insert into app.record as known
       (agency, organisation, source_key, case_id, v_number, version, content_hash, received_at)
     select agency, organisation, source_key, case_id, v_number, version, content_hash, coalesce(received_at, now())
     from jsonb_to_recordset($1::text::jsonb) r (agency text, organisation text, source_key text, case_id uuid,
       v_number text, version int, content_hash text, received_at timestamptz)
     on conflict (agency, organisation, source_key) do update set case_id = excluded.case_id,
       v_number = excluded.v_number, version = excluded.version, content_hash = excluded.content_hash,
       received_at = greatest(known.received_at, excluded.received_at), closed_at = null`,
    [JSON.stringify(rows)],
  );
}
