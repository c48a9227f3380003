import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import type { BrowserLike } from '../browser-like.js';
import type { PageServer } from '../page-server.js';
import { HOME, type LogInWorld, logInWorld } from './log-in-world.js';

/** So short that each token is about to end as soon as it comes. */
const TOKEN_SECONDS = 20;

let test: TestDatabase;
let world: LogInWorld;
let other: PageServer;
beforeAll(async () => {
  test = await testDatabase();
  world = await logInWorld({
    tokenSeconds: TOKEN_SECONDS,
    isPublic: true,
    parameters: { scope: 'openid offline_access', prompt: 'consent' },
    owner: test.database.admin,
  });
  other = await world.replica();
});
afterAll(async () => {
  await other?.close();
  await world?.close();
  await test?.close();
});

const graph = (browser: BrowserLike) => browser.ask(`${HOME}/graphql`, { body: { query: '{ decisions }' } });
/** The same browser at the other replica, with the cookies of now: a balancer sends each request somewhere. */
function atOther(browser: BrowserLike): BrowserLike {
  const same = world.browser(other);
  for (const [name, value] of browser.cookies) same.cookies.set(name, value);
  return same;
}
async function loggedIn(): Promise<BrowserLike> {
  const browser = world.browser();
  await world.logIn(browser, 'officer-ind');
  return browser;
}
const statuses = (replies: readonly { status: number }[]) => replies.map(({ status }) => status);

describe('a session that two replicas renew at the same moment', () => {
  it('is renewed once, and goes on at both: with the refresh token of now, and after it', async () => {
    const browser = await loggedIn();
    const before = world.provider.tokens;
    const there = atOther(browser);
    expect(statuses(await Promise.all([graph(browser), graph(there), graph(browser), graph(there)]))).toEqual([
      200, 200, 200, 200,
    ]);
    expect(world.provider.tokens).toBe(before + 1);
    expect(statuses([await graph(browser)])).toEqual([200]);
    expect(statuses([await graph(atOther(browser))])).toEqual([200]);
  });

  it('goes on for a request that was under way with the old cookie, at the replica that did not renew it', async () => {
    const browser = await loggedIn();
    const late = atOther(browser);
    const before = world.provider.tokens;
    await graph(browser);
    expect(statuses([await graph(late)])).toEqual([200]);
    expect(world.provider.tokens).toBe(before + 1);
    expect(statuses([await graph(late), await graph(browser)])).toEqual([200, 200]);
  });

  it('ends at both where the provider took the log-in back', async () => {
    const browser = await loggedIn();
    const [here, there] = [world.browser(), atOther(browser)];
    for (const [name, value] of browser.cookies) here.cookies.set(name, value);
    await browser.ask(`${HOME}/logout`, { body: {} });
    expect(statuses(await Promise.all([graph(here), graph(there)]))).toEqual([401, 401]);
  });

  it('leaves nothing in the database that could be used', async () => {
    const browser = await loggedIn();
    await Promise.all([graph(browser), graph(atOther(browser))]);
    const rows = await test.database.admin<{ hash: string; sealed: string }[]>`
      select token_hash as hash, sealed from app.session_renewal`;
    expect(rows.length).toBeGreaterThan(0);
    for (const { hash, sealed } of rows) {
      expect(hash).toMatch(/^[\w-]{43}$/);
      // A JWE that is encrypted directly: no key, no token and no claim is in it.
      expect(JSON.parse(Buffer.from(sealed.split('.')[0] ?? '', 'base64url').toString())).toEqual({
        alg: 'dir',
        enc: 'A256GCM',
      });
    }
  });

  it('leaves it no longer than a minute past the next renewal', async () => {
    await test.database.admin`update app.session_renewal set asked_at = now() - interval '61 seconds'`;
    await graph(await loggedIn());
    const [row] = await test.database.admin<
      { count: number }[]
    >`select count(*)::int as count from app.session_renewal`;
    expect(row?.count).toBe(1);
  });
});

describe('when a renewal fails', () => {
  it('because the process that had begun it died, another one does it', async () => {
    const browser = await loggedIn();
    const before = world.provider.tokens;
    await graph(browser);
    // As if every renewal of the past were half done, by a process that is gone.
    await test.database.admin`update app.session_renewal set sealed = null, asked_at = now() - interval '16 seconds'`;
    expect(statuses([await graph(browser)])).toEqual([200]);
    expect(world.provider.tokens).toBe(before + 2);
  });

  it('because the provider is away, the session goes on with its token, and is renewed once it is back', async () => {
    const browser = await loggedIn();
    const before = world.provider.tokens;
    await world.provider.away();
    expect(statuses(await Promise.all([graph(browser), graph(atOther(browser))]))).toEqual([200, 200]);
    await world.provider.back();
    expect(statuses([await graph(browser)])).toEqual([200]);
    expect(world.provider.tokens).toBe(before + 1);
  });

  it('because the database is away, the session goes on with its token, and the provider is not asked', async () => {
    const browser = await loggedIn();
    const before = world.provider.tokens;
    await test.database.admin`alter table app.session_renewal rename to session_renewal_away`;
    try {
      expect(statuses([await graph(browser)])).toEqual([200]);
      expect(world.provider.tokens).toBe(before);
    } finally {
      await test.database.admin`alter table app.session_renewal_away rename to session_renewal`;
    }
  });
});
