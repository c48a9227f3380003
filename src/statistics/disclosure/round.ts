/**
 * The least number of persons that a published cell has. Fewer, and nobody, are suppressed alike.
 * Five is a usual frequency rule (Hundepool et al., Statistical Disclosure Control, Wiley 2012, section 4.2).
 */
export const MINIMUM_CELL = 5;

/** Published counts are multiples of this, as Eurostat's of asylum applicants are (metadata of migr_asyapp, 3.1). */
export const ROUNDING_BASE = 5;

/**
 * The offset of a cell: a whole number from 0 up to {@link ROUNDING_BASE}, drawn with a key that nobody who asks has. The
 * same cell with the same count must always have the same one.
 */
export type OffsetOf = (levels: readonly number[], indexes: readonly number[], count: number) => number;

/**
 * One of the two multiples of {@link ROUNDING_BASE} next to a count; a multiple itself stays. Over all offsets the mean
 * is the count (random rounding to base 5, as Statistics Canada does with its census).
 *
 * @throws {RangeError} for an offset that is none
 */
export function roundCount(count: number, offset: number): number {
  const valid = Number.isSafeInteger(offset) && offset >= 0 && offset < ROUNDING_BASE;
  if (!valid) throw new RangeError(`An offset is a whole number from 0 to ${ROUNDING_BASE - 1}`);
  return ROUNDING_BASE * Math.floor((count + offset) / ROUNDING_BASE);
}
