import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyedOffset, TableProtection } from '../../src/statistics/rounding.js';
import { flatAxis } from '../../src/statistics/table/coded-axis.js';
import type { TableAxes } from '../../src/statistics/table/count.js';
import { SEED } from './disclosure/settings.js';

const KEY = Buffer.from('a key of the tests');
const MUNICIPALITY = ['MUNICIPALITY', flatAxis(['UTRECHT', 'AMSTERDAM'])] as const;
const SCENARIO = ['SCENARIO', flatAxis(['NONE', 'RETURN'])] as const;

/** What is told of Amsterdam, in a table with another axis or without. */
function amsterdam(protection: TableProtection, persons: number) {
  const alone: TableAxes = new Map([MUNICIPALITY]);
  const beside: TableAxes = new Map([MUNICIPALITY, SCENARIO]);
  return [
    protection.protect(alone, { axes: [MUNICIPALITY[1].axis], counts: [90, persons] }).cell([0], [1]),
    protection
      .protect(beside, { axes: [MUNICIPALITY[1].axis, SCENARIO[1].axis], counts: [40, 50, 30, persons - 30] })
      .cell([0, 1], [1, 0]),
  ];
}

describe(`how a number is rounded (SEED=${SEED})`, () => {
  it('is the same in every table that has the cell, with the same secret', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 900 }), (persons) => {
        const [alone, beside] = amsterdam(new TableProtection(KEY), persons);
        expect(beside).toBe(alone);
        expect(amsterdam(new TableProtection(KEY), persons)[0]).toBe(alone);
      }),
      { seed: SEED },
    );
  });

  it('is to a multiple of five, at most one further than the two next to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 900 }), (persons) => {
        const [told = null] = amsterdam(new TableProtection(KEY), persons);
        expect(Number(told) % 5).toBe(0);
        expect(Math.abs(Number(told) - persons)).toBeLessThan(10);
      }),
      { seed: SEED },
    );
  });

  it('cannot be foreseen from the cell, from a neighbour, from the number, or under another secret', () => {
    const drawn = (key: Uint8Array, name: string) =>
      Array.from({ length: 2_000 }, (_, count) => keyedOffset(key, name, count));
    const draws = [drawn(KEY, 'a'), drawn(KEY, 'b'), drawn(Buffer.from('another key'), 'a')];
    expect(new Set(draws.map(String)).size).toBe(3);
    const all = Array.from({ length: 15 }, (_, place) => place - 5);
    for (const offsets of draws) expect(new Set(offsets)).toEqual(new Set(all));
  });

  it('favours neither way: each next multiple is drawn about as often, and each further one in one of sixteen', () => {
    const offsets = Array.from({ length: 20_000 }, (_, count) => keyedOffset(KEY, 'MUNICIPALITY:AMSTERDAM', count));
    const part = (of: (offset: number) => boolean) => offsets.filter(of).length / offsets.length;
    for (const offset of [0, 1, 2, 3, 4]) expect(part((each) => each === offset)).toBeCloseTo(14 / 16 / 5, 1.5);
    expect(part((each) => each < 0)).toBeCloseTo(1 / 16, 2);
    expect(part((each) => each > 4)).toBeCloseTo(1 / 16, 2);
  });
});
