import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { CONNECTIONS } from '../../src/database/connection-bounds.js';
import type { Session } from '../../src/database/session.js';
import { ViewLogins } from '../../src/database/view-logins.js';
import { testConfig } from '../support/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { policyGrants } from '../support/policy-grants.js';

const { atWork, open } = CONNECTIONS.views;
const { logins } = policyGrants();
const [ONE = '', OTHER = ''] = logins;
const BUSY = expect.objectContaining({ code: 'UNAVAILABLE' });
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const take = (role: string, waitMs?: number) => db.database.views.take(role, waitMs);
const give = (...sessions: readonly Session[]) => {
  for (const session of sessions) db.database.views.give(session);
};
const takeAll = (role: string) => Promise.all(Array.from({ length: atWork }, () => take(role)));

async function whoIs({ client }: Session): Promise<string> {
  const [row] = await client.unsafe<{ login: string }[]>('select session_user::text as login');
  return row?.login ?? '';
}

/** Connections of views to this database, by login; those that are being closed are waited for. */
async function connections(): Promise<Map<string, number>> {
  for (;;) {
    const rows = await db.database.admin<{ login: string; n: number }[]>`
      select usename::text as login, count(*)::int as n from pg_stat_activity
      where datname = current_database() and usename::text = any (${[...logins]}) group by 1`;
    const found = new Map(rows.map(({ login, n }) => [login, n]));
    if ([...found.values()].reduce((sum, n) => sum + n, 0) <= open) return found;
  }
}

describe('the sessions of the views, when as many are taken as may be', () => {
  it('refuse who waits too long, rather than let those who hold one wait for one another for ever', async () => {
    const held = await takeAll(ONE);
    const second = await Promise.allSettled(held.map((_, place) => take(place % 2 ? ONE : OTHER, 20)));
    expect(second).toEqual(held.map(() => ({ status: 'rejected', reason: BUSY })));
    give(...held);
  });

  it('lose no session to somebody who has given up waiting', async () => {
    const held = await takeAll(ONE);
    await expect(take(ONE, 20)).rejects.toEqual(BUSY);
    give(...held);
    const again = await takeAll(ONE);
    expect(new Set(again).size).toBe(atWork);
    give(...again);
  });

  it('go to those who wait in the order in which they came, each under the login that it asked for', async () => {
    const held = await takeAll(ONE);
    const order: string[] = [];
    const waiting = [OTHER, ONE, OTHER].map(async (role, place) => {
      const session = await take(role, 60_000);
      order.push(`${place} ${await whoIs(session)}`);
      return session;
    });
    give(...held.slice(0, 3));
    const got = await Promise.all(waiting);
    expect(order.sort()).toEqual([`0 ${OTHER}`, `1 ${ONE}`, `2 ${OTHER}`]);
    give(...got, ...held.slice(3));
  });

  it('are there for a view whose own are all closed, although all that is open is idle and of other views', async () => {
    for (const role of logins.slice(0, open / 2)) {
      const pair = await Promise.all([take(role), take(role)]);
      await Promise.all(pair.map(whoIs));
      give(...pair);
    }
    const last = logins.at(-1) ?? '';
    const held = await Promise.all(Array.from({ length: atWork }, () => take(last, 1_000)));
    expect(new Set(await Promise.all(held.map(whoIs)))).toEqual(new Set([last]));
    give(...held);
  });
});

describe('an idle session', () => {
  it('is kept for its view: who comes back gets the same connection', async () => {
    const first = await take(ONE);
    give(first);
    const [of, another] = [await take(OTHER), await take(ONE)];
    expect(another).toBe(first);
    give(of, another);
  });

  it('is closed when too many are open, the one that was idle longest first', async () => {
    const roles = Array.from({ length: open + 1 }, (_, place) => logins[place % logins.length] ?? '');
    const kept: Session[] = [];
    for (let round = 0; round < 2; round += 1) {
      const held = await Promise.all(roles.slice(round * atWork, (round + 1) * atWork).map((role) => take(role)));
      await Promise.all(held.map(whoIs));
      kept.push(...held);
      give(...held);
    }
    const one = await take(logins[3] ?? '');
    await whoIs(one);
    give(one);
    const total = [...(await connections()).values()].reduce((sum, n) => sum + n, 0);
    expect(total).toBeLessThanOrEqual(open);
    expect(total).toBeGreaterThan(atWork);
    expect(kept).toHaveLength(open);
  });

  it('whose connection is lost is replaced when it is asked for, and the process lives', async () => {
    const first = await take(ONE);
    const [row] = await first.client.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid');
    const lost = new Promise<void>((resolve) => first.onLoss(resolve));
    give(first);
    await db.database.admin`select pg_terminate_backend(${row?.pid ?? 0}, 5000)`;
    // The server says so on its connection to the administrator first.
    await lost;
    const next = await take(ONE);
    expect(await whoIs(next)).toBe(ONE);
    give(next);
  });
});

describe('a pool that is ended', () => {
  const openFor = async (login: string) => (await connections()).get(login) ?? 0;

  it('lets who is at work finish, gives nobody another session, and leaves no connection', async () => {
    const views = new ViewLogins(db.database.gateway, testConfig().secret);
    const before = await openFor(ONE);
    const [atRest, working] = [await views.take(ONE), await views.take(ONE)];
    await Promise.all([atRest, working].map(whoIs));
    views.give(atRest);
    const ended = views.end();
    // Not even sent when the end was asked for, as what a transaction sends last.
    expect(await whoIs(working)).toBe(ONE);
    await expect(views.take(ONE)).rejects.toEqual(BUSY);
    views.give(working);
    await ended;
    expect(views.counts()).toMatchObject({ atWork: 0, idle: 0, waiting: 0 });
    for (let left = await openFor(ONE); left > before; left = await openFor(ONE));
  });
});

test(`a session is never handed to another login, whatever is taken, lost and given back in whatever order (seed ${SEED})`, async () => {
  const step = fc.record({ role: fc.constantFrom(...logins), give: fc.nat(), isLost: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 40 }), async (steps) => {
      const held: Session[] = [];
      for (const { role, give: which, isLost } of steps) {
        if (held.length === atWork) {
          const [session] = held.splice(which % atWork, 1) as [Session];
          if (isLost) session.discard();
          give(session);
        }
        const session = await take(role, 5_000);
        held.push(session);
        expect(await whoIs(session)).toBe(role);
      }
      give(...held);
      const total = [...(await connections()).values()].reduce((sum, n) => sum + n, 0);
      expect(total).toBeLessThanOrEqual(open);
    }),
    { seed: SEED, numRuns: 8 },
  );
}, 60_000);
