import { type Cuboid, countCuboids, keyOf } from './cuboid.js';
import { type OffsetOf, roundCount } from './round.js';
import { suppressTopDown } from './suppress.js';
import { type CountTable, checkTable } from './table.js';

/** The answers that a table may give. It holds no exact count that can be read. */
export interface ProtectedTable {
  /**
   * The number of persons in one cell, as a multiple of 5 near it; null where it is suppressed. A level and an
   * index for each axis: level 0 is the finest, the one after the last of `parents` the total, whose only index is 0.
   *
   * @throws {RangeError} for a level or an index that the axis does not have.
   */
  cell(levels: readonly number[], indexes: readonly number[]): number | null;
}

/**
 * Decides what may be told of a table. What is told of a cell depends on the exact counts at that cell's own levels, and
 * on nothing finer: the same cell has the same answer in every table over the same values.
 *
 * @param offsetOf how each cell is rounded
 * @throws {RangeError} for a table that {@link checkTable} refuses.
 */
export function protect(table: CountTable, offsetOf: OffsetOf): ProtectedTable {
  checkTable(table);
  const cuboids = countCuboids(table);
  suppressTopDown(cuboids);
  return {
    cell(levels, indexes) {
      const cuboid = cuboids.get(keyOf(levels));
      if (cuboid === undefined) throw new RangeError('A cell needs a level of each axis');
      const place = placeIn(cuboid, indexes);
      if (cuboid.suppressed[place] === 1) return null;
      const count = cuboid.counts[place] as number;
      return roundCount(count, offsetOf(levels, indexes, count));
    },
  };
}

function placeIn({ sizes, strides }: Cuboid, indexes: readonly number[]): number {
  const known = indexes.length === sizes.length && indexes.every((index, axis) => isIndex(index, sizes[axis]));
  if (!known) throw new RangeError('A cell needs an index of each axis');
  return indexes.reduce((sum, index, axis) => sum + index * (strides[axis] ?? 0), 0);
}

function isIndex(index: number, size = 0): boolean {
  return Number.isSafeInteger(index) && index >= 0 && index < size;
}
