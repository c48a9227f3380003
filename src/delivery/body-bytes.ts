import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import { asDelivery } from './as-delivery.js';
import { FileRejected } from './input-row.js';

/** Bytes that can be read from their beginning more than once. */
export type ByteSource = () => AsyncIterable<Uint8Array>;

/** The bytes of a file here. */
export function fileBytes(path: string): ByteSource {
  return async function* () {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) yield chunk as Uint8Array;
  };
}

/** The bytes of a delivery that was sent, as far as they have come, in pieces of about a megabyte. */
export function storedBytes(database: Pick<Database, 'admin'>, deliveryId: string): ByteSource {
  return async function* () {
    for (let start = 0; ; ) {
      const from = start;
      const { row } = await inTransaction(database.admin, async (sql) => {
        await asDelivery(sql);
        const [found] = await sql<{ content: Uint8Array }[]>`
          select content from app.delivery_chunk where delivery_id = ${deliveryId} and start = ${from}`;
        return { row: found };
      });
      if (!row) return;
      yield row.content;
      start += row.content.length;
    }
  };
}

/** How far a compressed body may unfold: in bytes, and against what was sent (a zip bomb unfolds a thousandfold). */
export interface UnpackLimits {
  readonly bytes: number;
  readonly ratio: number;
}

/** So much may unfold before the ratio counts: a short text of many equal rows is no bomb. */
const RATIO_FROM = 10_000_000;

/**
 * Unpacks a body that was sent with `Content-Encoding: gzip`, in a memory that does not grow with it.
 * @throws FileRejected when it is no whole gzip, or unfolds beyond the limits
 */
export function unpacked(source: ByteSource, limits: UnpackLimits): ByteSource {
  return async function* () {
    let taken = 0;
    let given = 0;
    const counted = async function* () {
      for await (const chunk of source()) {
        taken += chunk.length;
        yield chunk;
      }
    };
    const input = Readable.from(counted());
    const gunzip = createGunzip({ chunkSize: 256 * 1024 });
    input.on('error', (error) => gunzip.destroy(error));
    try {
      for await (const chunk of input.pipe(gunzip)) {
        given += (chunk as Uint8Array).length;
        if (given > limits.bytes || (given > RATIO_FROM && given > limits.ratio * taken)) throw tooLarge();
        yield chunk as Uint8Array;
      }
    } catch (error) {
      throw isGzipError(error) ? notWhole(error) : error;
    } finally {
      input.destroy();
      gunzip.destroy();
    }
  };
}

function tooLarge(): FileRejected {
  return new FileRejected('The body unpacks to more than is accepted. Send it in parts, or not compressed.');
}

function notWhole(cause: unknown): FileRejected {
  const rejected = new FileRejected('The body is no whole gzip file. Compress it again, or send it not compressed.');
  rejected.cause = cause;
  return rejected;
}

function isGzipError(error: unknown): boolean {
  return /^Z_/.test(String((error as NodeJS.ErrnoException | undefined)?.code));
}
