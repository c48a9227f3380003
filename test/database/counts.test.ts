import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Counts, openCounts } from '../../src/database/counts.js';
import { type SharedStore, STORE_PROGRAM, sharedStore } from '../support/shared-store.js';

const silent = () => undefined;

/** Counts on until it is so. A turn of the event loop lies between, or a connection would never be heard of. */
async function countUntil(counts: Counts, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await counts.add('requests', 'waiting', 1);
    await new Promise((turn) => setImmediate(turn));
  }
}

describe('counts of one process', () => {
  it('add up by what is counted and whose it is, and begin anew after their time', async () => {
    const counts = await openCounts(undefined, silent);
    await counts.add('misses', 'a', 3);
    expect(await counts.add('misses', 'a', 4)).toMatchObject({ used: 7 });
    expect(await counts.read('misses', 'b')).toEqual({ used: 0, resetMs: 0 });
    expect(await counts.read('requests', 'a')).toEqual({ used: 0, resetMs: 0 });
    const { resetMs } = await counts.read('misses', 'a');
    expect(resetMs).toBeGreaterThan(0);
    expect(resetMs).toBeLessThanOrEqual(3_600_000);
    await counts.close();
  });
});

describe('a shared store that is not there at the start', () => {
  it('is told at the first count, which this process makes itself', async () => {
    const told: boolean[] = [];
    const counts = await openCounts('redis://127.0.0.1:1', (isThere) => told.push(isThere));
    await counts.add('requests', 'a', 1);
    expect(await counts.add('requests', 'a', 1)).toMatchObject({ used: 2 });
    expect(told).toEqual([false]);
    await counts.close();
  });
});

// Needs a real server: `apt-get install redis-server` or `valkey-server`. Jest says that it is skipped where none is.
(STORE_PROGRAM ? describe : describe.skip)('counts in Redis or Valkey', () => {
  let store: SharedStore;
  const opened: Counts[] = [];
  const told: boolean[][] = [];
  beforeAll(async () => {
    store = await sharedStore(STORE_PROGRAM ?? '');
    await store.start();
    for (const process of [0, 1]) {
      told[process] = [];
      opened.push(await openCounts(store.url, (isThere) => told[process]?.push(isThere)));
    }
  });
  afterAll(async () => {
    await Promise.all(opened.map((counts) => counts.close()));
    await store?.kill();
  });

  it('are the same for all processes', async () => {
    const [one, other] = opened as [Counts, Counts];
    await one.add('requests', 'shared', 2);
    expect(await other.add('requests', 'shared', 3)).toMatchObject({ used: 5 });
    expect(await one.read('requests', 'shared')).toMatchObject({ used: 5 });
    expect(told).toEqual([[true], [true]]);
  });

  it('go on in each process, from what it counted itself, while the store is away, and are shared again after it', async () => {
    const [one, other] = opened as [Counts, Counts];
    await one.add('misses', 'outage', 2);
    await other.add('misses', 'outage', 5);
    await store.kill();
    expect(await one.add('misses', 'outage', 1)).toMatchObject({ used: 3 });
    expect(await other.add('misses', 'outage', 1)).toMatchObject({ used: 6 });
    expect(told.flat()).toEqual([true, false, true, false]);
    await store.start();
    await Promise.all([one, other].map((counts, place) => countUntil(counts, () => told[place]?.at(-1) === true)));
    await one.add('misses', 'after', 1);
    expect(await other.add('misses', 'after', 1)).toMatchObject({ used: 2 });
  });
});
