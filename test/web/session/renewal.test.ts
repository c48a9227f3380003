import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserLike } from '../browser-like.js';
import { HOME, type LogInWorld, logInWorld } from './log-in-world.js';

/** So short that each token is about to end as soon as it comes. */
const TOKEN_SECONDS = 20;

let world: LogInWorld;
beforeAll(async () => {
  world = await logInWorld({
    tokenSeconds: TOKEN_SECONDS,
    isPublic: true,
    parameters: { scope: 'openid offline_access', prompt: 'consent' },
  });
});
afterAll(() => world?.close());

const QUERY = { query: '{ decisions }' };
const graph = (browser: BrowserLike) => browser.ask(`${HOME}/graphql`, { body: QUERY });
const sessionCookie = (browser: BrowserLike) => browser.cookies.get('ketenzicht.example __Host-ketenzicht-session');

describe('a session whose token is about to end', () => {
  it('gets a new one by its refresh token, and another cookie', async () => {
    const browser = world.browser();
    await world.logIn(browser, 'officer-ind');
    const before = [sessionCookie(browser), world.provider.tokens];
    expect((await graph(browser)).status).toBe(200);
    expect(sessionCookie(browser)).not.toBe(before[0]);
    expect(world.provider.tokens).toBe(Number(before[1]) + 1);
  });

  it('is renewed once for all that a page asks at the same moment', async () => {
    const browser = world.browser();
    await world.logIn(browser, 'officer-ind');
    const before = world.provider.tokens;
    const replies = await Promise.all([graph(browser), graph(browser), graph(browser), graph(browser)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(world.provider.tokens).toBe(before + 1);
    expect((await graph(browser)).status).toBe(200);
  });

  it('holds as long as the log-in does, not only as long as its token', async () => {
    const browser = world.browser();
    await world.logIn(browser, 'officer-ind');
    const { expiresAt } = JSON.parse((await browser.ask(`${HOME}/session`)).text) as { expiresAt: string };
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(60 * 60_000);
  });

  it('ends where the provider took the log-in back: its refresh token is worth nothing after logging out', async () => {
    const browser = world.browser();
    await world.logIn(browser, 'officer-ind');
    const cookie = browser.cookieFor('ketenzicht.example');
    await browser.ask(`${HOME}/logout`, { body: {} });
    const reply = await world.browser().ask(`${HOME}/graphql`, { body: QUERY, headers: { cookie } });
    expect([reply.status, JSON.parse(reply.text).errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(reply.setCookies.join()).toMatch(/__Host-ketenzicht-session=; Max-Age=0/);
  });

  it('goes on with its token while the provider is away', async () => {
    const away = await logInWorld({
      tokenSeconds: TOKEN_SECONDS,
      isPublic: true,
      parameters: { scope: 'openid offline_access', prompt: 'consent' },
    });
    try {
      const browser = away.browser();
      await away.logIn(browser, 'officer-ind');
      await away.provider.close();
      expect((await graph(browser)).status).toBe(200);
    } finally {
      await away.close();
    }
  });
});
