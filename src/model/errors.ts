/**
 * The closed list of error codes. Messages say what to do and never name a value, a table or a rule:
 * an error text may reach people who may not see what caused it.
 */
export const ERROR_CODES = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_REQUEST: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  DOCUMENT_LIMIT: 400,
  COST_LIMIT: 400,
  DOCUMENT_NOT_PUBLISHED: 403,
  BAD_USER_INPUT: 200,
  CURSOR_EXPIRED: 200,
  WOULD_WITHHOLD: 200,
  SOURCE_UNAVAILABLE: 200,
  NOT_ACCEPTABLE: 406,
  PAYLOAD_TOO_LARGE: 413,
  METHOD_NOT_ALLOWED: 405,
  UNSUPPORTED_MEDIA_TYPE: 415,
  NOT_FOUND: 404,
  DELIVERY_CONFLICT: 409,
  RATE_LIMITED: 429,
  CANCELLED: 400,
  LOG_UNAVAILABLE: 503,
  UNAVAILABLE: 503,
  TIMED_OUT: 504,
  INTERNAL: 500,
} as const;

/** One code of the closed list. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** An error whose message is written for the caller. Every other error reaches callers as `INTERNAL`. */
export class KetenzichtError extends Error {
  readonly code: ErrorCode;

  /** @param message what to do, without any value; @param cause the private detail, for the operator only */
  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'KetenzichtError';
    this.code = code;
  }
}

/** The token is missing, not valid or not usable here. The message never says which check failed. */
export class Unauthenticated extends KetenzichtError {
  /** `WWW-Authenticate` of the answer: how to authenticate (RFC 9110, 11.6.1). */
  readonly challenge: string;

  constructor(
    message = 'Send a valid bearer token in the Authorization header.',
    cause?: unknown,
    challenge = 'Bearer',
  ) {
    super('UNAUTHENTICATED', message, cause);
    this.challenge = challenge;
  }
}

/** The caller is known, but this request is not open to them. */
export class Forbidden extends KetenzichtError {
  constructor(message: string, cause?: unknown) {
    super('FORBIDDEN', message, cause);
  }
}

/** The organisation's participation, or its grant for the purpose, does not stand at this moment. */
export class NotParticipating extends Forbidden {
  constructor() {
    super(
      'The participation of your organisation, or its grant for this purpose, does not stand at this moment. ' +
        'Ask the programme office.',
    );
  }
}

/** The logs cannot be written: nothing is answered that nobody could account for (FSC logging). */
export class LogUnavailable extends KetenzichtError {
  constructor(cause?: unknown) {
    super('LOG_UNAVAILABLE', 'This request cannot be logged now, so it is not answered. Ask later.', cause);
  }
}

/** An argument is outside what the documentation allows. */
export class BadUserInput extends KetenzichtError {
  constructor(message: string, cause?: unknown) {
    super('BAD_USER_INPUT', message, cause);
  }
}

/**
 * The document is none of the published operations, and the caller may send no other or named one by its id. Whatever
 * else is wrong with it is not looked at.
 */
export class DocumentNotPublished extends KetenzichtError {
  constructor() {
    super(
      'DOCUMENT_NOT_PUBLISHED',
      'This is none of the operations that are published for your view. Send one that is, or have this one published.',
    );
  }
}

/** What changed since a cursor is no longer kept: whoever goes on from it would miss changes and not know. */
export class CursorExpired extends KetenzichtError {
  constructor() {
    super(
      'CURSOR_EXPIRED',
      'Changes since this cursor are no longer kept. Take `latestCursor`, read everything once, and go on from there.',
    );
  }
}

/** A source did not answer; the rest of the answer stands. */
export class SourceUnavailable extends KetenzichtError {
  constructor(message: string, cause?: unknown) {
    super('SOURCE_UNAVAILABLE', message, cause);
  }
}

/** Too many requests of a client or its organisation, or too many look-ups of persons that found nobody. */
export class RateLimited extends KetenzichtError {
  /** Seconds after which it may ask again: the header `Retry-After` (RFC 9110, 10.2.3). */
  readonly retryAfterSeconds: number;

  /** @param message what to do; @param waitMs milliseconds until the count begins anew */
  constructor(message: string, waitMs: number) {
    super('RATE_LIMITED', message);
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  }
}

/** A query took longer than a request may; what ran for it in the database was cancelled. */
export class TimedOut extends KetenzichtError {
  constructor() {
    super('TIMED_OUT', 'This takes longer than a request may. Ask for less in one request, or ask later.');
  }
}

/** The caller hung up before the answer: nobody reads this, but the audit log tells it apart. */
export class Cancelled extends KetenzichtError {
  constructor() {
    super('CANCELLED', 'The request was broken off before it was answered.');
  }
}

/** This process was told to stop, and ends what it would else go on with. Nothing failed: the operator knows. */
export class ServerStops extends KetenzichtError {
  /** @param message what to do instead */
  constructor(message: string) {
    super('UNAVAILABLE', message);
  }
}
