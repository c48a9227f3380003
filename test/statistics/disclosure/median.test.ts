import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { protectMedian } from '../../../src/statistics/disclosure/index.js';
import { SEED } from './settings.js';

const each = (...days: number[]) => days.map((day) => ({ days: day, persons: 1 }));

describe('the median of a group', () => {
  it('is the middle of ten known durations, rounded to five days', () => {
    expect(protectMedian(10, each(1, 2, 3, 4, 41, 46, 90, 91, 92, 93))).toBe(45);
    expect(protectMedian(15, each(1, 2, 3, 4, 5, 48, 90, 91, 92, 93, 94))).toBe(50);
  });

  it('is not told for nine, however many the group has', () => {
    expect(protectMedian(200, each(1, 2, 3, 4, 5, 6, 7, 8, 9))).toBeNull();
    expect(protectMedian(200, [])).toBeNull();
  });

  it('is not told where the size of the group is not', () => {
    expect(protectMedian(null, [{ days: 30, persons: 100 }])).toBeNull();
  });

  it.each([
    ['half a day', [{ days: 0.5, persons: 20 }]],
    ['a day before the first', [{ days: -1, persons: 20 }]],
    ['half a person', [{ days: 1, persons: 20.5 }]],
    ['fewer persons than none', [{ days: 1, persons: -20 }]],
  ])('refuses %s', (_, durations) => {
    expect(() => protectMedian(20, durations)).toThrow(RangeError);
  });

  it('has at least five persons on each side, and is the same in whatever order they come', () => {
    const histogram = fc.array(fc.record({ days: fc.nat(400), persons: fc.nat(6) }), { maxLength: 30 });
    fc.assert(
      fc.property(histogram, (durations) => {
        const median = protectMedian(50, durations);
        expect(protectMedian(50, [...durations].reverse())).toBe(median);
        if (median === null) return;
        const persons = (side: (days: number) => boolean) =>
          durations.filter(({ days }) => side(days)).reduce((sum, one) => sum + one.persons, 0);
        expect(persons((days) => days <= median + 2.5)).toBeGreaterThanOrEqual(5);
        expect(persons((days) => days >= median - 2.5)).toBeGreaterThanOrEqual(5);
        expect(median % 5).toBe(0);
      }),
      { seed: SEED },
    );
  });
});
