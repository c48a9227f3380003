/**
 * The least number of persons that a published cell has. Fewer, and nobody, are suppressed alike.
 * Five is a usual frequency rule (Hundepool et al., Statistical Disclosure Control, Wiley 2012, section 4.2).
 */
export const MINIMUM_CELL = 5;

/** Published counts are multiples of this, as Eurostat's of asylum applicants are (metadata of migr_asyapp, 3.1). */
export const ROUNDING_BASE = 5;

/** The least and the greatest offset: one multiple further than the two next to a count, on either side. */
export const OFFSETS = { least: -ROUNDING_BASE, greatest: 2 * ROUNDING_BASE - 1 } as const;

/**
 * The offset of a cell: a whole number within {@link OFFSETS}, drawn with a key that nobody who asks has. The same cell
 * with the same count must always have the same one.
 */
export type OffsetOf = (levels: readonly number[], indexes: readonly number[], count: number) => number;

/**
 * A count as a multiple of {@link ROUNDING_BASE}. By an offset from 0 up to the base it is one of the two multiples next to
 * the count, and a multiple itself stays; on average over these it is the count (random rounding to base 5, as Statistics
 * Canada does with its census). The other offsets go one multiple further, down or up. It is never less than
 * {@link MINIMUM_CELL}: nothing smaller is told, and no answer may look as if it were.
 *
 * @param count at least {@link MINIMUM_CELL}
 * @throws {RangeError} for an offset that is none
 */
export function roundCount(count: number, offset: number): number {
  const { least, greatest } = OFFSETS;
  const valid = Number.isSafeInteger(offset) && offset >= least && offset <= greatest;
  if (!valid) throw new RangeError(`An offset is a whole number from ${least} to ${greatest}`);
  return Math.max(MINIMUM_CELL, ROUNDING_BASE * Math.floor((count + offset) / ROUNDING_BASE));
}
