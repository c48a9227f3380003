import { expect, test } from '@jest/globals';
import { type CountTable, protect, protectMedian } from '../../src/statistics/disclosure/index.js';

/** Traps 45 to 48 of those that others fell into: small groups that show in spite of being suppressed. */
const flat = (size: number) => ({ size, parents: [] });
const MUNICIPALITIES = { axes: [flat(5)], counts: [287, 33, 201, 3, 268] };
const SMALL = 3;

const told = (table: CountTable) => protect(table, () => 2);

const ask = (table: CountTable, ...indexes: number[]) => {
  const levels = indexes.map(() => 0);
  return told(table).cell(levels, indexes);
};

test.each([0, 1, 4])('45: a group of %i is suppressed, and not shown as 0', (persons) => {
  const table = { ...MUNICIPALITIES, counts: MUNICIPALITIES.counts.with(SMALL, persons) };
  expect(ask(table, SMALL)).toBeNull();
});

test('45: no number that is shown is below five', () => {
  const counts = Array.from({ length: 40 }, (_, persons) => persons);
  const shown = counts.map((_, value) => ask({ axes: [flat(40)], counts }, value)).filter((answer) => answer !== null);
  expect(Math.min(...shown)).toBeGreaterThanOrEqual(5);
});

test('46: one person more or less shows in no more than the last multiple of five, and never as one', () => {
  for (let persons = 0; persons < 300; persons++) {
    const [before, after] = [persons, persons + 1].map((count) => told({ axes: [], counts: [count] }).cell([], []));
    if (before !== null && after !== null) expect([0, 5]).toContain((after ?? 0) - (before ?? 0));
  }
});

test('46: a group that is asked for in a smaller and in a larger table has one answer', () => {
  const counts = [40, 2, 3, 60, 9, 31, 12, 0, 55, 7, 18, 26];
  const wide = told({ axes: [flat(3), flat(4)], counts });
  const rows = [0, 1, 2].map((row) => counts.slice(row * 4, row * 4 + 4).reduce((sum, count) => sum + count, 0));
  const narrow = told({ axes: [flat(3)], counts: rows });
  for (const row of [0, 1, 2]) expect(wide.cell([0, 1], [row, 0])).toBe(narrow.cell([0], [row]));
});

test('47: a total does not tell the one group that is suppressed in it: another is suppressed too', () => {
  const table = told(MUNICIPALITIES);
  expect(table.cell([1], [0])).toBe(790);
  const hidden = MUNICIPALITIES.counts.filter((_, value) => table.cell([0], [value]) === null);
  expect(hidden).toEqual([287, 3]);
});

test('47: nor do the totals of both axes tell a cell: three others are suppressed with it', () => {
  const table = told({ axes: [flat(3), flat(3)], counts: [40, 2, 60, 30, 50, 70, 80, 90, 45] });
  const hidden = [0, 1, 2].map((row) => [0, 1, 2].filter((column) => table.cell([0, 0], [row, column]) === null));
  expect(hidden.map(({ length }) => length)).toEqual([2, 2, 0]);
  expect(hidden[0]).toContain(1);
  expect(hidden[0]).toEqual(hidden[1]);
});

test('47: nor does a quarter tell its one small month', () => {
  const table = told({ axes: [{ size: 6, parents: [[0, 0, 0, 1, 1, 1]] }], counts: [20, 4, 30, 25, 35, 45] });
  expect([0, 1, 2, 3, 4, 5].map((month) => table.cell([0], [month]))).toEqual([null, null, 30, 25, 35, 45]);
  expect([0, 1].map((quarter) => table.cell([1], [quarter]))).toEqual([55, 105]);
});

test('48: a group whose number is suppressed has no median either, also one that is suppressed for another', () => {
  const durations = [{ days: 120, persons: 201 }];
  const [small, partner, large] = [SMALL, 0, 2].map((value) => ask(MUNICIPALITIES, value));
  expect([small, partner].map((count) => protectMedian(count ?? null, durations))).toEqual([null, null]);
  expect(protectMedian(large ?? null, durations)).toBe(120);
});
