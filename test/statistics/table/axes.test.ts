import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { coverOf, flatAxis, leavesOf } from '../../../src/statistics/table/coded-axis.js';
import { timeAxis, valuesBetween } from '../../../src/statistics/table/time-axis.js';

/** July 2019 until October 2020, the last included. */
const MONTHS = { from: 6, until: 22 };

describe('time as a dimension', () => {
  it('has the periods that there are facts of, and no empty ones', () => {
    expect(timeAxis('YEAR', MONTHS, false).levels).toEqual([['2019', '2020']]);
    expect(timeAxis('QUARTER', MONTHS, false).levels[0]).toEqual([
      ...['2019-Q3', '2019-Q4'],
      ...['2020-Q1', '2020-Q2', '2020-Q3', '2020-Q4'],
    ]);
    const { axis, levels } = timeAxis('MONTH', MONTHS, false);
    expect([axis.size, levels[0]?.[0], levels[0]?.at(-1)]).toEqual([16, '2019-07', '2020-10']);
    expect(axis.parents).toEqual([
      [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5],
      [0, 0, 1, 1, 1, 1],
    ]);
  });

  it('has a place, never shown, for what belongs to no period', () => {
    const { axis, levels, place } = timeAxis('QUARTER', MONTHS, true);
    expect([axis.size, levels[0]?.at(-1), levels[1]?.at(-1), place(null), place('1990-01-01')]).toEqual([
      7,
      null,
      null,
      6,
      6,
    ]);
    expect(axis.parents).toEqual([[0, 0, 1, 1, 1, 1, 2]]);
  });

  it('refuses a fact without a place rather than lose it', () => {
    expect(() => timeAxis('MONTH', MONTHS, false).place('2021-01-01')).toThrow(RangeError);
    expect(() => flatAxis(['A', 'B']).place('C')).toThrow(RangeError);
    expect(() => flatAxis(['A', 'B']).place(null)).toThrow(RangeError);
  });

  it('leaves out of a range what lies outside it', () => {
    expect(valuesBetween(timeAxis('MONTH', MONTHS, true), 'MONTH', { from: 0, until: 8 })).toEqual([0, 1]);
    expect(valuesBetween(timeAxis('YEAR', MONTHS, true), 'YEAR', { from: 12, until: 24 })).toEqual([1]);
  });
});

describe('one group has one name', () => {
  const axis = timeAxis('MONTH', MONTHS, false);

  it('three months that make a quarter are that quarter, and everything is the total', () => {
    expect(coverOf(axis, new Set([0, 1, 2]))).toEqual([{ level: 1, index: 0 }]);
    expect(coverOf(axis, new Set([0, 1, 2, 3, 4, 5]))).toEqual([{ level: 2, index: 0 }]);
    expect(coverOf(axis, new Set(Array.from({ length: 16 }, (_, leaf) => leaf)))).toEqual([{ level: 3, index: 0 }]);
    expect(coverOf(axis, new Set())).toEqual([]);
  });

  it('for every set: the cover makes up the set, and each of it once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 15 })), (wanted) => {
        const leaves = coverOf(axis, new Set(wanted)).flatMap((node) => leavesOf(axis, node));
        expect(leaves.toSorted((a, b) => a - b)).toEqual(wanted.toSorted((a, b) => a - b));
      }),
    );
  });
});
