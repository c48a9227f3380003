import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** What is delivered: the bytes of a body, which can be read from any place, and what the server is told of them. */
export interface DeliveryBody {
  /** What the body is called to the server, the same each time this body is sent; see `Deliveries.send`. */
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of all bytes. */
  readonly digest: Uint8Array;
  /** True when the bytes are gzip. */
  readonly isCompressed: boolean;
  bytes(from: number): AsyncIterable<Uint8Array>;
}

/** The file changed while it was read: half of the old and half of the new is no delivery. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';

  constructor() {
    super('The file changed while it was sent. Deliver it when it is whole.');
  }
}

const CHUNK = 256 * 1024;

/**
 * The body in a file; read through once, for its digest. Its key is made of what the file is called, when it was written
 * and what it holds: sent again it is the same delivery, written anew it is another, even when it holds the same.
 * A name that ends in `.gz` says that it is compressed.
 * @throws the file system's errors, and FileChanged
 */
export async function deliveryFile(path: string, onRead: (bytes: number) => void = () => {}): Promise<DeliveryBody> {
  const { size, mtimeMs } = await stat(path);
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    hash.update(chunk as Uint8Array);
    read += (chunk as Uint8Array).length;
    onRead(read);
  }
  const isTheSame = async () => {
    const now = await stat(path);
    return now.size === size && now.mtimeMs === mtimeMs;
  };
  if (read !== size || !(await isTheSame())) throw new FileChanged();
  const digest = hash.digest();
  return {
    key: createHash('sha256')
      .update(JSON.stringify([basename(path), mtimeMs, digest.toString('hex')]))
      .digest('hex'),
    size,
    digest,
    isCompressed: path.endsWith('.gz'),
    async *bytes(from) {
      if (!(await isTheSame())) throw new FileChanged();
      if (from === size) return;
      yield* createReadStream(path, { start: from, highWaterMark: CHUNK }) as AsyncIterable<Uint8Array>;
    },
  };
}
