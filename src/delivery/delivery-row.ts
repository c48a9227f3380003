import type { TransactionSql } from 'postgres';
import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import type { Agency } from '../model/agency.js';
import { asDelivery } from './as-delivery.js';
import type { DeliveryMode } from './delivery-report.js';
import type { StoreReport } from './store.js';

/** A delivery whose bytes are there and whose rows are being stored: how far it has come. */
export interface OpenDelivery {
  readonly id: string;
  readonly agency: Agency;
  readonly organisation: string;
  readonly mode: DeliveryMode;
  /** Ends in `.gz` when the body is compressed. */
  readonly fileName: string;
  /** Place of the last row that was stored. */
  readonly appliedPlace: number;
  /** Last record that was folded from its pieces; null while rows are stored, empty before the first one. */
  readonly foldedThrough: string | null;
  /** Records that the snapshot closes; null while its keys are not all known. */
  readonly toClose: number | null;
  /** When it was begun (ISO 8601, to the microsecond): what a later one said of a record stands. */
  readonly startedAt: string;
}

/** Somebody else has gone on with this delivery in the meantime: what was about to be stored is taken back. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

const OPEN = `id, agency, organisation, mode, file_name as "fileName", applied_place as "appliedPlace",
  folded_through as "foldedThrough", to_close as "toClose", to_json(started_at) #>> '{}' as "startedAt"`;

/** Opens a delivery that is read from a file here. */
export async function openFileDelivery(
  database: Pick<Database, 'admin'>,
  { agency, organisation, fileName }: Pick<OpenDelivery, 'agency' | 'organisation' | 'fileName'>,
): Promise<OpenDelivery> {
  return inTransaction(database.admin, async (sql) => {
    await asDelivery(sql);
    return openDelivery(sql, { agency, organisation, fileName });
  });
}

/** Opens a delivery within a delivery's transaction; one that also ends it is seen by nobody on the way. */
export async function openDelivery(
  sql: TransactionSql,
  { agency, organisation, fileName }: Pick<OpenDelivery, 'agency' | 'organisation' | 'fileName'>,
): Promise<OpenDelivery> {
  const [opened] = await sql.unsafe<OpenDelivery[]>(
    `insert into app.delivery (agency, organisation, file_name) values ($1, $2, $3) returning ${OPEN}`,
    [agency, organisation, fileName],
  );
  return opened as OpenDelivery;
}

/** Reads a delivery that is being stored. @returns null when it is not, or no longer */
export async function readOpen(database: Pick<Database, 'admin'>, id: string): Promise<OpenDelivery | null> {
  const { row } = await inTransaction(database.admin, async (sql) => {
    await asDelivery(sql);
    const [found] = await sql.unsafe<OpenDelivery[]>(
      `select ${OPEN} from app.delivery where id = $1 and state = 'APPLYING'`,
      [id],
    );
    return { row: found ?? null };
  });
  return row;
}

/** What one step of storing a delivery came to, on top of what was counted before. */
export interface Step {
  readonly stored: StoreReport;
  readonly received?: number;
  readonly rejected?: number;
  readonly waiting?: number;
  readonly closed?: number;
  /** Where it stands after the step. */
  readonly place?: number;
  readonly foldedThrough?: string;
}

/**
 * Notes a step in the transaction that makes it. What was counted before must be as the step knows it: two processes
 * that both took this delivery for theirs cannot both store the same rows.
 * @throws Overtaken, and then nothing of the step may stand
 */
export async function noteStep(sql: TransactionSql, before: OpenDelivery, step: Step): Promise<OpenDelivery> {
  const { stored, received = 0, rejected = 0, waiting = 0, closed = 0 } = step;
  const { place = before.appliedPlace, foldedThrough = before.foldedThrough } = step;
  const [after] = await sql.unsafe<OpenDelivery[]>(
    `update app.delivery set applied_place = $2, folded_through = $3, received = received + $4, added = added + $5,
       changed = changed + $6, unchanged = unchanged + $7, superseded = superseded + $8, quarantined = quarantined + $9,
       rejected = rejected + $10, waiting = waiting + $11, closed = closed + $12
     where id = $1 and state = 'APPLYING' and applied_place = $13 and folded_through is not distinct from $14
     returning ${OPEN}`,
    [
      ...[before.id, place, foldedThrough, received, stored.added, stored.changed, stored.unchanged, stored.superseded],
      ...[stored.quarantined, rejected, waiting, closed, before.appliedPlace, before.foldedThrough],
    ],
  );
  if (!after) throw new Overtaken();
  return after;
}

/** How a delivery ends, and why when it failed; `failure` names no value. */
export type Ending =
  | { readonly state: 'DONE' | 'WITHDRAWN'; readonly failure?: undefined }
  | { readonly state: 'FAILED'; readonly failure: string };

/**
 * Ends a delivery: its bytes go, and a source that was delivered whole is as fresh as now.
 * @returns false when it had ended already, or goes on elsewhere
 */
export async function endDelivery(sql: TransactionSql, id: string, ending: Ending): Promise<boolean> {
  const [ended] = await sql<{ agency: string }[]>`
    update app.delivery set state = ${ending.state}, failure = ${ending.failure ?? null}, ended_at = now(),
      complete = ${ending.state === 'DONE'}
    where id = ${id} and state in ('RECEIVING', 'APPLYING', 'HELD') returning agency`;
  if (!ended) return false;
  await sql`delete from app.delivery_chunk where delivery_id = ${id}`;
  await sql`delete from app.delivery_seen where delivery_id = ${id}`;
  if (ending.state === 'DONE') {
    await sql`
      insert into app.freshness as f (agency, ended_at) values (${ended.agency}, now())
      on conflict (agency) do update set ended_at = greatest(f.ended_at, excluded.ended_at)`;
  }
  return true;
}
