import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserLike } from '../browser-like.js';
import { pageServer } from '../page-server.js';
import { HOME, type LogInWorld, logInWorld } from './log-in-world.js';

let world: LogInWorld;
beforeAll(async () => {
  world = await logInWorld();
});
afterAll(() => world?.close());

const QUERY = { query: '{ decisions }' };
const told = async (browser: BrowserLike) =>
  JSON.parse((await browser.ask(`${HOME}/session`)).text) as Record<string, unknown>;

describe('whoever logs in at the identity provider', () => {
  it('begins a session for the purpose that was asked for, and goes on to the page', async () => {
    const browser = world.browser();
    expect(await told(browser)).toEqual({ signedIn: false, demo: false, signIn: '/login', personas: null });
    const reply = await world.logIn(browser, 'officer-amsterdam', '?purpose=SHELTER_OPERATIONS&next=/access');
    expect([reply.status, reply.headers.location]).toEqual([303, '/access']);
    expect(await told(browser)).toMatchObject({
      signedIn: true,
      organisation: 'amsterdam',
      partnerKind: 'MUNICIPALITY',
      municipality: 'AMSTERDAM',
      purpose: 'SHELTER_OPERATIONS',
      purposes: ['CASE_COORDINATION', 'SHELTER_OPERATIONS'],
      personas: null,
    });
  });

  it('asks the graph as that organisation', async () => {
    const browser = world.browser();
    await world.logIn(browser, 'officer-ind');
    const asked = await browser.ask(`${HOME}/graphql`, { body: QUERY });
    expect([asked.status, JSON.parse(asked.text)]).toEqual([200, { data: { decisions: 'ind' } }]);
  });

  it('has a cookie bound to this host, for https, out of reach of scripts and of other sites', async () => {
    const browser = world.browser();
    const reply = await world.logIn(browser, 'officer-ind');
    const [session] = reply.setCookies.filter((each) => each.startsWith('__Host-ketenzicht-session='));
    expect(session).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  it('is asked with a cookie of ten minutes that comes along on the way back, and is gone after it', async () => {
    const browser = world.browser();
    const start = await browser.ask(`${HOME}/login`);
    expect(start.setCookies).toEqual([
      expect.stringMatching(
        /^__Host-ketenzicht-login=1~[\w.-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    await world.logIn(browser, 'officer-ind');
    expect(browser.cookieFor('ketenzicht.example')).not.toContain('ketenzicht-login');
  });

  it('is sent to the provider by code with PKCE, with nothing in the address that is secret', async () => {
    const { headers } = await world.browser().ask(`${HOME}/login?purpose=RETURN`);
    const { origin, searchParams } = new URL(headers.location ?? '');
    expect(origin).toBe(world.provider.issuer);
    expect(Object.fromEntries(searchParams)).toEqual({
      scope: 'openid',
      client_id: 'ketenzicht-pages',
      redirect_uri: `${HOME}/login/callback`,
      response_type: 'code',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  it('gets the first purpose that is open when none was asked for', async () => {
    const browser = world.browser();
    await world.logIn(browser, 'officer-amsterdam');
    expect(await told(browser)).toMatchObject({ purpose: 'CASE_COORDINATION' });
  });

  it('is out after logging out, and is told where to log out at the provider', async () => {
    const browser = world.browser();
    await world.logIn(browser, 'officer-ind');
    const reply = await browser.ask(`${HOME}/logout`, { body: {} });
    expect(reply.status).toBe(204);
    const onward = new URL(reply.headers.location ?? '');
    expect([onward.origin, [...onward.searchParams.keys()]]).toEqual([
      world.provider.issuer,
      ['client_id', 'post_logout_redirect_uri'],
    ]);
    expect(await told(browser)).toMatchObject({ signedIn: false });
    expect((await browser.ask(onward.href)).status).toBe(200);
  });

  it('may be a client that proves itself by PKCE alone', async () => {
    const open = await logInWorld({ isPublic: true });
    try {
      const browser = open.browser();
      expect((await open.logIn(browser, 'officer-ind')).status).toBe(303);
      expect(await told(browser)).toMatchObject({ organisation: 'ind' });
    } finally {
      await open.close();
    }
  });

  it('may have a token that needs more than one cookie', async () => {
    const long = await logInWorld({ padding: 4_000 });
    try {
      const browser = long.browser();
      const { setCookies } = await long.logIn(browser, 'officer-ind');
      const pieces = setCookies.filter((each) => /^__Host-ketenzicht-session/.test(each));
      expect(pieces.length).toBeGreaterThan(1);
      expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(4_096);
      expect((await browser.ask(`${HOME}/graphql`, { body: QUERY })).status).toBe(200);
      await browser.ask(`${HOME}/logout`, { body: {} });
      expect(browser.cookieFor('ketenzicht.example')).toBe('');
    } finally {
      await long.close();
    }
  });
});

describe('afterwards the browser is led', () => {
  it.each([
    ['https://elsewhere.example/', '/board'],
    ['//elsewhere.example/board', '/board'],
    ['/\\elsewhere.example', '/board'],
    ['/board/../../elsewhere', '/board'],
    ['/graphql', '/board'],
    ['/board?x=https://elsewhere.example', '/board'],
    ['/board\r\nSet-Cookie: x=y', '/board'],
    ['javascript:alert(1)', '/board'],
    ['', '/board'],
    ['/sources', '/sources'],
    ['/board/cases/Zm9v-bar_1', '/board/cases/Zm9v-bar_1'],
  ])('from %j to %s', async (next, page) => {
    const reply = await world.logIn(world.browser(), 'officer-ind', `?${new URLSearchParams({ next })}`);
    expect([reply.status, reply.headers.location]).toEqual([303, page]);
  });
});

describe('nobody is let in', () => {
  /** A browser with an attempt of its own, and the way back that the provider gave it. */
  async function underWay(person = 'officer-ind', query = '') {
    const browser = world.browser();
    return { browser, back: new URL(await world.authorise(browser, person, query)) };
  }
  async function refused(browser: BrowserLike, back: URL | string, status: number) {
    const reply = await browser.ask(String(back));
    expect([reply.status, reply.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(reply.setCookies.filter((each) => /session=1~/.test(each))).toEqual([]);
    expect(reply.text).not.toMatch(/eyJ|officer|code=|state=/);
    expect(await told(browser)).toMatchObject({ signedIn: false });
    return reply;
  }

  it('with another state', async () => {
    const { browser, back } = await underWay();
    back.searchParams.set('state', 'another');
    await refused(browser, back, 400);
  });

  it('without a state', async () => {
    const { browser, back } = await underWay();
    back.searchParams.delete('state');
    await refused(browser, back, 400);
  });

  it('in a browser that did not begin it', async () => {
    const { back } = await underWay();
    await refused(world.browser(), back, 400);
  });

  it('with the code of another browser', async () => {
    const victim = await underWay();
    const { browser, back } = await underWay('officer-amsterdam');
    back.searchParams.set('code', victim.back.searchParams.get('code') ?? '');
    await refused(browser, back, 400);
  });

  it('a second time with the same answer', async () => {
    const { browser, back } = await underWay();
    const cookie = browser.cookieFor('ketenzicht.example');
    expect((await browser.ask(back.href)).status).toBe(303);
    const again = world.browser();
    await refused(again, back, 400);
    const replayed = await again.ask(back.href, { headers: { cookie } });
    expect([replayed.status, replayed.setCookies.filter((each) => /session=1~/.test(each))]).toEqual([400, []]);
  });

  it('with an ID token for another nonce', async () => {
    const browser = world.browser();
    const start = await browser.ask(`${HOME}/login`);
    const address = new URL(start.headers.location ?? '');
    address.searchParams.set('nonce', 'another-nonce-than-that-of-this-attempt');
    const at = await browser.follow(address.href, /\/interaction\//);
    await refused(browser, await browser.follow(`${at}?as=officer-ind`, /\/login\/callback\?/), 400);
  });

  it('by the answer of another issuer', async () => {
    const { browser, back } = await underWay();
    back.searchParams.set('iss', 'https://elsewhere.example');
    await refused(browser, back, 400);
  });

  it('by an answer that does not say whose it is, of a provider that always does', async () => {
    const { browser, back } = await underWay();
    back.searchParams.delete('iss');
    await refused(browser, back, 400);
  });

  it('after breaking it off at the provider', async () => {
    const { browser, back } = await underWay('nobody');
    await refused(browser, back, 403);
  });

  it('after too long', async () => {
    const { browser, back } = await underWay();
    browser.cookies.delete('ketenzicht.example __Host-ketenzicht-login');
    await refused(browser, back, 400);
  });

  it('with a changed cookie of the attempt', async () => {
    const { browser, back } = await underWay();
    const name = 'ketenzicht.example __Host-ketenzicht-login';
    const value = browser.cookies.get(name) ?? '';
    browser.cookies.set(name, `${value.slice(0, 60)}${value[60] === 'A' ? 'B' : 'A'}${value.slice(61)}`);
    await refused(browser, back, 400);
  });

  it('with the cookie of an attempt as a session, or the other way round', async () => {
    const { browser } = await underWay();
    const attempt = browser.cookies.get('ketenzicht.example __Host-ketenzicht-login') ?? '';
    browser.cookies.set('ketenzicht.example __Host-ketenzicht-session', attempt);
    expect(await told(browser)).toMatchObject({ signedIn: false });
  });

  it('for a purpose that the token does not hold', async () => {
    const { browser, back } = await underWay('officer-ind', '?purpose=RETURN');
    await refused(browser, back, 403);
  });

  it('for a purpose that the token holds and the policy does not open', async () => {
    const { browser, back } = await underWay('officer-dtv', '?purpose=RESIDENCE_DECISION');
    await refused(browser, back, 403);
  });

  it('for an organisation that is not registered', async () => {
    const { browser, back } = await underWay('officer-unheard');
    await refused(browser, back, 403);
  });

  it.each(['?purpose=A&purpose=B', `?next=${'x'.repeat(300)}`])('by a strange question: %s', async (query) => {
    const reply = await world.browser().ask(`${HOME}/login${query}`);
    expect([reply.status, reply.setCookies]).toEqual([400, []]);
  });

  it('as a persona: that is the demo’s', async () => {
    const body = { organisation: 'ind', purpose: 'RESIDENCE_DECISION' };
    expect((await world.browser().ask(`${HOME}/session/persona`, { body })).status).toBe(404);
  });

  it('from the server’s own address, past the proxy', async () => {
    const browser = world.browser();
    await world.logIn(browser, 'officer-ind');
    const headers = { origin: world.server.url };
    expect((await browser.ask(`${HOME}/graphql`, { body: QUERY, headers })).status).toBe(403);
  });

  it('while the provider is away, and is told to come back later', async () => {
    const away = await logInWorld();
    await away.provider.close();
    try {
      const reply = await away.browser().ask(`${HOME}/login`);
      expect([reply.status, reply.setCookies]).toEqual([503, []]);
      expect(reply.text).toContain('does not answer as it should. Try again later.');
    } finally {
      await away.close();
    }
  });
});

describe('the demo', () => {
  it.each(['/login', '/login/callback'])('has no %s', async (path) => {
    const demo = await pageServer();
    try {
      expect((await demo.get(path)).status).toBe(404);
    } finally {
      await demo.close();
    }
  });
});
