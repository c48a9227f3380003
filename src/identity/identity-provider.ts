import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { KetenzichtError } from '../model/errors.js';

const ANSWER_WITHIN_MS = 5_000;
const DISCOVER_AGAIN_AFTER_MS = 10_000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Where an OpenID Connect provider is found. */
export interface ProviderAddress {
  readonly issuer: string;
  /** Skips discovery, for providers that publish no discovery document. */
  readonly jwksUri?: string;
}

/**
 * The signing keys of an identity provider, looked up when the first token comes and again when keys rotate.
 * A provider that does not answer gives `UNAVAILABLE`, never "not authenticated": the caller's token may be good.
 */
export function providerKeys(address: ProviderAddress): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  const find = async () => {
    if (!keys && Date.now() - failedAt < DISCOVER_AGAIN_AFTER_MS) throw unavailable();
    keys ??= findKeys(address);
    return keys.catch((error: unknown) => {
      keys = undefined;
      failedAt = Date.now();
      throw unavailable(error);
    });
  };
  return async (header, token) => {
    const getKey = await find();
    try {
      return await getKey(header, token);
    } catch (error) {
      if (isAboutTheToken(error)) throw error;
      throw unavailable(error);
    }
  };
}

async function findKeys(address: ProviderAddress): Promise<JWTVerifyGetKey> {
  const uri = address.jwksUri ?? (await discover(address.issuer));
  const options = { timeoutDuration: ANSWER_WITHIN_MS, cooldownDuration: 30_000, cacheMaxAge: 600_000 };
  return createRemoteJWKSet(trusted(uri), options);
}

async function discover(issuer: string): Promise<string> {
  const url = trusted(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!response.ok) throw new Error('the discovery document was not found');
  const document = discovery.parse(await response.json());
  // OpenID Connect Discovery 1.0, 4.3: another issuer's document would let its keys sign for this one.
  if (document.issuer !== issuer) throw new Error('the discovery document names another issuer');
  return document.jwks_uri;
}

function trusted(address: string): URL {
  const url = new URL(address);
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && local)) return url;
  throw new Error('keys are fetched over https only');
}

function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

function unavailable(cause?: unknown): KetenzichtError {
  return new KetenzichtError('UNAVAILABLE', 'The identity provider does not answer. Try again later.', cause);
}
