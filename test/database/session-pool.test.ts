import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { giveSession, type Session, takeSession } from '../../src/database/session-pool.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

const PLACES = 8;
const SOON = { waitMs: 20 };
const BUSY = expect.objectContaining({ code: 'UNAVAILABLE' });

describe('the sessions of the gateway, when all of them are taken', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());

  const take = (waitMs?: number) => takeSession(db.database.gateway, { waitMs });
  const give = (...sessions: Session[]) => {
    for (const session of sessions) giveSession(db.database.gateway, session);
  };
  const takeAll = () => Promise.all(Array.from({ length: PLACES }, () => take()));

  it('refuse who waits too long, rather than let those who hold one wait for one another for ever', async () => {
    const held = await takeAll();
    const second = await Promise.allSettled(held.map(() => take(SOON.waitMs)));
    expect(second).toEqual(held.map(() => ({ status: 'rejected', reason: BUSY })));
    give(...held);
  });

  it('lose no session to somebody who has given up waiting', async () => {
    const held = await takeAll();
    await expect(take(SOON.waitMs)).rejects.toEqual(BUSY);
    give(...held);
    const again = await takeAll();
    expect(new Set(again).size).toBe(PLACES);
    give(...again);
  });

  it('go to those who wait in the order in which they came', async () => {
    const held = await takeAll();
    const order: number[] = [];
    const waiting = [0, 1, 2].map(async (place) => {
      const session = await take(60_000);
      order.push(place);
      return session;
    });
    give(...held.slice(0, 3));
    const got = await Promise.all(waiting);
    expect(order).toEqual([0, 1, 2]);
    give(...got, ...held.slice(3));
  });
});
