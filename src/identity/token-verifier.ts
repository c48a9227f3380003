import { createHash } from 'node:crypto';
import { createLocalJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Config } from '../config.js';
import { KetenzichtError, Unauthenticated } from '../model/errors.js';
import type { TokenProfile } from '../model/token-profile.js';
import { checkProfile } from './check-profile.js';
import { type ClaimNames, readClaims, type VerifiedToken } from './claims.js';
import { DEMO_CLAIMS, DEMO_ISSUER, DEMO_PROFILE, demoIssuer } from './demo-issuer.js';
import type { KeyEvents } from './key-events.js';
import { ProviderKeys } from './provider-keys.js';
import { BEGINS_WITHIN_SECONDS, type ClockLog, ClockWatch, checkTimes } from './token-times.js';

const LONGEST_TOKEN = 8_192;
const REMEMBER_MS = 60_000;
const REMEMBER_AT_MOST = 1_000;

/** Whose tokens are accepted, and how their claims are named. */
export interface TrustedIssuer extends ClaimNames {
  readonly issuer: string;
  readonly audience: string;
  readonly profile: TokenProfile;
  readonly keys: JWTVerifyGetKey;
}

/** Turns a token into what it says, or refuses. */
export interface TokenVerifier {
  /** @throws Unauthenticated for every defect alike; KetenzichtError `UNAVAILABLE` when no keys can be had */
  verify(token: string): Promise<VerifiedToken>;
}

/** Who is told of what goes on: nobody when absent. */
export interface VerifierWatch {
  /** Told when a clock may be off. */
  readonly log?: ClockLog;
  /** Told of the provider's keys. */
  readonly keys?: KeyEvents;
}

/**
 * The verifier of this process: the OpenID Connect provider where one is configured, else the demo's own issuer.
 * @throws Error in demo mode when the server would listen beyond this machine
 */
export async function openVerifier(config: Config, { log, keys: events }: VerifierWatch = {}): Promise<TokenVerifier> {
  if (config.oidc) {
    const keys = new ProviderKeys(config.oidc, { keptMs: config.oidc.keysKeptSeconds * 1000, events });
    return tokenVerifier({ ...config.oidc, keys: keys.find }, config.secret, { log });
  }
  const { publicKeys } = await demoIssuer(config);
  const keys = createLocalJWKSet(publicKeys);
  const trusted = { ...DEMO_CLAIMS, issuer: DEMO_ISSUER, audience: config.audience, profile: DEMO_PROFILE, keys };
  return tokenVerifier(trusted, config.secret, { log });
}

/**
 * Verifies tokens of one issuer. A verified token is remembered by its hash for a minute at most, and never past
 * its end: checking an RSA signature costs more than reading a case.
 * @param now the clock, for tests; @param log told when a clock may be off
 */
export function tokenVerifier(
  trusted: TrustedIssuer,
  secret: Uint8Array,
  { now = () => new Date(), log }: { readonly now?: () => Date; readonly log?: ClockLog } = {},
): TokenVerifier {
  const watch = new ClockWatch(log);
  const remembered = new Map<string, { readonly token: VerifiedToken; readonly until: number }>();
  return {
    async verify(jwt) {
      const hash = createHash('sha256').update(jwt).digest('base64');
      const known = remembered.get(hash);
      if (known && now().getTime() < known.until) return known.token;
      remembered.delete(hash);
      const token = await verified(jwt, trusted, secret, { now: now(), watch });
      if (remembered.size >= REMEMBER_AT_MOST) remembered.delete(remembered.keys().next().value ?? '');
      remembered.set(hash, { token, until: Math.min(token.expiresAt.getTime(), now().getTime() + REMEMBER_MS) });
      return token;
    },
  };
}

async function verified(
  jwt: string,
  trusted: TrustedIssuer,
  secret: Uint8Array,
  { now, watch }: { readonly now: Date; readonly watch: ClockWatch },
): Promise<VerifiedToken> {
  try {
    if (jwt.length > LONGEST_TOKEN || !isCanonical(jwt)) throw new Unauthenticated();
    const { payload, protectedHeader } = await jwtVerify(jwt, trusted.keys, {
      algorithms: [...trusted.profile.algorithms],
      issuer: trusted.issuer,
      audience: trusted.audience,
      clockTolerance: BEGINS_WITHIN_SECONDS,
      requiredClaims: ['exp', 'iat', 'jti'],
      currentDate: now,
    });
    checkTimes(payload, now);
    checkProfile({ payload, header: protectedHeader }, trusted);
    const token = readClaims(payload, trusted, secret);
    watch.accepted(now);
    return token;
  } catch (error) {
    watch.refused(error, now);
    throw error instanceof KetenzichtError ? error : new Unauthenticated(undefined, error);
  }
}

/** Base64url leaves spare bits in a last character: without this check one signature could be written in many ways. */
function isCanonical(jwt: string): boolean {
  const segments = jwt.split('.');
  return (
    segments.length === 3 && segments.every((s) => s !== '' && Buffer.from(s, 'base64url').toString('base64url') === s)
  );
}
