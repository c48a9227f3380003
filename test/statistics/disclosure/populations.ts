import fc from 'fast-check';
import type { Axis } from '../../../src/statistics/disclosure/index.js';
import type { Population } from './questions.js';

/** An axis without levels. */
export const flat = (size: number): Axis => ({ size, parents: [] });

/** An axis with one coarser level, by the number of values in each of its blocks. */
export const blocked = (...blocks: number[]): Axis => ({
  size: blocks.reduce((sum, size) => sum + size, 0),
  parents: [blocks.flatMap((size, block) => new Array<number>(size).fill(block))],
});

/** Months, quarters and years; a quarter may have one month, and a year one quarter. */
const calendar: Axis = {
  size: 6,
  parents: [
    [0, 0, 1, 1, 1, 2],
    [0, 0, 1],
  ],
};

/** Nobody, few or many: what a table must hide, and what hides it. */
const count = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 3, arbitrary: fc.integer({ min: 5, max: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: 13, max: 90 }) },
);

const axis = (largest: number) =>
  fc.oneof(
    fc.integer({ min: 2, max: largest }).map(flat),
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 2 }).map((blocks) => blocked(...blocks)),
  );

const over = (axes: fc.Arbitrary<readonly Axis[]>): fc.Arbitrary<Population> =>
  axes.chain((chosen) => {
    const cells = chosen.reduce((product, { size }) => product * size, 1);
    return fc.array(count, { minLength: cells, maxLength: cells }).map((counts) => ({ axes: chosen, counts }));
  });

/** Data that one table shows whole, over one or two axes. */
export const anyTable = over(
  fc.oneof(
    fc.tuple(fc.oneof(axis(6), fc.constant(calendar))),
    fc.tuple(axis(4), axis(4)),
    fc.tuple(fc.constant(calendar), axis(3)),
  ),
);

/** Data that one table shows whole, over three axes. */
export const anyCube = over(fc.tuple(axis(3), axis(3), axis(2)));

/** Data over four or five dimensions, of which no table shows more than three. */
export const anyPopulation = over(
  fc.oneof<fc.Arbitrary<readonly Axis[]>[]>(
    fc.tuple(axis(3), axis(2), fc.constant(flat(2)), fc.constant(flat(2))),
    fc.constant<Axis[]>([flat(2), flat(2), flat(2), flat(2), flat(2)]),
    fc.constant<Axis[]>([blocked(2, 1), flat(2), flat(3), flat(2)]),
  ),
);
