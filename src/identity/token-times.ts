import { errors, type JWTPayload } from 'jose';

/**
 * A token may begin by so much in the future: clocks differ (RFC 7519, 4.1.4 and 4.1.5). A provider whose clock is ahead
 * by less does no harm; what it signs for later is refused. Seconds.
 */
export const BEGINS_WITHIN_SECONDS = 60;
/** Its end is stretched by less: that would let somebody in whose time is over. Seconds. */
const ENDS_WITHIN_SECONDS = 5;
/** Milliseconds between two lines of one kind. */
const TELL_AGAIN_MS = 60_000;

/** Lines for the operator, without values. */
export interface ClockLog {
  warn(fields: object, message: string): void;
}

/** The claim by which a token is out of its time. */
type TimeClaim = 'exp' | 'iat' | 'nbf';

/** A token of the provider that has not begun, or is over. */
class OutOfTime extends Error {
  readonly claim: TimeClaim;

  constructor(claim: TimeClaim) {
    super('the token is out of its time');
    this.claim = claim;
  }
}

/** Checks what the library's one tolerance cannot: another one for the end, and when it was issued. @throws OutOfTime */
export function checkTimes({ exp = 0, iat = 0 }: JWTPayload, now: Date): void {
  const seconds = Math.floor(now.getTime() / 1000);
  if (exp <= seconds - ENDS_WITHIN_SECONDS) throw new OutOfTime('exp');
  if (iat > seconds + BEGINS_WITHIN_SECONDS) throw new OutOfTime('iat');
}

/**
 * Tells the operator when a clock may be off: callers learn of no token why it was refused. One that begins in the
 * future says so by itself; one that is over is an everyday thing, and says so only where no other is good.
 */
export class ClockWatch {
  readonly #log: ClockLog | undefined;
  #acceptedAt = Number.NEGATIVE_INFINITY;
  readonly #toldAt = new Map<TimeClaim, number>();

  constructor(log: ClockLog | undefined) {
    this.#log = log;
  }

  accepted(now: Date): void {
    this.#acceptedAt = now.getTime();
  }

  /** @param error why a token was refused whose signature, issuer and audience are good, or anything else */
  refused(error: unknown, now: Date): void {
    const claim = claimOf(error);
    if (!claim || now.getTime() - (this.#toldAt.get(claim) ?? Number.NEGATIVE_INFINITY) < TELL_AGAIN_MS) return;
    if (claim === 'exp' && now.getTime() - this.#acceptedAt < TELL_AGAIN_MS) return;
    this.#toldAt.set(claim, now.getTime());
    this.#log?.warn(
      { claim },
      claim === 'exp'
        ? 'a token was over when it came, and no other is good: compare this server’s clock with the identity provider’s'
        : 'a token begins in the future and is refused: compare this server’s clock with the identity provider’s',
    );
  }
}

function claimOf(error: unknown): TimeClaim | undefined {
  if (error instanceof OutOfTime) return error.claim;
  if (error instanceof errors.JWTExpired) return 'exp';
  const isEarly = error instanceof errors.JWTClaimValidationFailed && error.reason === 'check_failed';
  return isEarly && error.claim === 'nbf' ? 'nbf' : undefined;
}
