import { exportJWK, SignJWT } from 'jose';
import { generateKeyPair } from 'oauth4webapi';

/** One request that a proof is for. */
export interface ProvenCall {
  readonly method: string;
  readonly url: URL;
  readonly token: string;
}

/** Makes the proof of one request that its sender holds the key of the token. */
export type ProveSender = (call: ProvenCall) => Promise<string>;

/** A key that lives as long as the program, which tokens are bound to by DPoP (RFC 9449). */
export interface SenderKey {
  readonly pair: Awaited<ReturnType<typeof generateKeyPair>>;
  /** @param skewSeconds how far the clock of the provider is ahead of ours */
  proof(call: ProvenCall, skewSeconds: number): Promise<string>;
}

/** Makes a key whose private half cannot be taken out of the program. */
export async function newSenderKey(): Promise<SenderKey> {
  const pair = await generateKeyPair('ES256');
  const jwk = await exportJWK(pair.publicKey);
  return {
    pair,
    async proof({ method, url, token }, skewSeconds) {
      const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
      const claims = {
        jti: crypto.randomUUID(),
        htm: method,
        htu: `${url.origin}${url.pathname}`,
        iat: Math.floor(Date.now() / 1000) + skewSeconds,
        ath: Buffer.from(hash).toString('base64url'),
      };
      return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk }).sign(pair.privateKey);
    },
  };
}
