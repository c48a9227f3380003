import type { TransactionSql } from 'postgres';
import type { Agency } from '../model/agency.js';
import type { RecordPiece } from '../sources/layout.js';

/** A piece as it is stored: what it says, and where it last came from. */
export interface StoredPiece extends RecordPiece {
  readonly deliveryId: string;
  readonly place: number;
}

/** Whose pieces: one agency's, of one organisation. */
export interface PieceOwner {
  readonly agency: Agency;
  readonly organisation: string;
}

/** Stores pieces; the same key again replaces the piece, the last one of a file standing. */
export async function storePieces(
  sql: TransactionSql,
  { agency, organisation }: PieceOwner,
  pieces: readonly StoredPiece[],
): Promise<void> {
  const last = new Map(pieces.map((piece) => [`${piece.sourceKey}\u0000${piece.pieceKey}`, piece]));
  const rows = [...last.values()].map(({ sourceKey, pieceKey, ...payload }) => ({ sourceKey, pieceKey, payload }));
  await sql.unsafe(
    `insert into app.fragment (agency, organisation, source_key, fragment_key, payload)
     select $1, $2, r."sourceKey", r."pieceKey", r.payload
     from jsonb_to_recordset($3::text::jsonb) r ("sourceKey" text, "pieceKey" text, payload jsonb)
     on conflict (agency, organisation, source_key, fragment_key) do update set payload = excluded.payload`,
    [agency, organisation, JSON.stringify(rows)],
  );
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
): Promise<Map<string, StoredPiece[]>> {
  const rows = await sql<(Omit<RecordPiece, 'content'> & { payload: Omit<StoredPiece, keyof RecordPiece> })[]>`
    with touched as (
      select distinct source_key from app.fragment
      where agency = ${agency} and organisation = ${organisation} and source_key > ${after}
        and payload ->> 'deliveryId' = ${deliveryId}
      order by source_key limit ${limit})
    select f.source_key as "sourceKey", f.fragment_key as "pieceKey", f.payload
    from app.fragment f join touched using (source_key)
    where f.agency = ${agency} and f.organisation = ${organisation}
    order by f.source_key, f.fragment_key`;
  const records = new Map<string, StoredPiece[]>();
  for (const { sourceKey, pieceKey, payload } of rows) {
    const pieces = records.get(sourceKey) ?? [];
    records.set(sourceKey, pieces);
    pieces.push({ sourceKey, pieceKey, ...(payload as Omit<StoredPiece, 'sourceKey' | 'pieceKey'>) });
  }
  return records;
}
