import {
  type FailureDetails,
  failureOf,
  NotUnderstood,
  networkFailure,
  type RequestFailed,
  TryLater,
} from './failures.js';
import { ownFetch } from './own-fetch.js';
import { retryAfterOf } from './retry-after.js';
import type { ProvenCall, ProveSender } from './sender-key.js';

/** Gives an access token; asked before each request, so it should remember one until shortly before its end. */
export interface TokenSource {
  (wanted?: { readonly renew: boolean }): Promise<string> | string;
  /** Where its tokens are bound to a key of this program (DPoP, RFC 9449): makes the proof that each request needs. */
  readonly proof?: ProveSender;
}

/** Where a client asks, and as whom. */
export interface Connection {
  /** Address of the server, such as `https://ketenzicht.example`. Plain http only on this machine. */
  readonly url: string | URL;
  /** An access token, or what gives one. It travels in a header, never in an address. */
  readonly token: string | TokenSource;
  /** What for (`X-Purpose`); may be left out where the token allows one purpose only. */
  readonly purpose?: string;
  /** How long an answer may take, in milliseconds; 30,000 when left out. */
  readonly timeoutMs?: number;
  /** How often a question is asked again when there is no answer now; 3 when left out. Never a change. */
  readonly retries?: number;
  /** Another `fetch`, for a proxy, an own certificate authority or mutual TLS. */
  readonly fetch?: typeof fetch;
}

/** One request to the server. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below the server's address, without a slash before it. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
  /** Instead of the connection's time limit, in milliseconds; 0 for none. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** One GraphQL operation, and the media type that it is to be answered in. */
export interface OperationToSend {
  readonly accept: string;
  /** Whether an answer that would withhold anything is refused. */
  readonly strict: boolean;
  readonly query: string;
  readonly variables: unknown;
}

/** The request of a GraphQL operation. */
export function operationCall({ accept, strict, query, variables }: OperationToSend): Call {
  const headers = { accept, 'content-type': 'application/json', ...(strict ? { 'x-absences': 'strict' } : {}) };
  return { method: 'POST', path: 'graphql', headers, body: JSON.stringify({ query, variables }) };
}

/** An answer's head, and its body as text. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const LARGEST_ANSWER = 64 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/**
 * Sends requests with token and purpose. Follows no redirect: a token is meant for one server.
 * A token that the server no longer takes is renewed once.
 */
export class Transport {
  readonly #base: URL;
  readonly #connection: Connection;

  /** @throws TypeError when the address is none, or would carry the token in clear over a network */
  constructor(connection: Connection) {
    this.#base = baseOf(connection.url);
    this.#connection = connection;
  }

  /** How often a question may be asked again. */
  get retries(): number {
    return this.#connection.retries ?? 3;
  }

  /** Whether another token can be had when one has ended. */
  get renews(): boolean {
    return typeof this.#connection.token === 'function';
  }

  /** Sends a request and reads the whole answer. @throws RequestFailed when there is none, or it is too large */
  async ask(call: Call): Promise<Reply> {
    const response = await this.open(call);
    return readReply(response);
  }

  /** Sends a request and hands the answer on before its body is read. @throws RequestFailed */
  async open(call: Call): Promise<Response> {
    const response = await this.#send(call, false);
    if (response.status !== 401 || !this.renews || isStream(call.body)) return response;
    await response.body?.cancel();
    return this.#send(call, true);
  }

