import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDate, isPartialDate, partialDateOf } from '../../src/model/partial-date.js';

describe('a partial date is as precise as it is known', () => {
  test.each([
    [[1978, 3, 14], '1978-03-14'],
    [[1978, 3, 0], '1978-03'],
    [[1978, 0, 0], '1978'],
    [[1978, null, null], '1978'],
    [[0, 0, 0], null],
    [[2000, 2, 29], '2000-02-29'],
  ] as const)('%j is %s', ([year, month, day], expected) => {
    expect(partialDateOf(year, month, day)).toBe(expected);
  });

  test('1 January stays a day that somebody stated', () => {
    expect(partialDateOf(1980, 1, 1)).toBe('1980-01-01');
  });

  test.each([
    [1978, 2, 30],
    [1978, 13, 1],
    [1978, 0, 14],
    [0, 3, 14],
    [0, 3, 0],
    [1900, 2, 29],
  ])('%j names no date', (year, month, day) => {
    expect(() => partialDateOf(year, month, day)).toThrow(RangeError);
  });

  test.each([
    '1978-3',
    '78',
    '1978-00',
    '1978-03-00',
    '19780314',
    '0978-01-01',
    '1978-03-14T00:00:00Z',
    '',
    null,
    1978,
  ])('%j is refused as it is written', (value) => {
    expect(isPartialDate(value)).toBe(false);
  });

  test('every day of the calendar is one, and is itself as precise as a day', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (moment) => {
        const [year = 0, month = 0, day = 0] = moment.toISOString().slice(0, 10).split('-').map(Number);
        const value = partialDateOf(year, month, day);
        expect(isDate(value)).toBe(true);
        expect(value?.startsWith(partialDateOf(year, month) ?? '-')).toBe(true);
      }),
    );
  });
});
