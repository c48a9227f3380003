import { dayAfter, daysBetween, dutchDay, startOfDutchDay } from '../model/dutch-day.js';
import { isDate } from '../model/partial-date.js';
import { RegisterRefusal } from './register-refusal.js';

/** How many days before an end people are warned of it. */
export const WARNED_DAYS = 60;

const FIRST_DAY = '2019-01-01';
const LAST_DAY = '2199-12-31';

/** What is left of something that may end. */
export interface TimeLeft {
  /** Last day on which it holds, as counted in the Netherlands; null without an end. */
  readonly validUntil: string | null;
  /** Days from today to the last day: 0 on the last day itself. Null without an end, and once it is over. */
  readonly daysLeft: number | null;
  /** True from sixty days before the last day until it is over. */
  readonly warning: boolean;
}

/**
 * What is left until the earliest of these ends.
 * @param ends moments from which it no longer holds; null for none
 */
export function timeLeft(ends: readonly (string | null)[], now: Date): TimeLeft {
  const moments = ends.flatMap((end) => (end === null ? [] : [Date.parse(end)]));
  if (moments.length === 0) return { validUntil: null, daysLeft: null, warning: false };
  const end = Math.min(...moments);
  const validUntil = lastDayBefore(new Date(end));
  if (end <= now.getTime()) return { validUntil, daysLeft: null, warning: false };
  const daysLeft = daysBetween(dutchDay(now), validUntil);
  return { validUntil, daysLeft, warning: daysLeft <= WARNED_DAYS };
}

/** An end is the first moment that no longer counts: midnight ends the day before. */
function lastDayBefore(end: Date): string {
  return dutchDay(new Date(end.getTime() - 1));
}

/**
 * The moment from which something holds that holds from this day on.
 * @returns ISO 8601 in UTC
 * @throws RegisterRefusal when it is no day, or far from any day that makes sense
 */
export function beginningOf(day: string): string {
  return startOfDutchDay(existing(day)).toISOString();
}

/**
 * The moment from which something no longer holds whose last day this is; the day itself counts.
 * @returns ISO 8601 in UTC
 * @throws RegisterRefusal when it is no day, or is over: who wants to stop at once revokes
 */
export function endAfter(day: string, now: Date): string {
  const last = existing(day);
  if (last < dutchDay(now)) {
    throw new RegisterRefusal('That last day is over. Give today or a later day; to stop at once, revoke.');
  }
  return startOfDutchDay(dayAfter(last)).toISOString();
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The moment from which something no longer holds; now when none is given.
 * @param moment ISO 8601 with its zone: what one clock calls noon another does not
 * @returns ISO 8601 in UTC
 * @throws RegisterRefusal when it is no such moment, or is over
 */
export function endMoment(moment: string | null, now: Date): string {
  if (moment === null) return now.toISOString();
  const end = new Date(MOMENT.test(moment) && isDate(moment.slice(0, 10)) ? moment : Number.NaN);
  if (Number.isNaN(end.getTime()) || moment.slice(0, 10) > LAST_DAY) {
    throw new RegisterRefusal(
      'That is no moment to use. Give it with its zone, as in 2027-01-01T00:00:00+01:00, until 2199.',
    );
  }
  if (end <= now)
    throw new RegisterRefusal('That moment is over. Give one that lies ahead; to end it at once, give none.');
  return end.toISOString();
}

function existing(day: string): string {
  if (isDate(day) && day >= FIRST_DAY && day <= LAST_DAY) return day;
  throw new RegisterRefusal('That is no day to use. Give it as YYYY-MM-DD, from 2019 to 2199.');
}
