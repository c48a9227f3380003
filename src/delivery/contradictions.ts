import type { TransactionSql } from 'postgres';
import type { SourceRecord } from '../sources/source-record.js';
import type { OpenDelivery } from './delivery-row.js';
import { contentHashOf } from './incoming.js';
import type { BrokenRow } from './input-row.js';

/** A row that could be translated, with where it stands. */
export interface ReadRecord {
  readonly place: number;
  readonly raw: string;
  readonly record: SourceRecord;
}

const REASON =
  'another row of this delivery has the same key and version and says something else; the first one stands';

/** Rows whose record may be stored, and those that contradict an earlier row of the same delivery. */
export interface Consistent {
  readonly kept: readonly ReadRecord[];
  readonly contradicting: readonly BrokenRow[];
}

/**
 * Keeps the first of the rows that say different things of one version of one record, in this batch or over the whole
 * delivery. Which is right only the deliverer knows: the later ones go back to it, and do not silently win by order.
 * Runs in the transaction that stores the batch, so that after a crash it is known what was stored.
 */
export async function withoutContradictions(
  sql: TransactionSql,
  delivery: Pick<OpenDelivery, 'id' | 'agency' | 'organisation' | 'startedAt'>,
  rows: readonly ReadRecord[],
): Promise<Consistent> {
  const said = await saidBefore(sql, delivery, new Set(rows.map(({ record }) => record.sourceKey)));
  const kept: ReadRecord[] = [];
  const contradicting: BrokenRow[] = [];
  for (const row of rows) {
    const version = `${row.record.sourceKey}\u0000${row.record.version}`;
    const content = contentHashOf(row.record);
    if ((said.get(version) ?? content) === content) {
      said.set(version, content);
      kept.push(row);
    } else {
      contradicting.push({ place: row.place, raw: row.raw, reason: REASON });
    }
  }
  return { kept, contradicting };
}

/** What this delivery has already stored of records that come again, by key and version. Notes the keys of this batch. */
async function saidBefore(
  sql: TransactionSql,
  { id, agency, organisation, startedAt }: Pick<OpenDelivery, 'id' | 'agency' | 'organisation' | 'startedAt'>,
  keys: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const fresh = await sql<{ key: string }[]>`
    insert into app.delivery_seen (delivery_id, source_key)
    select ${id}, 'stored:' || key from unnest(${[...keys]}::text[]) key
    on conflict do nothing returning substr(source_key, 8) as key`;
  if (fresh.length === keys.size) return new Map();
  const first = new Set(fresh.map(({ key }) => key));
  const repeated = [...keys].filter((key) => !first.has(key));
  // What a later delivery said in the meantime is no contradiction within this one: this one's is superseded.
  const stored = await sql<{ key: string; version: number; content: string }[]>`
    select source_key as key, version, content_hash as content from app.record
    where agency = ${agency} and organisation = ${organisation} and source_key = any(${repeated}::text[])
      and received_at <= ${startedAt}::timestamptz`;
  return new Map(stored.map(({ key, version, content }) => [`${key}\u0000${version}`, content]));
}
