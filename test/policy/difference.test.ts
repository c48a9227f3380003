import { describe, expect, it, test } from '@jest/globals';
import { policyDifference } from '../../src/policy/difference.js';
import { initialPolicy } from './initial-policy.js';
import { type ColumnText, policyOf } from './policy-text.js';

const OLD = '2026-01-01.1';
const NEW = '2026-02-01.1';

/** What changes between two columns of one view. */
function between(before: ColumnText, after: ColumnText) {
  const changes = policyDifference(policyOf(OLD, { 'IND/A': before }), policyOf(NEW, { 'IND/A': after }));
  return changes.map(({ effect, category, before: was, after: is }) => [effect, category, was, is].join(' '));
}

const cells = (a: string) => ({ cells: { 'a.a': a, 'a.kept': 'yes' } });

describe('a cell is told with its effect', () => {
  test.each([
    ['no', 'own', 'widens'],
    ['no', 'consent', 'widens'],
    ['no', 'yes', 'widens'],
    ['own', 'yes', 'widens'],
    ['consent', 'yes', 'widens'],
    ['own', 'consent', 'changes'],
    ['consent', 'own', 'changes'],
    ['yes', 'own', 'narrows'],
    ['yes', 'consent', 'narrows'],
    ['yes', 'no', 'narrows'],
    ['own', 'no', 'narrows'],
    ['consent', 'no', 'narrows'],
  ])('%s → %s %s', (before, after, effect) => {
    expect(between(cells(before), cells(after))).toEqual([`${effect} a.a ${before} ${after}`]);
  });

  test.each(['yes', 'own', 'consent', 'no'])('%s that stays is not told', (cell) => {
    expect(between(cells(cell), cells(cell))).toEqual([]);
  });
});

describe('so is what describes a column', () => {
  const column = (more: Omit<ColumnText, 'cells'>): ColumnText => ({ ...more, cells: { 'a.a': 'yes' } });

  test.each<[string, Omit<ColumnText, 'cells'>, Omit<ColumnText, 'cells'>, string]>([
    ['an earlier start', {}, { from: '2019-06-01' }, 'widens @valid-from 2020-01-01 2019-06-01'],
    ['a later start', {}, { from: '2020-06-01' }, 'narrows @valid-from 2020-01-01 2020-06-01'],
    ['an end where there was none', {}, { until: '2027-01-01' }, 'narrows @valid-until  2027-01-01'],
    ['an end that is taken away', { until: '2027-01-01' }, {}, 'widens @valid-until 2027-01-01 '],
    ['a later end', { until: '2027-01-01' }, { until: '2028-01-01' }, 'widens @valid-until 2027-01-01 2028-01-01'],
    ['an earlier end', { until: '2027-01-01' }, { until: '2026-07-01' }, 'narrows @valid-until 2027-01-01 2026-07-01'],
    ['held only when asked for', {}, { byName: 'yes' }, 'narrows @asked-by-name  yes'],
    ['held without asking', { byName: 'yes' }, {}, 'widens @asked-by-name yes '],
    ['another basis', {}, { basis: 'consent' }, 'changes @legal-basis public task consent'],
    [
      'another activity',
      {},
      { activity: 'https://example.org/activity/v2' },
      'changes @processing-activity https://example.org/activity/v1 https://example.org/activity/v2',
    ],
  ])('%s', (_what, before, after, told) => {
    expect(between(column(before), column(after))).toEqual([told]);
  });
});

describe('columns and rows that only one version has', () => {
  const one = policyOf(OLD, { 'IND/A': { cells: { 'a.a': 'yes' } } });
  const two = policyOf(NEW, {
    'IND/A': { cells: { 'a.a': 'yes', 'b.b': 'no' } },
    'NGO/B': { cells: { 'a.a': 'own' } },
  });

  it('open something when they appear', () => {
    expect(policyDifference(one, two)).toEqual([
      { effect: 'widens', view: 'NGO/B', category: '@column', before: 'no', after: 'yes' },
      { effect: 'widens', view: 'NGO/B', category: 'a.a', before: 'no', after: 'own' },
      { effect: 'restates', view: null, category: 'b.b', before: '', after: 'what it covers' },
    ]);
  });

  it('close something when they go', () => {
    expect(policyDifference(two, one).map(({ effect, category }) => `${effect} ${category}`)).toEqual([
      'narrows @column',
      'narrows a.a',
      'restates b.b',
    ]);
  });

  it('open nothing by standing in another order', () => {
    const turned = policyOf(NEW, {
      'NGO/B': { cells: { 'b.b': 'no', 'a.a': 'own' } },
      'IND/A': { cells: { 'a.a': 'yes' } },
    });
    expect(policyDifference(two, turned)).toEqual([]);
  });
});

describe('the whole', () => {
  it('tells first what widens, then what changes, then what narrows', () => {
    const before = policyOf(OLD, { 'IND/A': { cells: { 'a.a': 'yes', 'a.b': 'own', 'a.c': 'no' } } });
    const after = policyOf(NEW, { 'IND/A': { cells: { 'a.a': 'no', 'a.b': 'consent', 'a.c': 'own', 'a.d': 'yes' } } });
    expect(policyDifference(before, after).map(({ effect, category }) => `${effect} ${category}`)).toEqual([
      'widens a.c',
      'widens a.d',
      'changes a.b',
      'narrows a.a',
      'restates a.d',
    ]);
  });

  it('is nothing between the shipped policy and itself', () => {
    expect(policyDifference(initialPolicy, initialPolicy)).toEqual([]);
  });
});
