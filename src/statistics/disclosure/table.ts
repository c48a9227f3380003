/**
 * One dimension of a table, such as the month of arrival. Give all values that the dimension has, not those that an
 * operation names, and always in the same order: what is suppressed depends on both.
 */
export interface Axis {
  /** How many finest values there are; at least 1. */
  readonly size: number;
  /**
   * The coarser levels: `parents[0][i]` is the block of finest value `i` at the next coarser level, `parents[1][j]` the
   * block of that level's value `j`, and so on; each block has a value. Empty for a flat axis. The total is not listed.
   */
  readonly parents: readonly (readonly number[])[];
}

/** Exact counts of persons over at most three axes. */
export interface CountTable {
  readonly axes: readonly Axis[];
  /** Row-major over the finest values: the last axis runs fastest. Integers from 0. */
  readonly counts: readonly number[];
}

/** Dimensions that one table may have: every dimension more lets an attacker single out more people. */
export const MAXIMUM_AXES = 3;

/** Finest cells that one table may have, so that nobody's question costs the process its memory. */
export const MAXIMUM_CELLS = 50_000;

/**
 * Checks a table before anything is computed from it.
 *
 * @throws {RangeError} for more than three axes, too many cells, a hierarchy that leaves a value or a block out, and
 *   counts that are not there or are no whole numbers from 0. The message names the place, never a count.
 */
export function checkTable({ axes, counts }: CountTable): void {
  if (axes.length > MAXIMUM_AXES) throw new RangeError(`A table has at most ${MAXIMUM_AXES} axes`);
  axes.forEach(checkAxis);
  const cells = axes.reduce((product, { size }) => product * size, 1);
  if (cells > MAXIMUM_CELLS) throw new RangeError(`A table has at most ${MAXIMUM_CELLS} finest cells`);
  if (counts.length !== cells) throw new RangeError(`The axes make ${cells} cells, but ${counts.length} have a count`);
  const wrong = counts.findIndex((count) => !Number.isSafeInteger(count) || count < 0);
  if (wrong >= 0) throw new RangeError(`The count of cell ${wrong} is not a whole number from 0`);
}

function checkAxis({ size, parents }: Axis, place: number): void {
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError(`Axis ${place} needs at least one value`);
  let values = size;
  for (const [level, blocks] of parents.entries()) {
    if (blocks.length !== values)
      throw new RangeError(`Axis ${place} has a value without a block at level ${level + 1}`);
    const named = new Set(blocks);
    const inOrder = Array.from({ length: named.size }, (_, block) => named.has(block)).every(Boolean);
    if (!inOrder)
      throw new RangeError(`Axis ${place} must number the blocks of level ${level + 1} from 0, without gaps`);
    values = named.size;
  }
}
