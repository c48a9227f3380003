import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a copy belongs to: it opens for that and nothing else, so that it cannot be laid under another case. */
export interface CopyPlace {
  readonly agency: string;
  readonly caseId: string;
  /** The number that was asked by: where a case gets another one, what was known under the old one is no copy of it. */
  readonly vNumber: string;
}

/** Seals and opens what is kept of an agency's answers. */
export interface CopyBox {
  seal(place: CopyPlace, text: string): Buffer;
  /** @returns undefined for what was not sealed here, under this key and for this place */
  open(place: CopyPlace, content: Uint8Array): string | undefined;
}

/** What is sealed under another form of copies does not open: it is no copy. */
const FORM = 'last copies of sources, by asker';

/** AES-256-GCM under a key of its own, derived from the secret (NIST SP 800-38D; HKDF, RFC 5869). */
export function copyBox(secret: Uint8Array): CopyBox {
  const key = Buffer.from(hkdfSync('sha256', secret, '', FORM, 32));
  return {
    seal(place, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(place, content) {
      if (content.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const nonce = content.subarray(0, NONCE_BYTES);
      const tag = content.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(place));
        cipher.setAuthTag(tag);
        const opened = [cipher.update(content.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()];
        return Buffer.concat(opened).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

function boundTo({ agency, caseId, vNumber }: CopyPlace): Buffer {
  return Buffer.from(JSON.stringify([agency, caseId, vNumber]), 'utf8');
}
