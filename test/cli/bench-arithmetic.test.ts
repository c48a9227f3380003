import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BenchReport, judge, reportText } from '../../src/cli/bench/report.js';
import { compare, inTurn, spread } from '../../src/cli/bench/rounds.js';

const rate = fc.double({ min: 1, max: 1e6, noNaN: true });

/** A comparison in which every round gave the same ratio. */
const always = (ratio: number) => compare([[100, 100 * ratio]]);

const GOOD: BenchReport = {
  machine: { cores: 2, load: 0 },
  view: 'IND/RESIDENCE_DECISION',
  cases: { small: 1_297, large: 129_700 },
  answers: { cases: 50, pageBytes: 70_000, caseBytes: 1_400 },
  statements: { 'page of 1': 6, 'page of 50': 6, 'one case': 6 },
  statementLimit: 6,
  page: always(0.7),
  oneCase: always(0.45),
  growth: { 'page of 50': always(1.2), 'one case': always(1.2) },
  statistic: always(50),
  facts: { small: 2_000, large: 100_000 },
};

describe('rounds in turn', () => {
  it('begin with the one side and the other by turns, so that neither profits from going first', async () => {
    const order: string[] = [];
    const measure = (side: string, value: number) => async () => {
      order.push(side);
      return value;
    };
    const { ratio } = await inTurn(3, measure('floor', 200), measure('product', 100));
    expect(order).toEqual(['floor', 'product', 'product', 'floor', 'floor', 'product']);
    expect(ratio).toEqual({ median: 0.5, least: 0.5, most: 0.5 });
  });

  it('take the ratio of each round, so that a slow minute of the machine does not count for one side', () => {
    const { first, second, ratio } = compare([
      [1_000, 500],
      [10, 5],
      [600, 300],
    ]);
    expect(ratio).toEqual({ median: 0.5, least: 0.5, most: 0.5 });
    expect([first.median, second.median]).toEqual([600, 300]);
  });

  it('have a median between the least and the most, with as many rounds below as above', () => {
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 30 }), (values) => {
        const { median, least, most } = spread(values);
        expect(least).toBe(Math.min(...values));
        expect(most).toBe(Math.max(...values));
        const below = values.filter((value) => value < median).length;
        const above = values.filter((value) => value > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('say so when nothing was measured', () => {
    expect(() => spread([])).toThrow('nothing was measured');
  });
});

describe('the report', () => {
  it('says when other programs kept the machine busy, and does not when they did not', () => {
    expect(reportText({ ...GOOD, machine: { cores: 2, load: 3 } })).toContain('busy');
    expect(reportText(GOOD)).not.toContain('busy');
  });
});

describe('the targets of the bench', () => {
  it('are met exactly at their bounds', () => {
    expect(judge(GOOD).map(({ met }) => met)).toEqual([true, true, true, true, true, true]);
  });

  it.each<[string, Partial<BenchReport>]>([
    ['page of 50', { page: always(0.49) }],
    ['one case', { oneCase: always(0.29) }],
    ['growth of page of 50', { growth: { 'page of 50': always(1.21) } }],
    ['growth of one case', { growth: { 'page of 50': always(1.2), 'one case': always(1.21) } }],
    ['growth of a statistic', { statistic: always(51) }],
    ['growth of a statistic', { facts: { small: 2_001, large: 100_000 } }],
    ['statements', { statements: { 'page of 50': 6, 'page of 200': 7 } }],
  ])('are missed each by itself: %s', (name, worse) => {
    const missed = judge({ ...GOOD, ...worse }).filter(({ met }) => !met);
    expect(missed.map(({ target }) => target)).toEqual([expect.stringContaining(name)]);
    expect(reportText({ ...GOOD, ...worse })).toContain(`MISSED  ${missed[0]?.target}`);
  });
});
