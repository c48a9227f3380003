import type { ProtectedTable } from './disclosure/index.js';
import type { Node } from './table/coded-axis.js';
import type { Dimension } from './table/dimensions.js';

/** A row of an answer. A number is null where it is suppressed. */
export interface StatisticsRow {
  readonly values: ReadonlyMap<Dimension, string>;
  /** Persons, as a multiple of 5 near the number. */
  readonly count: number | null;
  /** Part of the total, from the numbers that are told, to three decimals; null also where the total is suppressed. */
  readonly share: number | null;
  /** Median of the days from arrival to departure, of people who left; null for others. */
  readonly medianDays: number | null;
}

/** The sum of the cells of a cover, of what is told of them; null where one of them is suppressed. */
export function toldSum(told: ProtectedTable, cover: readonly (readonly Node[])[]): number | null {
  const cells = cover.reduce<Node[][]>(
    (combined, nodes) => combined.flatMap((cell) => nodes.map((node) => [...cell, node])),
    [[]],
  );
  let sum = 0;
  for (const cell of cells) {
    const count = told.cell(
      cell.map(({ level }) => level),
      cell.map(({ index }) => index),
    );
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

/** A part of a total, from what is told of both, to three decimals: at most all, whichever way each was rounded. */
export function toldShare(count: number | null, total: number | null): number | null {
  return count === null || total === null || total === 0
    ? null
    : Math.min(1, Math.round((count / total) * 1000) / 1000);
}
