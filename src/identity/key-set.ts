import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

const ANSWER_WITHIN_MS = 5_000;
const MOST_KEYS = 100;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(MOST_KEYS) });

/** Where an OpenID Connect provider is found. */
export interface ProviderAddress {
  readonly issuer: string;
  /** Skips discovery, for providers that publish no discovery document. */
  readonly jwksUri?: string;
}

/**
 * Reads the signing keys that a provider publishes now (OpenID Connect Discovery 1.0, 3 and 4; RFC 7517, 5). The address
 * of the key set is discovered anew each time, so that it may change as well.
 * @throws Error when they cannot be had
 */
export async function readKeySet({ issuer, jwksUri }: ProviderAddress): Promise<JWTVerifyGetKey> {
  const read = await readJson(trusted(jwksUri ?? (await discover(issuer))));
  return createLocalJWKSet(keySet.parse(read) as JSONWebKeySet);
}

async function discover(issuer: string): Promise<string> {
  const address = trusted(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const document = discovery.parse(await readJson(address));
  // OpenID Connect Discovery 1.0, 4.3: another issuer's document would let its keys sign for this one.
  if (document.issuer !== issuer) throw new Error('the discovery document names another issuer');
  return document.jwks_uri;
}

async function readJson(url: URL): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (response.ok) return response.json();
  await response.body?.cancel();
  throw new Error('the provider answered with an error');
}

function trusted(address: string): URL {
  const url = new URL(address);
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && local)) return url;
  throw new Error('keys are fetched over https only');
}
