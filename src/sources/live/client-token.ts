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

/** A token is not used in its last seconds, nor in the last half of a short life: it must still hold when it arrives. */
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
 * @param agent whose connections are used; @param timeoutMs how long the issuer may take, whoever waits
 * @throws Error when the key cannot be read or used
 */
export async function openClientToken(
  settings: ClientSettings,
  { agent, timeoutMs }: { readonly agent: Agent; readonly timeoutMs: number },
): Promise<ClientToken> {
  const issuer = new TokenIssuer(settings, await clientAuth(settings), agent);
  let kept: { readonly token: string; readonly until: number } | undefined;
  let under: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const { token, forMs } = await issuer.ask(AbortSignal.timeout(timeoutMs));
    kept = { token, until: performance.now() + forMs - Math.min(SPARE_MS, forMs / 2) };
    return token;
  };
  const get = async (signal: AbortSignal): Promise<string> => {
    if (kept && performance.now() < kept.until) return kept.token;
    signal.throwIfAborted();
    const isOurs = under === undefined;
    under ??= ask().finally(() => {
      under = undefined;
    });
    try {
      return await unlessOver(under, signal);
    } catch (error) {
      // It was asked before we came, so its time was over before ours.
      if (!isOurs && !signal.aborted && failureOf(error).reason === 'TIMED_OUT') return get(signal);
      throw error;
    }
  };
  return {
    get,
    forget(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

/** Several may wait for one token: whose time is over goes alone, and the question for it goes on. */
async function unlessOver<Value>(awaited: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let leave: (() => void) | undefined;
  const over = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([awaited, over]);
  } finally {
    if (leave) signal.removeEventListener('abort', leave);
  }
}

/** The token endpoint, with what is known of its clock. */
class TokenIssuer {
  readonly #settings: ClientSettings;
  readonly #auth: ClientAuth;
  readonly #agent: Agent;
  #skew = 0;

  constructor(settings: ClientSettings, auth: ClientAuth, agent: Agent) {
    this.#settings = settings;
    this.#auth = auth;
    this.#agent = agent;
  }

  /** @throws SourceFailure `TOKEN` when it gives none; a driver's error when it does not answer */
  async ask(signal: AbortSignal): Promise<GivenToken> {
    const first = await this.#request(signal);
    if ('token' in first) return first;
    const isOff = Math.abs(first.skew - this.#skew) >= LEAST_SKEW && Math.abs(first.skew) <= MOST_SKEW;
    if (!isOff) throw new SourceFailure('TOKEN', { status: first.status });
    this.#skew = first.skew;
    const second = await this.#request(signal);
    if ('token' in second) return second;
    throw new SourceFailure('TOKEN', { status: second.status });
  }

  #request(signal: AbortSignal): Promise<GivenToken | RefusedToken> {
    return request(this.#settings, { auth: this.#auth, agent: this.#agent, skew: this.#skew, signal });
  }
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
