import type { TransactionSql } from 'postgres';
import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import { KetenzichtError } from '../model/errors.js';
import { asDelivery } from './as-delivery.js';
import type { OpenDelivery } from './delivery-row.js';

/** What a sender wants to send. */
export interface UploadRequest extends Pick<OpenDelivery, 'agency' | 'organisation' | 'mode' | 'fileName'> {
  /** The sender's name for it: the same name again is the same delivery. */
  readonly key: string;
  /** Where the sender goes on; null to begin at the beginning. */
  readonly offset: number | null;
}

/** A delivery whose body comes in: how much of it is there. */
export interface Upload {
  readonly id: string;
  readonly received: number;
  /** SHA-256 of what is there; null before the first piece. */
  readonly bodyHash: string | null;
}

/** The sender says something of a delivery that is not so. */
export class UploadConflict extends KetenzichtError {
  /** Where the delivery stands, where that would help. */
  readonly offset: number | undefined;

  constructor(message: string, offset?: number) {
    super('DELIVERY_CONFLICT', message);
    this.offset = offset;
  }
}

interface Known extends Upload {
  readonly agency: string;
  readonly mode: string;
  readonly fileName: string;
  readonly state: string;
  /** Whether it was a snapshot that was read to its end, and so received as a whole. */
  readonly wasWhole: boolean;
}

/**
 * Opens a delivery under its sender's name for it, or finds it again.
 * @returns where its body goes on; `whole` when all of it is there already, to compare what is sent with
 * @throws UploadConflict when the name is of another delivery, or the offset is not where it stands
 */
export async function openUpload(
  database: Pick<Database, 'admin'>,
  request: UploadRequest,
): Promise<Upload & { readonly whole: boolean }> {
  const { opened } = await inTransaction(database.admin, async (sql) => {
    await asDelivery(sql);
    return { opened: await openWithin(sql, request) };
  });
  return opened;
}

async function openWithin(sql: TransactionSql, request: UploadRequest) {
  const { agency, organisation, mode, fileName, key, offset } = request;
  const known = await find(sql, request);
  if (known) return goOn(sql, request, known);
  if (offset) throw new UploadConflict('Nothing was received under this key. Begin at the beginning.', 0);
  const [opened] = await sql<{ id: string }[]>`
    insert into app.delivery (agency, organisation, file_name, mode, state, idempotency_key)
    values (${agency}, ${organisation}, ${fileName}, ${mode}, 'RECEIVING', ${key})
    on conflict do nothing returning id`;
  if (opened) return { id: opened.id, received: 0, bodyHash: null, whole: false };
  // Somebody opened it at this very moment.
  return goOn(sql, request, (await find(sql, request)) as Known);
}

async function find(sql: TransactionSql, { organisation, key }: UploadRequest): Promise<Known | undefined> {
  const [known] = await sql<Known[]>`
    select id, agency, mode, file_name as "fileName", state, bytes_received::float8 as received, body_hash as "bodyHash",
      to_close is not null as "wasWhole"
    from app.delivery where organisation = ${organisation} and idempotency_key = ${key} for update`;
  return known;
}

/** @throws UploadConflict when nothing more is taken in of a delivery, because it was given up */
export function refuseEnded(state: string | undefined): void {
  if (state === 'WITHDRAWN') {
    throw new UploadConflict('This delivery was withdrawn. What was sent is gone: send it under another key.');
  }
  if (state === 'FAILED') {
    throw new UploadConflict('This delivery failed; its report says why. Send it again under another key.');
  }
}

async function goOn(sql: TransactionSql, request: UploadRequest, known: Known) {
  const { id, received, bodyHash, state } = known;
  const same = known.agency === request.agency && known.mode === request.mode && known.fileName === request.fileName;
  if (!same) throw new UploadConflict('This key is of a delivery in another form. Choose another key.');
  const wasWhole = state !== 'RECEIVING' && (state !== 'WITHDRAWN' || known.wasWhole);
  if (wasWhole && request.offset === null) return { id, received, bodyHash, whole: true };
  refuseEnded(state);
  if (wasWhole) throw new UploadConflict('All of this delivery was received. Ask for its report.', received);

  if (request.offset !== null && request.offset !== received) {
    throw new UploadConflict('This is not where the delivery stands. Go on from Upload-Offset.', received);
  }
  if (request.offset !== null || received === 0) return { id, received, bodyHash, whole: false };
  await forgetBody(sql, id);
  return { id, received: 0, bodyHash: null, whole: false };
}

/** Forgets what was received: it is sent anew from the beginning. */
export async function forgetBody(sql: TransactionSql, id: string): Promise<void> {
  await sql`
    update app.delivery set bytes_received = 0, body_hash = null, last_piece_at = now()
    where id = ${id} and state = 'RECEIVING'`;
  await sql`delete from app.delivery_chunk where delivery_id = ${id}`;
}
