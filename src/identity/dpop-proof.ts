import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from 'jose';
import { PROOF_SECONDS } from '../model/proof-seconds.js';
import { isSame, sha256Of } from './token-binding.js';

/** Algorithms of a proof: asymmetric ones only (RFC 9449, 4.2), the same as for tokens. */
export const PROOF_ALGORITHMS = ['ES256', 'PS256', 'RS256'];
const LONGEST_PROOF = 8_192;
const LONGEST_ID = 256;

/** What a proof must be for. */
export interface ProvenRequest {
  /** The method of the request (`htm`). */
  readonly method: string;
  /** Its address as clients know it, without query and fragment (`htu`). */
  readonly address: string;
  /** The access token that it comes with (`ath`). */
  readonly token: string;
  readonly now: Date;
}

/** What a good proof says. */
export interface DpopProof {
  /** Thumbprint of the key that signed it (RFC 7638), for the token's `cnf.jkt`. */
  readonly key: string;
  readonly id: string;
  /** From when on it is too old, in milliseconds since 1970. */
  readonly until: number;
}

/**
 * Verifies a DPoP proof, all but two things: that its key is the token's, and that it comes for the first time (RFC 9449,
 * 4.3; there: checks 2 to 11 and the first half of 12).
 * @throws Error for a proof that is not good
 */
export async function verifyProof(proof: string, request: ProvenRequest): Promise<DpopProof> {
  if (proof.length > LONGEST_PROOF) throw new Error('the proof is too long');
  // The key stands in the proof itself: it proves that the sender holds it, and nothing until it is the token's.
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
    algorithms: PROOF_ALGORITHMS,
    typ: 'dpop+jwt',
    requiredClaims: ['jti', 'htm', 'htu', 'iat', 'ath'],
    clockTolerance: PROOF_SECONDS,
    currentDate: request.now,
  });
  if (payload.htm !== request.method) throw new Error('the proof is for another method');
  if (addressOf(payload.htu) !== addressOf(request.address)) throw new Error('the proof is for another address');
  if (typeof payload.ath !== 'string' || !isSame(payload.ath, sha256Of(request.token))) {
    throw new Error('the proof is for another token');
  }
  const until = endOf(payload, request.now);
  const { jti: id } = payload;
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID) throw new Error('the proof has no id');
  if (!protectedHeader.jwk) throw new Error('the proof has no key');
  return { key: await calculateJwkThumbprint(protectedHeader.jwk, 'sha256'), id, until };
}

function endOf({ iat }: JWTPayload, now: Date): number {
  const seconds = now.getTime() / 1000;
  if (typeof iat !== 'number' || Math.abs(seconds - iat) > PROOF_SECONDS)
    throw new Error('the proof is of another time');
  // A second more: at the very end of its time it is still taken, and must still be remembered.
  return (iat + PROOF_SECONDS + 1) * 1000;
}

/** Normalised (RFC 3986, 6.2.2 and 6.2.3), without query and fragment, which do not count (RFC 9449, 4.3, 9). */
function addressOf(text: unknown): string {
  const { origin, pathname } = new URL(String(text));
  return `${origin}${pathname}`;
}
