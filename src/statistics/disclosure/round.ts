/**
 * The least number of persons that a published cell has. Fewer, and nobody, are suppressed alike.
 * Five is a usual frequency rule (Hundepool et al., Statistical Disclosure Control, Wiley 2012, section 4.2).
 */
export const MINIMUM_CELL = 5;

/** Published counts are multiples of this, as Eurostat's of asylum applicants are (metadata of migr_asyapp, 3.1). */
export const ROUNDING_BASE = 5;

/** The nearest multiple of {@link ROUNDING_BASE}. The same count is always rounded the same way: nothing is drawn. */
export function roundCount(count: number): number {
  return ROUNDING_BASE * Math.round(count / ROUNDING_BASE);
}
