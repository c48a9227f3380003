import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReplayMemory } from '../../../src/identity/replay-memory.js';

describe('the memory of proofs', () => {
  it('never takes one twice while it is good, whatever comes in between', () => {
    const arrival = fc.record({
      key: fc.constantFrom('a', 'b'),
      id: fc.nat(6),
      wait: fc.nat(40),
      life: fc.integer({ min: 1, max: 121 }),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 60 }), (arrivals) => {
        const memory = new ReplayMemory();
        const goodUntil = new Map<string, number>();
        let now = 0;
        for (const { key, id, wait, life } of arrivals) {
          now += wait;
          const name = `${key} ${id}`;
          const isNew = memory.isNew(key, String(id), now + life, now);
          if ((goodUntil.get(name) ?? 0) > now) expect(isNew).toBe(false);
          if (isNew) goodUntil.set(name, now + life);
        }
      }),
    );
  });

  it('refuses what it cannot hold, and forgets nothing for it', () => {
    const memory = new ReplayMemory({ all: 3, each: 2 });
    expect([memory.isNew('a', '1', 100, 0), memory.isNew('a', '2', 100, 0)]).toEqual([true, true]);
    expect(() => memory.isNew('a', '3', 100, 0)).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }));
    expect(memory.isNew('b', '1', 100, 0)).toBe(true);
    expect(() => memory.isNew('c', '1', 100, 0)).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }));
    expect([memory.isNew('a', '1', 100, 99), memory.isNew('b', '1', 100, 99)]).toEqual([false, false]);
  });

  it('has room again when the old ones are over, for each key and for all', () => {
    const memory = new ReplayMemory({ all: 2, each: 1 });
    memory.isNew('a', '1', 100, 0);
    memory.isNew('b', '1', 100, 0);
    expect([memory.isNew('a', '2', 200, 100), memory.isNew('b', '2', 200, 100)]).toEqual([true, true]);
  });
});
