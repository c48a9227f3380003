import type { TransactionSql } from 'postgres';
import type { Agency } from '../model/agency.js';
import type { RecordPiece } from '../sources/layout.js';
import type { OpenDelivery } from './delivery-row.js';
import { sortedJson } from './incoming.js';
import type { BrokenRow } from './input-row.js';

/** A piece as it is stored: what it says, and where it last came from. */
export interface StoredPiece extends RecordPiece {
  readonly deliveryId: string;
  readonly place: number;
  /** Since when a full snapshot no longer holds it (ISO 8601); absent while it stands. */
  readonly closedAt?: string;
}

/** The pieces of one record. */
export interface PiecedRecord {
  readonly pieces: StoredPiece[];
  /** When the latest delivery was begun that spoke of any of them. */
  readonly saidAt: string | null;
}

/** Whose pieces: one agency's, of one organisation. */
export interface PieceOwner {
  readonly agency: Agency;
  readonly organisation: string;
}

/** A piece with its row as it came. */
export interface ReadPiece {
  readonly piece: StoredPiece;
  readonly raw: string;
}

const CONTRADICTS = 'another row of this delivery has the same key and says something else; the first one stands';

/** What became of pieces that were not stored. */
export interface LeftOut {
  /** So many are older than what is stored. */
  readonly superseded: number;
  readonly contradicting: BrokenRow[];
}

/**
 * Stores pieces. The same key in a delivery that was begun later replaces the piece, in one that was begun earlier it
 * is superseded; in the same one it is the same piece, or contradicts it and is left out.
 */
export async function storeConsistentPieces(
  sql: TransactionSql,
  owner: OpenDelivery,
  read: readonly ReadPiece[],
): Promise<LeftOut> {
  const said = await saidBefore(sql, owner, read);
  const fresh: StoredPiece[] = [];
  const contradicting: BrokenRow[] = [];
  for (const { piece, raw } of read) {
    const key = keyOf(piece);
    const content = sortedJson(piece.content);
    const before = said.get(key);
    if (before === undefined) fresh.push(piece);
    else if (before !== content) contradicting.push({ place: piece.place, raw, reason: CONTRADICTS });
    said.set(key, before ?? content);
  }
  return { superseded: fresh.length - (await storePieces(sql, owner, fresh)), contradicting };
}

const keyOf = ({ sourceKey, pieceKey }: Pick<StoredPiece, 'sourceKey' | 'pieceKey'>) => `${sourceKey}\u0000${pieceKey}`;

/** What this delivery has already stored of these pieces, by key. */
async function saidBefore(
  sql: TransactionSql,
  { agency, organisation, id }: PieceOwner & { readonly id: string },
  read: readonly ReadPiece[],
): Promise<Map<string, string>> {
  const rows = await sql<{ sourceKey: string; pieceKey: string; content: unknown }[]>`
    select f.source_key as "sourceKey", f.fragment_key as "pieceKey", f.payload -> 'content' as content
    from unnest(${read.map(({ piece }) => piece.sourceKey)}::text[], ${read.map(({ piece }) => piece.pieceKey)}::text[])
      k (source_key, fragment_key)
    join app.fragment f on f.agency = ${agency} and f.organisation = ${organisation}
      and f.source_key = k.source_key and f.fragment_key = k.fragment_key
    where f.payload ->> 'deliveryId' = ${id}`;
  return new Map(rows.map((row) => [keyOf(row), sortedJson(row.content)]));
}

/** @returns how many were stored: the others are older than what is */
async function storePieces(
  sql: TransactionSql,
  { agency, organisation, startedAt }: OpenDelivery,
  pieces: readonly StoredPiece[],
): Promise<number> {
  const rows = pieces.map(({ sourceKey, pieceKey, ...payload }) => ({ sourceKey, pieceKey, payload }));
  const { count } = await sql.unsafe(
    `insert into app.fragment as known (agency, organisation, source_key, fragment_key, payload)
     select $1, $2, r."sourceKey", r."pieceKey", r.payload
     from jsonb_to_recordset($3::text::jsonb) r ("sourceKey" text, "pieceKey" text, payload jsonb)
     on conflict (agency, organisation, source_key, fragment_key) do update set payload = excluded.payload
     where not exists (
       select from app.delivery d where d.id = (known.payload ->> 'deliveryId')::uuid and d.started_at > $4)`,
    [agency, organisation, JSON.stringify(rows), startedAt],
  );
  return count;
}

/** Removes pieces that contradict the others of their record. */
export async function removePieces(
  sql: TransactionSql,
  { agency, organisation }: PieceOwner,
  pieces: readonly Pick<StoredPiece, 'sourceKey' | 'pieceKey'>[],
): Promise<void> {
  if (pieces.length === 0) return;
  await sql`
    delete from app.fragment where agency = ${agency} and organisation = ${organisation}
      and (source_key, fragment_key) in (select * from unnest(
        ${pieces.map(({ sourceKey }) => sourceKey)}::text[], ${pieces.map(({ pieceKey }) => pieceKey)}::text[]))`;
}

/**
 * Reads all pieces of the next records that a delivery touched, in the order of their keys.
 * @param after key of the last record read; the empty string to begin
 */
export async function nextTouched(
  sql: TransactionSql,
  { agency, organisation }: PieceOwner,
  deliveryId: string,
  after: string,
  limit: number,
): Promise<Map<string, PiecedRecord>> {
  const rows = await sql<TouchedPiece[]>`
    with touched as (
      select distinct source_key from app.fragment
      where agency = ${agency} and organisation = ${organisation} and source_key > ${after}
        and payload ->> 'deliveryId' = ${deliveryId}
      order by source_key limit ${limit})
    select f.source_key as "sourceKey", f.fragment_key as "pieceKey", f.payload,
      to_json(max(d.started_at) over (partition by f.source_key)) #>> '{}' as "saidAt"
    from app.fragment f join touched using (source_key)
    left join app.delivery d on d.id = (f.payload ->> 'deliveryId')::uuid
    where f.agency = ${agency} and f.organisation = ${organisation}
    order by f.source_key, f.fragment_key`;
  const records = new Map<string, PiecedRecord>();
  for (const { sourceKey, pieceKey, payload, saidAt } of rows) {
    const record = records.get(sourceKey) ?? { pieces: [], saidAt };
    records.set(sourceKey, record);
    record.pieces.push({ sourceKey, pieceKey, ...payload });
  }
  return records;
}

interface TouchedPiece extends Pick<RecordPiece, 'sourceKey' | 'pieceKey'> {
  readonly payload: Omit<StoredPiece, 'sourceKey' | 'pieceKey'>;
  readonly saidAt: string | null;
}
