import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { Unauthenticated } from '../model/errors.js';
import type { TokenProfile } from '../model/token-profile.js';
import { type ClaimNames, isOfSystem } from './claims.js';

/** Types of an access token (RFC 9068, 2.1 and 4). */
const ACCESS_TOKEN = ['AT+JWT', 'APPLICATION/AT+JWT'];
/** What else providers write on one: nothing, or that it is a JWT. Whatever says that it is another thing is one. */
const UNSAID = [undefined, 'JWT'];

/** A token whose signature, issuer, audience (NL GOV OAuth 2.0, 4.3) and times are verified. */
export interface SignedToken {
  readonly payload: JWTPayload;
  readonly header: JWTHeaderParameters;
}

/**
 * Holds a token against the rest of the profile. An ID token or a logout token is signed by the same keys and means
 * something else (RFC 8725, 3.11); a key must be named (NL GOV OAuth 2.0, 3.2.1: the header must hold `kid`); and a life
 * that is longer than is agreed is refused (there, 3.4), because what was stolen is good for as long as that.
 * @throws Unauthenticated
 */
export function checkProfile(
  { payload, header }: SignedToken,
  { profile, ...names }: ClaimNames & { readonly profile: TokenProfile },
): void {
  const types = profile.typed ? ACCESS_TOKEN : [...UNSAID, ...ACCESS_TOKEN];
  if (!types.includes(header.typ?.toUpperCase())) throw new Unauthenticated();
  if (typeof header.kid !== 'string') throw new Unauthenticated();
  const { exp = Number.POSITIVE_INFINITY, iat = 0 } = payload;
  const longest = isOfSystem(payload, names) ? profile.systemSeconds : profile.personSeconds;
  if (exp - iat > longest) throw new Unauthenticated();
}
