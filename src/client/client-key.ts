import { createPrivateKey } from 'node:crypto';
import { type CryptoKey, importJWK, importPKCS8, type JWK } from 'jose';

/** The private key with which a client proves who it is (`private_key_jwt`). */
export interface ClientKey {
  readonly key: CryptoKey;
  /** Names the key to the identity provider. */
  readonly kid?: string;
}

const NO_KEY =
  'The key of the client must be a private key: a JWK with its alg, or PEM (PKCS #8), for RS256, PS256 or ES256.';

/**
 * Reads a private key from the text of its file: a JWK, or PEM in PKCS #8. Without `alg` an RSA key signs by RS256,
 * which every provider must take; PS256, which it should take, is said in a JWK (NL GOV OAuth 2.0, 2.3.3).
 * @throws TypeError that says what the text must be, and shows nothing of it
 */
export async function readClientKey(text: string): Promise<ClientKey> {
  try {
    if (text.trimStart().startsWith('{')) return await fromJwk(JSON.parse(text) as JWK);
    return { key: await importPKCS8(text, algorithmOf(createPrivateKey(text).asymmetricKeyType)) };
  } catch {
    throw new TypeError(NO_KEY);
  }
}

async function fromJwk(jwk: JWK): Promise<ClientKey> {
  const algorithm = jwk.alg ?? (jwk.kty === 'RSA' ? 'RS256' : 'ES256');
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array || key.type !== 'private') throw new TypeError(NO_KEY);
  return { key, kid: jwk.kid };
}

function algorithmOf(type: string | undefined): string {
  if (type === 'rsa') return 'RS256';
  if (type === 'ec') return 'ES256';
  throw new TypeError(NO_KEY);
}
