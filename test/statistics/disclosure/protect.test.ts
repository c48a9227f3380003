import { describe, expect, it } from '@jest/globals';
import { type CountTable, MAXIMUM_CELLS, protect } from '../../../src/statistics/disclosure/index.js';

const told = (table: CountTable, offset = 2) => protect(table, () => offset);
const flat = (size: number) => ({ size, parents: [] });
const row = (...counts: number[]) => {
  const table = told({ axes: [flat(counts.length)], counts });
  return counts.map((_, value) => table.cell([0], [value]));
};

describe('what is told of a table', () => {
  it('is rounded to a multiple of five: with the middle offset the nearest', () => {
    expect(row(5, 7, 8, 12, 13, 1297)).toEqual([5, 5, 10, 10, 15, 1295]);
  });

  it('is rounded up or down by its offset, on average to the count itself', () => {
    const counts = [40, 51, 62, 73];
    const [low = 0, ...higher] = [0, 1, 2, 3, 4].map(
      (offset) => told({ axes: [flat(2), flat(2)], counts }, offset).cell([0, 0], [0, 1]) ?? 0,
    );
    expect([low, ...higher]).toEqual([50, 50, 50, 50, 55]);
    expect([low, ...higher].reduce((sum, answer) => sum + answer, 0) / 5).toBe(51);
  });

  it('is one multiple further where the offset says so, and never below five', () => {
    const answers = (offset: number, ...persons: number[]) =>
      persons.map((count) => told({ axes: [], counts: [count] }, offset).cell([], []));
    expect(answers(-5, 5, 9, 14, 51)).toEqual([5, 5, 5, 45]);
    expect(answers(9, 5, 9, 14, 51)).toEqual([10, 15, 20, 60]);
  });

  it('is nothing where there are fewer than five, and where that tells them by subtraction', () => {
    expect(row(3, 20, 40, 60)).toEqual([null, null, 40, 60]);
  });

  it('is nothing where there is nobody', () => {
    expect(row(0, 20, 40, 60)).toEqual([null, null, 40, 60]);
    expect(told({ axes: [], counts: [0] }).cell([], [])).toBeNull();
  });

  it('is the total of a table without axes', () => {
    expect(told({ axes: [], counts: [12] }).cell([], [])).toBe(10);
  });
});

describe('a wrong table is refused', () => {
  const hierarchy = (...parents: number[][]) => [{ size: 3, parents }];
  const wrong: [string, CountTable][] = [
    ['four axes', { axes: [flat(1), flat(1), flat(1), flat(1)], counts: [9] }],
    ['too many cells', { axes: [flat(MAXIMUM_CELLS + 1)], counts: [] }],
    ['a cell without a count', { axes: [flat(2)], counts: [9] }],
    ['a count too many', { axes: [flat(2)], counts: [9, 9, 9] }],
    ['an axis without values', { axes: [flat(0)], counts: [] }],
    ['half a person', { axes: [flat(2)], counts: [9, 0.5] }],
    ['fewer persons than none', { axes: [flat(2)], counts: [9, -1] }],
    ['no number', { axes: [flat(2)], counts: [9, Number.NaN] }],
    ['a value without a block', { axes: hierarchy([0, 0]), counts: [9, 9, 9] }],
    ['a block without a value', { axes: hierarchy([0, 2, 2]), counts: [9, 9, 9] }],
    ['a block below 0', { axes: hierarchy([0, -1, 0]), counts: [9, 9, 9] }],
    ['a coarser block without a block', { axes: hierarchy([0, 1, 1], [0]), counts: [9, 9, 9] }],
  ];

  it.each([-6, 0.5, 10, Number.NaN])('an offset of %d', (offset) => {
    const table = told({ axes: [flat(2), flat(2)], counts: [40, 51, 62, 73] }, offset);
    expect(() => table.cell([0, 0], [0, 0])).toThrow(RangeError);
  });

  it.each(wrong)('%s', (_, table) => {
    expect(() => told(table)).toThrow(RangeError);
  });

  const table = told({ axes: [{ size: 3, parents: [[0, 0, 1]] }], counts: [9, 9, 9] });
  it.each([
    ['a level that is not there', [3], [0]],
    ['no level', [], [0]],
    ['an index that is not there', [1], [2]],
    ['an index below 0', [0], [-1]],
    ['half an index', [0], [0.5]],
    ['an index too many', [0], [0, 0]],
  ])('so is a cell with %s', (_, levels, indexes) => {
    expect(() => table.cell(levels, indexes)).toThrow(RangeError);
  });
});
