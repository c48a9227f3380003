import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Position } from '../join/page.js';
import { BadUserInput } from '../model/errors.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Opaque positions in a list: encrypted, because a position holds the value that is ordered by, and bound to the list
 * (partner, view, filter, order), so that one of another list or partner is refused. The same position gives the same
 * cursor: the nonce is derived from the content (as in a synthetic IV, RFC 5297), so answers stay byte-identical.
 */
export class CursorBox {
  readonly #encryptionKey: Buffer;
  readonly #nonceKey: Buffer;

  /** @param secret the server's secret; replicas that share it read each other's cursors */
  constructor(secret: Uint8Array) {
    this.#encryptionKey = createHmac('sha256', secret).update('cursor encryption').digest();
    this.#nonceKey = createHmac('sha256', secret).update('cursor nonce').digest();
  }

  /** @param list what the cursor is bound to, from `listKey` */
  seal(list: Uint8Array, { key, id }: Position): string {
    const content = Buffer.from(JSON.stringify([key, id]));
    const nonce = this.#nonce(list, content);
    const cipher = createCipheriv(ALGORITHM, this.#encryptionKey, nonce, { authTagLength: TAG_BYTES }).setAAD(list);
    const sealed = Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
    return sealed.toString('base64url');
  }

  /** @throws BadUserInput for a cursor that was not made for this list */
  open(list: Uint8Array, cursor: string): Position {
    try {
      const sealed = Buffer.from(cursor, 'base64url');
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, this.#encryptionKey, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(list).setAuthTag(sealed.subarray(-TAG_BYTES));
      const content = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      if (!timingSafeEqual(nonce, this.#nonce(list, content))) throw new RangeError('the nonce is not of this content');
      const [key, id] = JSON.parse(content.toString()) as [string, string];
      return { key, id };
    } catch (error) {
      throw new BadUserInput('This cursor is not of this list. Take one from an answer to the same query.', error);
    }
  }

  #nonce(list: Uint8Array, content: Uint8Array): Buffer {
    return createHmac('sha256', this.#nonceKey).update(list).update(content).digest().subarray(0, NONCE_BYTES);
  }
}

/** Fingerprint of a list: everything that decides what is in it and in which order. */
export function listKey(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
