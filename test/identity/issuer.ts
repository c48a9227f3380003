import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { z } from 'zod';
import type { OidcConfig } from '../../src/config.js';
import type { TrustedIssuer } from '../../src/identity/token-verifier.js';
import { oidcOf, oidcSettings } from '../../src/model/oidc-settings.js';

export const ISSUER = 'https://idp.example';
export const SECRET = Buffer.from('a secret for tests only, 32 bytes');

/** What is demanded of tokens where nothing else is set. */
export const PROFILE = oidcDefaults(ISSUER).profile;

/** The settings of a provider of which nothing else is set. */
export function oidcDefaults(issuer: string): OidcConfig {
  const oidc = oidcOf(z.object(oidcSettings).parse({ OIDC_ISSUER: issuer }));
  if (!oidc) throw new Error('no provider was set');
  return oidc;
}

/** An identity provider with one key: it signs whatever it is asked to, good or bad. */
export interface TestIssuer {
  readonly publicJwk: JWK;
  readonly trusted: TrustedIssuer;
  sign(claims?: JWTPayload, header?: { alg?: string; typ?: string; kid?: string }): Promise<string>;
}

export async function testIssuer(alg = 'RS256', issuer = ISSUER): Promise<TestIssuer> {
  const pair = await generateKeyPair(alg, { extractable: true });
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: randomUUID(), alg, use: 'sig' };
  return {
    publicJwk,
    trusted: {
      issuer,
      audience: 'ketenzicht',
      organisationClaim: 'organisation',
      purposesClaim: 'purposes',
      clientClaim: 'client_id',
      officerClaim: 'sub',
      profile: PROFILE,
      keys: createLocalJWKSet({ keys: [publicJwk] }),
    },
    sign: (claims = {}, header = {}) =>
      new SignJWT({ ...goodClaims(issuer), ...claims })
        .setProtectedHeader({ alg, typ: 'at+jwt', kid: publicJwk.kid, ...header })
        .sign(pair.privateKey),
  };
}

/** Claims of a token that is good for an hour; `undefined` in an override leaves a claim out. */
export function goodClaims(issuer = ISSUER): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    aud: 'ketenzicht',
    sub: 'officer-7',
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + 3600,
    client_id: 'register-app',
    organisation: 'ind',
    purposes: ['RESIDENCE_DECISION'],
  };
}
