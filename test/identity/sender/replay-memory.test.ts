import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Guards, openGuards } from '../../../src/graph/guards.js';
import { ReplayMemory } from '../../../src/identity/replay-memory.js';
import { testConfig } from '../../support/config.js';
import { type SharedStore, STORE_PROGRAM, sharedStore } from '../../support/shared-store.js';

describe('the memory of proofs', () => {
  it('never takes one twice while it is good, whatever comes in between', async () => {
    const arrival = fc.record({
      key: fc.constantFrom('a', 'b'),
      id: fc.nat(6),
      wait: fc.nat(40),
      life: fc.integer({ min: 1, max: 121 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(arrival, { maxLength: 60 }), async (arrivals) => {
        const memory = new ReplayMemory();
        const goodUntil = new Map<string, number>();
        let now = 0;
        for (const { key, id, wait, life } of arrivals) {
          now += wait;
          const name = `${key} ${id}`;
          const isNew = await memory.isNew(key, String(id), now + life, now);
          if ((goodUntil.get(name) ?? 0) > now) expect(isNew).toBe(false);
          if (isNew) goodUntil.set(name, now + life);
        }
      }),
    );
  });

  it('takes one of two that come at once', async () => {
    const memory = new ReplayMemory();
    const taken = await Promise.all([memory.isNew('a', '1', 100, 0), memory.isNew('a', '1', 100, 0)]);
    expect(taken).toEqual([true, false]);
  });

  it('refuses what it cannot hold, and forgets nothing for it', async () => {
    const memory = new ReplayMemory(undefined, { all: 3, each: 2 });
    const isNew = (key: string, id: string, now = 0) => memory.isNew(key, id, 100, now);
    const refused = expect.objectContaining({ code: 'UNAVAILABLE' });
    expect([await isNew('a', '1'), await isNew('a', '2')]).toEqual([true, true]);
    await expect(isNew('a', '3')).rejects.toThrow(refused);
    expect(await isNew('b', '1')).toBe(true);
    await expect(isNew('c', '1')).rejects.toThrow(refused);
    expect([await isNew('a', '1', 99), await isNew('b', '1', 99)]).toEqual([false, false]);
  });

  it('has room again when the old ones are over, for each key and for all', async () => {
    const memory = new ReplayMemory(undefined, { all: 2, each: 1 });
    await memory.isNew('a', '1', 100, 0);
    await memory.isNew('b', '1', 100, 0);
    expect([await memory.isNew('a', '2', 200, 100), await memory.isNew('b', '2', 200, 100)]).toEqual([true, true]);
  });
});

// Needs a real server: `apt-get install redis-server` or `valkey-server`. Jest says that it is skipped where none is.
(STORE_PROGRAM ? describe : describe.skip)('the memories of replicas that share a store', () => {
  let store: SharedStore;
  const replicas: { guards: Guards; memory: ReplayMemory }[] = [];
  beforeAll(async () => {
    store = await sharedStore(STORE_PROGRAM ?? '');
    await store.start();
    for (const _ of [1, 2]) {
      const guards = await openGuards(
        { ...testConfig().guards, rateUrl: store.url },
        { error: () => undefined, warn: () => undefined },
      );
      replicas.push({ guards, memory: new ReplayMemory(guards.noteProof) });
    }
  });
  afterAll(async () => {
    await Promise.all(replicas.map(({ guards }) => guards.close()));
    await store?.kill();
  });

  const sentTo = (replica: number, id: string) => replicas[replica]?.memory.isNew('key', id, 100, 0);

  it('take a proof once among them, and another one all the same', async () => {
    expect([await sentTo(0, 'one'), await sentTo(1, 'one'), await sentTo(0, 'one')]).toEqual([true, false, false]);
    expect(await sentTo(1, 'other')).toBe(true);
  });

  it('take it once each while the store is away: no outage of it is one of ours', async () => {
    await store.kill();
    expect([await sentTo(0, 'away'), await sentTo(0, 'away')]).toEqual([true, false]);
  });
});
