import { ERROR_CODES, type ErrorCode } from '../model/errors.js';

/**
 * Why a request came to nothing: a code of the server's closed list, or one that the client found out by itself.
 * `UNREACHABLE` no connection; `TIMED_OUT` no answer in time; `CERTIFICATE` the server's certificate is not to be
 * trusted, for example because it ended; `NOT_UNDERSTOOD` what answered does not speak as Ketenzicht does;
 * `NO_TOKEN` the identity provider gives no token.
 */
export type FailureCode = ErrorCode | 'UNREACHABLE' | 'TIMED_OUT' | 'CERTIFICATE' | 'NOT_UNDERSTOOD' | 'NO_TOKEN';

/** What is known of a failure beside its code and its text. */
export interface FailureDetails {
  /** Of the HTTP answer, where there was one. */
  readonly status?: number;
  /** Finds the lines of this request in the logs; quote it when you ask the operator. */
  readonly traceId?: string;
  /** Milliseconds after which to ask again, where the server said so (`Retry-After`). */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A request that came to nothing. The text says what to do and holds no value of a record. */
export class RequestFailed extends Error {
  override readonly name: string = 'RequestFailed';
  readonly code: FailureCode;
  readonly status?: number;
  readonly traceId?: string;
  /** Milliseconds after which to ask again, where the server said so. */
  readonly retryAfterMs?: number;

  constructor(code: FailureCode, message: string, { status, traceId, retryAfterMs, cause }: FailureDetails = {}) {
    super(message, { cause });
    this.retryAfterMs = retryAfterMs;
    this.code = code;
    this.status = status;
    this.traceId = traceId;
  }

  /** What happened, in a line for people: the code, what to do, and what finds it in the logs. */
  describe(): string {
    return `${this.code}: ${this.message}${this.traceId ? ` (trace ${this.traceId})` : ''}`;
  }
}

/** The answer is no: asking the same again gives the same. */
export class Refused extends RequestFailed {
  override readonly name = 'Refused';
}

/** With `absences: 'strict'`: something asked for would be withheld, so nothing was given. */
export class WouldWithhold extends RequestFailed {
  override readonly name = 'WouldWithhold';
}

/**
 * What changed since this cursor is no longer kept: going on would miss changes without anybody knowing. Take
 * `latestCursor`, read everything once, and go on from there.
 */
export class CursorExpired extends RequestFailed {
  override readonly name = 'CursorExpired';
}

/** There is no answer now; the same request may well succeed later. The only failure that is tried again. */
export class TryLater extends RequestFailed {
  override readonly name = 'TryLater';
}

/** What answered is no Ketenzicht server, or a broken one: a proxy's page, half a body, another service. */
export class NotUnderstood extends RequestFailed {
  override readonly name = 'NotUnderstood';
}

const LATER: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'LOG_UNAVAILABLE',
  'UNREACHABLE',
  'TIMED_OUT',
  'RATE_LIMITED',
]);

/** The failure of the class that belongs to a code. A code of a newer server than this client is a plain refusal. */
export function failureOf(code: string, message: string, details: FailureDetails = {}): RequestFailed {
  const known = (Object.hasOwn(ERROR_CODES, code) || LATER.has(code) ? code : 'BAD_REQUEST') as FailureCode;
  if (known === 'WOULD_WITHHOLD') return new WouldWithhold(known, message, details);
  if (known === 'CURSOR_EXPIRED') return new CursorExpired(known, message, details);
  if (LATER.has(known)) return new TryLater(known, message, details);
  return new Refused(known, message, details);
}

/** Codes with which Node's TLS says that a certificate is not to be trusted. */
const CERTIFICATE = /^(CERT_|UNABLE_TO_(VERIFY|GET)|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT)/;

/**
 * The failure behind an error that `fetch` threw. The texts of network errors name addresses at most.
 * @returns `CERTIFICATE` as a refusal, because a retry does not mend it; every other one as {@link TryLater}
 */
export function networkFailure(error: unknown): RequestFailed {
  if (error instanceof RequestFailed) return error;
  if ((error as Error | undefined)?.name === 'TimeoutError') {
    return new TryLater('TIMED_OUT', 'The server did not answer in time. Try again later.', { cause: error });
  }
  const code = String((error as { cause?: { code?: string } } | undefined)?.cause?.code ?? '');
  if (CERTIFICATE.test(code)) {
    const text = `The certificate of the server is not to be trusted (${code}). Nothing was sent. Tell its operator.`;
    return new Refused('CERTIFICATE', text, { cause: error });
  }
  const text = `The server cannot be reached${code ? ` (${code})` : ''}. Check its address, or try again later.`;
  return new TryLater('UNREACHABLE', text, { cause: error });
}
