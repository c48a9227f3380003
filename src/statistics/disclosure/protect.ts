import { type Cuboid, countCuboids, keyOf } from './cuboid.js';
import { roundCount } from './round.js';
import { suppressTopDown } from './suppress.js';
import { type CountTable, checkTable } from './table.js';

/** The answers that a table may give. It holds no exact count that can be read. */
export interface ProtectedTable {
  /**
   * The number of persons in one cell, rounded to the nearest 5; null where it is suppressed. A level and an index for
   * each axis: level 0 is the finest, the one after the last of `parents` the total, whose only index is 0.
   *
   * @throws {RangeError} for a level or an index that the axis does not have.
   */
  cell(levels: readonly number[], indexes: readonly number[]): number | null;
}

/**
 * Decides what may be told of a table. What is told of a cell depends on the exact counts at that cell's own levels, and
 * on nothing finer: the same cell has the same answer in every table over the same values.
 *
 * @throws {RangeError} for a table that {@link checkTable} refuses.
 */
export function protect(table: CountTable): ProtectedTable {
  checkTable(table);
  const cuboids = countCuboids(table);
  suppressTopDown(cuboids);
  const published = new Map([...cuboids].map(([key, cuboid]) => [key, publish(cuboid)]));
  return {
    cell(levels, indexes) {
      const answers = published.get(keyOf(levels));
      if (answers === undefined) throw new RangeError('A cell needs a level of each axis');
      return answers.at(indexes);
    },
  };
}

function publish({ counts, suppressed, sizes, strides }: Cuboid) {
  const answers = Array.from(counts, (count, cell) => (suppressed[cell] === 1 ? null : roundCount(count)));
  return {
    at(indexes: readonly number[]): number | null {
      const known = indexes.length === sizes.length && indexes.every((index, axis) => isIndex(index, sizes[axis]));
      if (!known) throw new RangeError('A cell needs an index of each axis');
      return answers[indexes.reduce((sum, index, axis) => sum + index * (strides[axis] ?? 0), 0)] ?? null;
    },
  };
}

function isIndex(index: number, size = 0): boolean {
  return Number.isSafeInteger(index) && index >= 0 && index < size;
}
