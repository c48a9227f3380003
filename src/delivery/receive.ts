import { createHash, type Hash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import { KetenzichtError } from '../model/errors.js';
import { asDelivery } from './as-delivery.js';
import { storedBytes } from './body-bytes.js';
import { refuseEnded, type Upload } from './open-upload.js';

/** Bytes that are kept at a time. What came after the last whole piece is kept as well when the sending breaks off. */
const PIECE = 1_000_000;

/** Takes the body of a delivery in and keeps it piece by piece, so that whichever process goes on with it has it. */
export class BodyReceiver {
  readonly #database: Pick<Database, 'admin'>;
  readonly #id: string;
  readonly #hash: Hash;
  #received: number;
  /** SHA-256 of all that was received, in hexadecimal; null before the first piece. */
  #state: string | null;

  private constructor(database: Pick<Database, 'admin'>, { id, received, bodyHash }: Upload, hash: Hash) {
    this.#database = database;
    this.#id = id;
    this.#received = received;
    this.#state = bodyHash;
    this.#hash = hash;
  }

  /** Goes on where a delivery stands. @throws Error when what was kept is not what was received */
  static async open(database: Pick<Database, 'admin'>, upload: Upload): Promise<BodyReceiver> {
    const hash = createHash('sha256');
    for await (const chunk of storedBytes(database, upload.id)()) hash.update(chunk);
    if (upload.bodyHash !== null && hash.copy().digest('hex') !== upload.bodyHash) {
      throw new Error('the bytes of a delivery are not those that were received');
    }
    return new BodyReceiver(database, upload, hash);
  }

  /** Bytes received in all. */
  get received(): number {
    return this.#received;
  }

  /**
   * Takes the body to its end. Nothing more is read while a piece is being kept, so the sender waits for the disk.
   * @param most bytes in all
   * @throws KetenzichtError `DELIVERY_CONFLICT` when somebody else sends it too or it was given up, `PAYLOAD_TOO_LARGE`; or the error with
   * which the sending broke off, after all that came was kept
   */
  async take(body: AsyncIterable<Uint8Array>, most: number): Promise<void> {
    let waiting: Uint8Array[] = [];
    let size = 0;
    const keep = async () => {
      const piece = Buffer.concat(waiting);
      waiting = [];
      size = 0;
      if (piece.length > 0) await this.#keep(piece);
    };
    try {
      for await (const chunk of body) {
        waiting.push(chunk);
        size += chunk.length;
        if (this.#received + size > most) throw tooLarge();
        if (size >= PIECE) await keep();
      }
    } finally {
      await keep();
    }
  }

  /** Compares what came with the SHA-256 that the sender stated. */
  matches(digest: Uint8Array): boolean {
    return this.#hash.copy().digest().equals(digest);
  }

  /**
   * The body is whole: its rows may be stored from now on.
   * @throws KetenzichtError `DELIVERY_CONFLICT` when somebody else sends it too
   */
  async finish(sql: TransactionSql): Promise<void> {
    const finished = await sql`
      update app.delivery set state = 'APPLYING', body_hash = ${this.#hash.copy().digest('hex')}
      where id = ${this.#id} and state = 'RECEIVING' and bytes_received = ${this.#received}
        and body_hash is not distinct from ${this.#state}`;
    if (finished.count === 0) await this.#refuse(sql);
  }

  /**
   * Who keeps a piece must have received the very bytes before it: of two who send at once under one key the second
   * one stops, unless they send the same, and then it is all one who went on.
   */
  async #keep(piece: Uint8Array): Promise<void> {
    const from = this.#received;
    const before = this.#state;
    this.#hash.update(piece);
    const after = this.#hash.copy().digest('hex');
    await inTransaction(this.#database.admin, async (sql) => {
      await asDelivery(sql);
      const noted = await sql`
        update app.delivery set bytes_received = ${from + piece.length}, body_hash = ${after},
          last_piece_at = now()
        where id = ${this.#id} and state = 'RECEIVING' and bytes_received = ${from}
          and body_hash is not distinct from ${before}`;
      if (noted.count === 0) await this.#refuse(sql);
      await sql`insert into app.delivery_chunk (delivery_id, start, content) values (${this.#id}, ${from}, ${piece})`;
    });
    this.#received += piece.length;
    this.#state = after;
  }

  /** The delivery is no longer as this sender left it. */
  async #refuse(sql: TransactionSql): Promise<never> {
    const [now] = await sql<{ state: string }[]>`select state from app.delivery where id = ${this.#id}`;
    refuseEnded(now?.state);
    throw sentTwice();
  }
}

/** SHA-256 of a body that is kept nowhere, in hexadecimal. @throws KetenzichtError `PAYLOAD_TOO_LARGE` */
export async function hashOf(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const hash = createHash('sha256');
  let received = 0;
  for await (const chunk of body) {
    received += chunk.length;
    if (received > most) throw tooLarge();
    hash.update(chunk);
  }
  return hash.digest('hex');
}

function tooLarge(): KetenzichtError {
  return new KetenzichtError('PAYLOAD_TOO_LARGE', 'The body is larger than is accepted. Deliver it in parts.');
}

function sentTwice(): KetenzichtError {
  return new KetenzichtError(
    'DELIVERY_CONFLICT',
    'This delivery is being sent a second time. Ask where it stands, and go on from there.',
  );
}
