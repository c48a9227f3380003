import { hkdfSync } from 'node:crypto';
import { EncryptJWT, type JWTPayload, jwtDecrypt } from 'jose';
import type { SecretSettings } from '../../model/secret-settings.js';

/** What a sealed value is for. Each has a key of its own: what was sealed for one thing opens as nothing else. */
export type SealedFor = 'session' | 'log-in' | 'renewal';

/** Closes values that are kept elsewhere for us, in a browser or a table, and must not be read or changed there. */
export interface Seal {
  /** @param endsAt when it opens no more, in seconds since 1970 */
  close(payload: JWTPayload, endsAt: number): Promise<string>;
  /** What was closed; undefined for whatever we did not close for this, that was changed, or whose time is over. */
  open(sealed: string): Promise<JWTPayload | undefined>;
}

const HEADER = { alg: 'dir', enc: 'A256GCM' } as const;

/**
 * A seal by authenticated encryption (JWE, RFC 7516). Its key is derived from the secret, for this use alone. What was
 * closed under an old secret still opens: a change of the secret logs nobody out.
 */
export function openSeal({ secret, oldSecrets }: Pick<SecretSettings, 'secret' | 'oldSecrets'>, use: SealedFor): Seal {
  const [key, ...oldKeys] = [secret, ...oldSecrets].map(
    (each) => new Uint8Array(hkdfSync('sha256', each, '', `browser ${use}`, 32)),
  ) as [Uint8Array, ...Uint8Array[]];
  return {
    close: (payload, endsAt) =>
      new EncryptJWT(payload).setProtectedHeader(HEADER).setExpirationTime(endsAt).encrypt(key),
    async open(sealed) {
      for (const each of [key, ...oldKeys]) {
        const payload = await opened(sealed, each);
        if (payload) return payload;
      }
      return undefined;
    },
  };
}

async function opened(sealed: string, key: Uint8Array): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      keyManagementAlgorithms: [HEADER.alg],
      contentEncryptionAlgorithms: [HEADER.enc],
      requiredClaims: ['exp'],
    });
    return payload;
  } catch {
    return undefined;
  }
}
