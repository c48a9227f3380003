import { MINIMUM_CELL } from './round.js';

/** Known durations that a median needs: at least {@link MINIMUM_CELL} persons on each side of it. */
export const MINIMUM_DURATIONS = 2 * MINIMUM_CELL;

/** Published medians are multiples of this many days, so that no person's own duration is told. */
export const MEDIAN_ROUNDING_DAYS = 5;

/** How many persons have a duration of so many days. */
export interface DurationCount {
  readonly days: number;
  readonly persons: number;
}

/**
 * The median of the durations of one atomic cell, rounded to 5 days; null where it is suppressed: below ten known
 * durations, and where the cell's own count is not told. Never ask it for a union of cells: two unions that differ in one
 * cell would tell that cell's persons apart. There is no minimum and no maximum: each is one person's value.
 *
 * At least ten values, so that the count of either side is no small cell, is the rule of thumb for statistics other than
 * counts in Bond, Brandt and de Wolf, Guidelines for Output Checking (Eurostat, 2015), and of the Australian Bureau of
 * Statistics (DataLab output rules: rule of 10, minimum contributors for quantiles).
 *
 * @param count what {@link ProtectedTable.cell} tells of the cell.
 * @throws {RangeError} for days or persons that are no whole numbers from 0.
 */
export function protectMedian(count: number | null, durations: readonly DurationCount[]): number | null {
  for (const { days, persons } of durations) {
    const valid = [days, persons].every((value) => Number.isSafeInteger(value) && value >= 0);
    if (!valid) throw new RangeError('A duration needs whole days and persons from 0');
  }
  const known = durations.reduce((sum, { persons }) => sum + persons, 0);
  if (count === null || known < MINIMUM_DURATIONS) return null;
  const sorted = durations.toSorted((one, other) => one.days - other.days);
  const middle = (daysAt(sorted, Math.floor((known - 1) / 2)) + daysAt(sorted, Math.floor(known / 2))) / 2;
  return MEDIAN_ROUNDING_DAYS * Math.round(middle / MEDIAN_ROUNDING_DAYS);
}

/** The duration of the person at a rank, from 0. */
function daysAt(sorted: readonly DurationCount[], rank: number): number {
  let before = 0;
  for (const { days, persons } of sorted) {
    before += persons;
    if (rank < before) return days;
  }
  return 0;
}
