import { describe, expect, it } from '@jest/globals';
import { type AskedStatistics, questionOf } from '../../src/statistics/question.js';

const TODAY = '2026-11-28';
const PLAIN: AskedStatistics = {
  population: 'ENTERED',
  groupBy: [],
  grain: 'YEAR',
  from: null,
  until: null,
  filter: {},
};
const ask = (part: Partial<AskedStatistics>) => questionOf({ ...PLAIN, ...part }, TODAY);

describe('a question is refused, with what to ask instead, when', () => {
  it.each<[string, Partial<AskedStatistics>, RegExp]>([
    [
      'it has four dimensions',
      { groupBy: ['MUNICIPALITY', 'SCENARIO', 'APPLICATION', 'RETURN_PROCEDURE'] },
      /at most 3 dimensions/,
    ],
    [
      'it has three, and a filter on a fourth',
      { groupBy: ['MUNICIPALITY', 'SCENARIO', 'APPLICATION'], filter: { RETURN_PROCEDURE: ['OPEN'] } },
      /filters and of the period included/,
    ],
    [
      'it has three, and a period',
      { groupBy: ['MUNICIPALITY', 'SCENARIO', 'APPLICATION'], from: '2020-01-01' },
      /at most 3/,
    ],
    ['it groups by one dimension twice', { groupBy: ['SCENARIO', 'SCENARIO'] }, /each dimension once/],
    [
      'it groups by outcome and by durability',
      { population: 'LEFT', groupBy: ['OUTCOME', 'DURABILITY'] },
      /ask for either/,
    ],
    ['it asks for the outcome of people who came', { groupBy: ['OUTCOME'] }, /of people who left/],
    [
      'it filters people who are there by durability',
      { population: 'PRESENT', filter: { DURABILITY: ['DURABLE'] } },
      /of people who left/,
    ],
    ['a filter is empty', { filter: { MUNICIPALITY: [] } }, /at least one value/],
    [
      'filters leave nothing',
      { population: 'LEFT', filter: { OUTCOME: ['PERMIT'], DURABILITY: ['NONE'] } },
      /leave no value/,
    ],
    ['a day is before the pilots', { from: '2018-12-01' }, /Stay within/],
    ['a day is ahead', { until: '2027-01-01' }, /Stay within/],
    ['a day is in the middle of a month', { from: '2020-01-15' }, /first day of a month/],
    ['a period ends before it begins', { from: '2020-03-01', until: '2020-03-01' }, /must lie before/],
  ])('%s', (_, part, message) => {
    expect(() => ask(part)).toThrow(message);
  });

  it('no message says a value that was asked for', () => {
    expect(() => ask({ from: '2018-12-17' })).not.toThrow(/12-17/);
  });
});

describe('a question is taken', () => {
  it('with three dimensions, until the month that runs', () => {
    const { range, axes, ahead } = ask({ groupBy: ['PERIOD', 'MUNICIPALITY', 'SCENARIO'], from: '2020-01-01' });
    expect([range, [...axes].sort(), ahead]).toEqual([
      { from: 12, until: 95 },
      ['MUNICIPALITY', 'PERIOD', 'SCENARIO'],
      95,
    ]);
  });

  it('where durability narrows the outcomes', () => {
    const { narrowed } = ask({ population: 'LEFT', filter: { DURABILITY: ['DURABLE'] } });
    expect([...(narrowed.get('OUTCOME') ?? [])]).toEqual(['PERMIT', 'RETURNED', 'THIRD_COUNTRY']);
  });
});
