import { beginningOf, endAfter } from './register-days.js';
import { RegisterRefusal } from './register-refusal.js';

/** How a participation, or a grant for a purpose, stands at this moment. */
export type Standing = 'NOT_BEGUN' | 'STANDS' | 'ENDED' | 'REVOKED';

/** From when until when something holds, as the database keeps it: moments in ISO 8601, the end not included. */
export interface Span {
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly revokedAt: string | null;
}

/** The same as days that somebody gave, both included, as counted in the Netherlands. */
export interface GivenDays {
  /** From now on when absent. */
  readonly validFrom?: string | null;
  /** Without an end when absent. */
  readonly validUntil?: string | null;
}

/** As `database/participation.ts` has it: a revocation counts whatever its time stamp says. */
export function standingOf(span: Span, now: Date): Standing {
  if (span.revokedAt !== null) return 'REVOKED';
  if (isOver(span, now)) return 'ENDED';
  return new Date(span.validFrom) > now ? 'NOT_BEGUN' : 'STANDS';
}

/** Whether its end has come, revoked or not. */
export function isOver({ validUntil }: Pick<Span, 'validUntil'>, now: Date): boolean {
  return validUntil !== null && new Date(validUntil) <= now;
}

/**
 * The span of something new.
 * @throws RegisterRefusal for what is no day, for an end that is over or lies before the beginning
 */
export function newSpan({ validFrom, validUntil }: GivenDays, now: Date): Omit<Span, 'revokedAt'> {
  const from = validFrom ? beginningOf(validFrom) : now.toISOString();
  return { validFrom: from, validUntil: validUntil ? newEnd({ validFrom: from }, validUntil, now) : null };
}

/**
 * The end of what began, after this last day.
 * @throws RegisterRefusal for what is no day, is over, or lies before the beginning
 */
export function newEnd({ validFrom }: Pick<Span, 'validFrom'>, lastDay: string, now: Date): string {
  const until = endAfter(lastDay, now);
  if (new Date(until) > new Date(validFrom)) return until;
  throw new RegisterRefusal('The last day lies before the first. Give the same day or a later one.');
}

/** What may end by a change: neither revoked nor over. @throws RegisterRefusal that says how to open it again first */
export function refuseClosed(span: Span, now: Date, reopen: string): void {
  const standing = standingOf(span, now);
  if (standing === 'REVOKED') throw new RegisterRefusal(`It is revoked already. ${reopen}`);
  if (standing === 'ENDED') throw new RegisterRefusal(`It has ended already. ${reopen}`);
}

/** @throws RegisterRefusal when it is revoked: the moment of the first revocation stays */
export function refuseRevoked({ revokedAt }: Pick<Span, 'revokedAt'>): void {
  if (revokedAt !== null) throw new RegisterRefusal('It is revoked already. Leave it as it is.');
}
