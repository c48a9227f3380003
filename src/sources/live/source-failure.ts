/** Why an agency's own system gave no answer that can be used. Words for the operator: no value of a person, no address. */
export type FailureReason =
  | 'BREAKER_OPEN'
  | 'CERTIFICATE'
  | 'CONNECTION'
  | 'GARBAGE'
  | 'REFUSED'
  | 'STATUS'
  | 'TIMED_OUT'
  | 'TOKEN'
  | 'TOO_BUSY'
  | 'TOO_LARGE';

/** An agency's own system did not answer, or not with what its document says. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  readonly reason: FailureReason;
  /** Whether asking again at once may help. */
  readonly isPassing: boolean;
  /** Whether the agency answered, and said no: then nothing that it said before stands in for it. */
  readonly isRefusal: boolean;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** Code of the driver's error, which names no value. */
  readonly code?: string;

  constructor(
    reason: FailureReason,
    { isPassing = false, status, code }: { isPassing?: boolean; status?: number; code?: string } = {},
  ) {
    super(reason);
    this.code = code;
    this.reason = reason;
    this.isPassing = isPassing;
    this.status = status;
    this.isRefusal = isNo(status) || NO.test(code ?? '');
  }
}

/** Statuses after which asking again may help (RFC 9110). */
export const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** SQLSTATE 42501 and class 28: not this, or not this login; and a TLS alert: not this certificate. */
const NO = /^42501$|^28[0-9A-Z]{3}$|_ALERT_/;

/** Closed by default: whatever else the agency's side of a call can say no with (RFC 9110, 15.5) is one. */
function isNo(status = 0): boolean {
  return status >= 400 && status < 500 && !PASSING_STATUSES.has(status);
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|TLS|SSL|ALTNAME/;
/** A code of PostgreSQL: it answered, and would not or could not. */
const SQLSTATE = /^[0-9][0-9A-Z]{4}$/;
const AGAIN = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'UND_ERR_SOCKET',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
]);

/** The failure behind an error of a driver, whose own text may hold values and addresses. */
export function failureOf(error: unknown): SourceFailure {
  if (error instanceof SourceFailure) return error;
  const code = codeOf(error);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return new SourceFailure('TOO_LARGE');
  if (CERTIFICATE.test(code)) return new SourceFailure('CERTIFICATE', { code });
  if (/ABORT|TIMEOUT|57014|TaskCancelled/i.test(code)) return new SourceFailure('TIMED_OUT');
  if (SQLSTATE.test(code)) return new SourceFailure('REFUSED', { code });
  return new SourceFailure('CONNECTION', { isPassing: AGAIN.has(code), code });
}

/** The code of an error or of what caused it: `fetch` wraps the one that tells. An error may come from another realm. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, cause, name } = error as { code?: unknown; cause?: unknown; name?: unknown };
  if (typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code)) return code;
  return codeOf(cause) || String(name ?? '');
}
