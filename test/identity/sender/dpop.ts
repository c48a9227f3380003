import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';

/** What a proof says, where it is not what it should say. */
export interface ProofChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** A sender with a key of its own, as RFC 9449 has one. */
export interface DpopSender {
  readonly thumbprint: string;
  readonly publicJwk: JWK;
  readonly pair: Awaited<ReturnType<typeof generateKeyPair>>;
  /** A proof for a request with a token. */
  proof(request: { method?: string; address: string; token?: string }, changes?: ProofChanges): Promise<string>;
}

/** @param known its keys; new ones when absent */
export async function dpopSender(alg = 'ES256', known?: DpopSender['pair']): Promise<DpopSender> {
  const pair = known ?? (await generateKeyPair(alg, { extractable: true }));
  const publicJwk = await exportJWK(pair.publicKey);
  return {
    pair,
    publicJwk,
    thumbprint: await calculateJwkThumbprint(publicJwk),
    async proof({ method = 'POST', address, token = '' }, { claims, header } = {}) {
      const ath = createHash('sha256').update(token).digest('base64url');
      const iat = Math.floor(Date.now() / 1000);
      const protectedHeader = { alg, typ: 'dpop+jwt', jwk: publicJwk, ...header };
      return new SignJWT({ jti: randomUUID(), htm: method, htu: address, iat, ath, ...claims })
        .setProtectedHeader(protectedHeader as JWTHeaderParameters)
        .sign(pair.privateKey);
    },
  };
}
