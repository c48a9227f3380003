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

  it('is to one of the two multiples of five next to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 900 }), (persons) => {
        const [told] = amsterdam(new TableProtection(KEY), persons);
        expect([5 * Math.floor(persons / 5), 5 * Math.ceil(persons / 5)]).toContain(told);
      }),
      { seed: SEED },
    );
  });

  it('cannot be foreseen from the cell, from a neighbour, from the number, or under another secret', () => {
    const drawn = (key: Uint8Array, name: string) =>
      Array.from({ length: 200 }, (_, count) => keyedOffset(key, name, count)).join('');
    const draws = [drawn(KEY, 'a'), drawn(KEY, 'b'), drawn(Buffer.from('another key'), 'a')];
    expect(new Set(draws).size).toBe(3);
    for (const offsets of draws) expect(new Set(offsets)).toEqual(new Set('01234'));
  });

  it('favours neither way: of many numbers each offset is drawn about as often', () => {
    const offsets = Array.from({ length: 5_000 }, (_, count) => keyedOffset(KEY, 'MUNICIPALITY:AMSTERDAM', count));
    for (const offset of [0, 1, 2, 3, 4]) {
      const times = offsets.filter((each) => each === offset).length;
      expect(times).toBeGreaterThan(900);
      expect(times).toBeLessThan(1_100);
    }
  });
});
