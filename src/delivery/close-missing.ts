import type { TransactionSql } from 'postgres';
import { refreshCases } from '../join/reach.js';
import type { OpenDelivery } from './delivery-row.js';
import { recordingChanges } from './outbox.js';
import { closeRows } from './write-parts.js';

/** How much a snapshot may close unasked: a share of what is open, in percent, and so many records in any case. */
export interface ClosingLimit {
  readonly percent: number;
  readonly records: number;
}

/** Notes which records a snapshot holds. */
export async function noteHeld(sql: TransactionSql, deliveryId: string, keys: readonly string[]): Promise<void> {
  await sql`
    insert into app.delivery_seen (delivery_id, source_key)
    select ${deliveryId}, 'held:' || key from unnest(${[...keys]}::text[]) key on conflict do nothing`;
}

/**
 * Records of the source that are open and not in the snapshot. One that was written since the snapshot began to come in
 * is not among them: it is newer than the snapshot, which cannot have held it.
 */
const MISSING = `
  app.record r join app.delivery d on d.id = $1
  where r.agency = d.agency and r.organisation = d.organisation and r.closed_at is null and r.received_at < d.started_at
    and not exists (
      select from app.delivery_seen s where s.delivery_id = d.id and s.source_key = 'held:' || r.source_key)`;

/** How many records, or pieces of records, a snapshot would close, and how many are open. */
export interface Missing {
  readonly missing: number;
  readonly open: number;
}

/** Counts the records that a snapshot would close. */
export async function countMissing(sql: TransactionSql, { id, agency, organisation }: OpenDelivery): Promise<Missing> {
  const [counted] = await sql.unsafe<Missing[]>(
    `select (select count(*) from ${MISSING})::int as missing,
       (select count(*) from app.record where agency = $2 and organisation = $3 and closed_at is null)::int as open`,
    [id, agency, organisation],
  );
  return counted ?? { missing: 0, open: 0 };
}

/** What was found when the keys of a snapshot were read. */
export interface Survey {
  readonly records: Missing;
  /** Stays or events, of records that the snapshot does hold. */
  readonly pieces: Missing;
  /** Rows that name a record. */
  readonly keyed: number;
  /** Rejected rows of which not even the key could be read: whatever is missing may be theirs. */
  readonly unkeyed: number;
}

/**
 * Whether a snapshot waits for somebody to confirm it: it would close more than the limit, of the records or of their
 * pieces; or it closes anything at all and holds nothing, or rows that cannot be told apart from what is missing.
 */
export function mustBeHeld({ records, pieces, keyed, unkeyed }: Survey, limit: ClosingLimit): boolean {
  const isTooMuch = ({ missing, open }: Missing) => missing > Math.max(limit.records, (open * limit.percent) / 100);
  if (records.missing + pieces.missing === 0) return false;
  return keyed === 0 || unkeyed > 0 || isTooMuch(records) || isTooMuch(pieces);
}

/**
 * Closes the next records that the snapshot does not hold: they are shown on, with the moment of closing, and no longer
 * say that the agency deals with the person. A delivery that is older than the snapshot does not open them again.
 * @returns how many; fewer than `most` when there are no more
 */
export async function closeMissing(
  sql: TransactionSql,
  { id, agency, startedAt }: OpenDelivery,
  most: number,
): Promise<number> {
  const closed = await sql.unsafe<{ organisation: string; sourceKey: string; caseId: string | null }[]>(
    `with missing as (select r.agency, r.organisation, r.source_key from ${MISSING} order by r.source_key limit $2)
     update app.record r set closed_at = now(), received_at = greatest(r.received_at, $3) from missing m
     where (r.agency, r.organisation, r.source_key) = (m.agency, m.organisation, m.source_key)
     returning r.organisation, r.source_key as "sourceKey", r.case_id as "caseId"`,
    [id, most, startedAt],
  );
  const placed = closed.flatMap(({ caseId, ...key }) => (caseId === null ? [] : [{ ...key, agency, caseId }]));
  if (placed.length > 0) {
    await recordingChanges(sql, async (changes) => {
      await closeRows(sql, placed, changes);
      await refreshCases(
        sql,
        placed.map(({ caseId }) => caseId),
        changes,
      );
    });
  }
  return closed.length;
}
