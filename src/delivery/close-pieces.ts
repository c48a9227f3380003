import type { TransactionSql } from 'postgres';
import type { RecordPiece } from '../sources/layout.js';
import type { Missing } from './close-missing.js';
import type { OpenDelivery } from './delivery-row.js';

const NOTE = `'piece:' || jsonb_build_array(f.source_key, f.fragment_key)::text`;

/** Notes which pieces of its records a snapshot holds. */
export async function notePieces(
  sql: TransactionSql,
  deliveryId: string,
  pieces: readonly Pick<RecordPiece, 'sourceKey' | 'pieceKey'>[],
): Promise<void> {
  if (pieces.length === 0) return;
  await sql.unsafe(
    `insert into app.delivery_seen (delivery_id, source_key)
     select $1, ${NOTE} from unnest($2::text[], $3::text[]) f (source_key, fragment_key) on conflict do nothing`,
    [deliveryId, pieces.map(({ sourceKey }) => sourceKey), pieces.map(({ pieceKey }) => pieceKey)],
  );
}

/**
 * Pieces that are open and not in the snapshot, of records that are in it: those of a record that is missing are closed
 * with it. What a delivery said that was begun later is newer than the snapshot, which cannot have held it.
 */
const MISSING = `
  app.fragment f join app.delivery d on d.id = $1 and f.agency = d.agency and f.organisation = d.organisation
  left join app.delivery o on o.id = (f.payload ->> 'deliveryId')::uuid
  where f.payload ->> 'closedAt' is null and (o.started_at is null or o.started_at < d.started_at)
    and exists (select from app.delivery_seen s where s.delivery_id = d.id and s.source_key = 'held:' || f.source_key)
    and not exists (select from app.delivery_seen s where s.delivery_id = d.id and s.source_key = ${NOTE})`;

/** Counts the pieces that a snapshot would close, and those of all open records. */
export async function countMissingPieces(
  sql: TransactionSql,
  { id, agency, organisation }: OpenDelivery,
): Promise<Missing> {
  const [counted] = await sql.unsafe<Missing[]>(
    `select (select count(*) from ${MISSING})::int as missing,
       (select count(*) from app.fragment f join app.record r using (agency, organisation, source_key)
        where f.agency = $2 and f.organisation = $3 and r.closed_at is null and f.payload ->> 'closedAt' is null)::int as open`,
    [id, agency, organisation],
  );
  return counted ?? { missing: 0, open: 0 };
}

/**
 * Closes the next pieces that the snapshot does not hold. They are kept, with the moment of closing, until they come
 * again; that they are missing is the snapshot's word on their records, which are folded anew.
 * @returns how many; fewer than `most` when there are no more
 */
export async function closeMissingPieces(sql: TransactionSql, { id }: OpenDelivery, most: number): Promise<number> {
  const { count } = await sql.unsafe(
    `with missing as (
       select f.agency, f.organisation, f.source_key, f.fragment_key from ${MISSING}
       order by f.source_key, f.fragment_key limit $2)
     update app.fragment f
     set payload = f.payload || jsonb_build_object('closedAt', now(), 'deliveryId', $1::uuid)
     from missing m where (f.agency, f.organisation, f.source_key, f.fragment_key) =
       (m.agency, m.organisation, m.source_key, m.fragment_key)`,
    [id, most],
  );
  return count;
}