  async #send(call: Call, renew: boolean): Promise<Response> {
    const { method, path, body } = call;
    const url = new URL(path, this.#base);
    const headers = { ...(await this.#credentials({ method, url }, renew)), ...call.headers };
    const init = { method, headers, redirect: 'manual', signal: this.#signalOf(call) } as const;
    const withBody = body === undefined ? init : { ...init, body, ...(isStream(body) ? { duplex: 'half' } : {}) };
    const send = this.#connection.fetch ?? ownFetch;
    let response: Response;
    try {
      response = await send(url, withBody as RequestInit);
    } catch (error) {
      throw networkFailure(error);
    }
    if (response.status < 300 || response.status >= 400) return response;
    await response.body?.cancel();
    const text = 'The server sends us to another address; a token is never sent after. Set the address it is at.';
    throw new NotUnderstood('NOT_UNDERSTOOD', text, { status: response.status });
  }

  async #credentials(call: Pick<ProvenCall, 'method' | 'url'>, renew: boolean): Promise<Record<string, string>> {
    const { token: given, purpose } = this.#connection;
    const stated = purpose ? { 'x-purpose': purpose } : undefined;
    const token = (typeof given === 'string' ? given : await given({ renew })).trim();
    const proof = typeof given === 'string' ? undefined : await given.proof?.({ ...call, token });
    if (proof === undefined) return { authorization: `Bearer ${token}`, ...stated };
    return { authorization: `DPoP ${token}`, dpop: proof, ...stated };
  }

  #signalOf({ timeoutMs = this.#connection.timeoutMs ?? TIMEOUT_MS, signal }: Call): AbortSignal | undefined {
    if (timeoutMs === 0) return signal;
    const limit = AbortSignal.timeout(timeoutMs);
    return signal ? AbortSignal.any([signal, limit]) : limit;
  }
}

/** The JSON object in an answer. @throws NotUnderstood when it is something else, such as a proxy's page */
export function jsonIn({ status, headers, text }: Reply): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw notJson(status, headers, cause);
  }
  throw notJson(status, headers);
}

function notJson(status: number, headers: Headers, cause?: unknown): RequestFailed {
  const traceId = headers.get('traceparent')?.split('-')[1];
  const details: FailureDetails = { status, traceId, retryAfterMs: retryAfterOf({ status, headers }), cause };
  // What stands before a server says in this way that the server behind it is not there.
  if ([502, 503, 504].includes(status)) {
    return new TryLater('UNAVAILABLE', 'The server is not available now. Try again later.', details);
  }
  const text = 'What answered is no Ketenzicht server, or not a whole answer came. Check the address of the server.';
  return new NotUnderstood('NOT_UNDERSTOOD', text, details);
}

/** The failure in an answer outside GraphQL: a problem as of RFC 9457, or a GraphQL error of the server's door. */
export function problemIn(reply: Reply): RequestFailed {
  const body = jsonIn(reply);
  const traceId = typeof body.traceId === 'string' ? body.traceId : reply.headers.get('traceparent')?.split('-')[1];
  const details = { status: reply.status, traceId, retryAfterMs: retryAfterOf(reply) };
  if (typeof body.code === 'string') return failureOf(body.code, String(body.detail), details);
  const [error] = (Array.isArray(body.errors) ? body.errors : []) as GraphError[];
  if (error) return failureOf(String(error.extensions?.code), String(error.message), details);
  return notJson(reply.status, reply.headers);
}

/** An entry of `errors` in an answer. */
export interface GraphError {
  readonly message?: unknown;
  readonly extensions?: { readonly code?: unknown; readonly source?: unknown };
}

const isStream = (body: Call['body']): body is AsyncIterable<Uint8Array> => typeof body === 'object';

function baseOf(address: string | URL): URL {
  const url = new URL(address);
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    throw new TypeError('The address of the server must begin with https://; http:// is for this machine only.');
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError('The address of the server must hold no password, question mark or hash.');
  }
  url.pathname = `${url.pathname.replace(/\/(graphql)?\/?$/, '')}/`;
  return url;
}

/** Reads the whole of an answer. @throws RequestFailed when it is cut off, or too large */
export async function readReply(response: Response): Promise<Reply> {
  try {
    return { status: response.status, headers: response.headers, text: await boundedText(response) };
  } catch (error) {
    throw networkFailure(error);
  }
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER) {
      throw new NotUnderstood('NOT_UNDERSTOOD', 'The answer is larger than any that the server gives. Ask for less.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
