import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { importPKCS8 } from 'jose';
import {
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  ClientSecretBasic,
  clientCredentialsGrantRequest,
  clockSkew,
  customFetch,
  PrivateKeyJwt,
  processClientCredentialsResponse,
} from 'oauth4webapi';
import { type Agent, fetch } from 'undici';
import type { ClientSettings } from '../../model/source-settings.js';
import { failureOf, SourceFailure } from './source-failure.js';

/** A token is not used in its last seconds: it must still hold when it arrives. */
const SPARE_MS = 30_000;
/** How long a token holds whose issuer does not say. */
const UNSAID_MS = 60_000;
/** A clock that differs by less does no harm; one that differs by more is not followed. Seconds. */
const LEAST_SKEW = 5;
const MOST_SKEW = 900;

/** The access token for an agency's API. */
export interface ClientToken {
  /** @throws SourceFailure `TOKEN` when none is given; a driver's error when its issuer does not answer */
  get(signal: AbortSignal): Promise<string>;
  /** The API refused this one: the next call asks for another. */
  forget(token: string): void;
}

/**
 * Gets tokens by client credentials, with a signed assertion (RFC 7523) or a secret, and keeps one until shortly before
 * it ends. How long it holds is counted from when it came, so no clock is compared. An assertion holds a time: where its
 * issuer refuses one and its clock (the header `Date`) differs from ours, it is signed again by the issuer's clock.
 * @throws Error when the key cannot be read or used
 */
export async function openClientToken(settings: ClientSettings, agent: Agent): Promise<ClientToken> {
  const auth = await clientAuth(settings);
  let kept: { readonly token: string; readonly until: number } | undefined;
  let skew = 0;
  let under: Promise<string> | undefined;

  const ask = async (signal: AbortSignal): Promise<string> => {
    const first = await request(settings, { auth, agent, skew, signal });
    const found = 'token' in first ? first : await again(first, signal);
    kept = { token: found.token, until: performance.now() + found.forMs - SPARE_MS };
    return found.token;
  };
  const again = async ({ status, skew: observed }: RefusedToken, signal: AbortSignal): Promise<GivenToken> => {
    const isOff = Math.abs(observed - skew) >= LEAST_SKEW && Math.abs(observed) <= MOST_SKEW;
    if (!isOff) throw new SourceFailure('TOKEN', { status });
    skew = observed;
    const second = await request(settings, { auth, agent, skew, signal });
    if ('token' in second) return second;
    throw new SourceFailure('TOKEN', { status: second.status });
  };
  return {
    async get(signal) {
      if (kept && performance.now() < kept.until) return kept.token;
      under ??= ask(signal).finally(() => {
        under = undefined;
      });
      return under;
    },
    forget(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

interface TokenRequest {
  readonly auth: ClientAuth;
  readonly agent: Agent;
  readonly skew: number;
  readonly signal: AbortSignal;
}

interface GivenToken {
  readonly token: string;
  readonly forMs: number;
}

interface RefusedToken {
  readonly status: number;
  /** By how many seconds the issuer's clock is ahead of ours. */
  readonly skew: number;
}

async function request(
  { tokenUrl, id, scope }: ClientSettings,
  { auth, agent, skew, signal }: TokenRequest,
): Promise<GivenToken | RefusedToken> {
  const server = { issuer: tokenUrl, token_endpoint: tokenUrl };
  const client: Client = { client_id: id, [clockSkew]: skew };
  const response = await clientCredentialsGrantRequest(server, client, auth, scope ? { scope } : {}, {
    [allowInsecureRequests]: tokenUrl.startsWith('http:'),
    [customFetch]: async (url, options) =>
      (await fetch(url, {
        method: options.method,
        headers: options.headers,
        body: options.body.toString(),
        redirect: 'error',
        dispatcher: agent,
        signal,
      })) as unknown as Response,
  });
  if (response.status === 400 || response.status === 401) {
    await response.body?.cancel();
    return { status: response.status, skew: aheadOf(response.headers.get('date')) };
  }
  const { access_token: token, expires_in: seconds } = await processed(server, client, response);
  return { token, forMs: seconds === undefined ? UNSAID_MS : seconds * 1000 };
}

/** A refusal or a fault of the issuer; its words are not kept. */
async function processed(...[server, client, response]: Parameters<typeof processClientCredentialsResponse>) {
  if (response.status >= 500) throw new SourceFailure('TOKEN', { isPassing: true, status: response.status });
  try {
    return await processClientCredentialsResponse(server, client, response);
  } catch (error) {
    const { reason } = failureOf(error);
    throw reason === 'CONNECTION' ? new SourceFailure('TOKEN', { status: response.status }) : error;
  }
}

/** By how many seconds the clock of a `Date` header is ahead of ours; 0 when it does not say. */
function aheadOf(header: string | null): number {
  const date = Date.parse(header ?? '');
  return Number.isNaN(date) ? 0 : Math.round((date - Date.now()) / 1000);
}

async function clientAuth({ secret, keyFile }: ClientSettings): Promise<ClientAuth> {
  if (!keyFile) return ClientSecretBasic(secret ?? '');
  const pem = await readFile(keyFile, 'utf8');
  return PrivateKeyJwt(await importPKCS8(pem, algorithmOf(createPrivateKey(pem))));
}

/** RFC 7518 and 8037: the algorithm that belongs to the key. */
function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType === 'ec') return asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'ES384' : 'ES256';
  return asymmetricKeyType === 'ed25519' ? 'EdDSA' : 'PS256';
}
