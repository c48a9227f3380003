import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { BrowserLike } from '../browser-like.js';
import { type PageServer, pageServer } from '../page-server.js';

let demo: PageServer;
let bare: PageServer;
beforeAll(async () => {
  demo = await pageServer();
  bare = await pageServer({ demo: false, pages: false, explorer: false });
});
afterAll(() => Promise.all([demo.close(), bare.close()]));

const ind = { organisation: 'ind', purpose: 'RESIDENCE_DECISION' };
const QUERY = { query: '{ decisions }' };

/** A browser that is signed in. */
async function signedIn(persona: object = ind): Promise<BrowserLike> {
  const browser = new BrowserLike();
  expect((await browser.ask(`${demo.url}/session/persona`, { body: persona })).status).toBe(204);
  return browser;
}

const told = async (browser: BrowserLike, server = demo) =>
  JSON.parse((await browser.ask(`${server.url}/session`)).text) as Record<string, unknown>;

const codeOf = (text: string) => JSON.parse(text).errors[0].extensions.code as string;

describe('a session of the demo', () => {
  it('says before anything who there is to be, with the purposes that must be asked for by name', async () => {
    const { personas, ...rest } = (await told(new BrowserLike())) as { personas: Record<string, unknown>[] };
    expect(rest).toEqual({ signedIn: false, demo: true, signIn: null });
    expect(personas.find(({ organisation }) => organisation === 'amsterdam')).toEqual({
      organisation: 'amsterdam',
      name: 'Gemeente Amsterdam',
      partnerKind: 'MUNICIPALITY',
      municipality: 'AMSTERDAM',
      purposes: ['CASE_COORDINATION', 'SHELTER_OPERATIONS', 'SUBJECT_ACCESS'],
    });
  });

  it('tells who is signed in, what for, and until when', async () => {
    const session = await told(await signedIn());
    expect(session).toMatchObject({ signedIn: true, ...ind, partnerKind: 'IND', purposes: ['RESIDENCE_DECISION'] });
    expect(Date.parse(String(session.expiresAt))).toBeGreaterThan(Date.now());
    expect(session.organisations).toMatchObject({
      amsterdam: 'Gemeente Amsterdam',
      'ngo-de-haven': 'Stichting De Haven',
    });
  });

  it('asks the graph as that persona, and without a purpose for the one of the session', async () => {
    const reply = await (await signedIn()).ask(`${demo.url}/graphql`, { body: QUERY });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([200, { data: { decisions: 'ind' } }]);
  });

  it('asks for a purpose that a token holds only by name', async () => {
    const session = await told(await signedIn({ organisation: 'programme-office', purpose: 'GRANT_ADMINISTRATION' }));
    expect(session).toMatchObject({ signedIn: true, purpose: 'GRANT_ADMINISTRATION' });
  });

  it('is another one after another choice', async () => {
    const browser = await signedIn();
    await browser.ask(`${demo.url}/session/persona`, { body: { organisation: 'dtv', purpose: 'RETURN' } });
    expect(await told(browser)).toMatchObject({ organisation: 'dtv', purpose: 'RETURN' });
  });

  it('ends when somebody signs out', async () => {
    const browser = await signedIn();
    expect((await browser.ask(`${demo.url}/logout`, { body: {} })).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    expect(await told(browser)).toMatchObject({ signedIn: false });
  });

  it('leaves the browser one cookie that no script reads and no other site sends', async () => {
    const reply = await new BrowserLike().ask(`${demo.url}/session/persona`, { body: ind });
    expect(reply.setCookies).toHaveLength(1);
    expect(reply.setCookies[0]).toMatch(/^ketenzicht-session=1~[\w.~-]+; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('tells nothing of the token, in no body and no header but the sealed cookie', async () => {
    const browser = await signedIn();
    const replies = [
      await browser.ask(`${demo.url}/session`),
      await browser.ask(`${demo.url}/graphql`, { body: QUERY }),
      await browser.ask(`${demo.url}/graphql`, { body: { query: '{ nothing }' } }),
    ];
    for (const { text, headers } of replies) expect(text + JSON.stringify(headers)).not.toMatch(/eyJ|ketenzicht-demo/);
    const [cookie = ''] = [...browser.cookies.values()];
    const parts = cookie.split(/[~.]/).map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(parts.join()).not.toMatch(/ketenzicht-demo|RESIDENCE/);
  });

  it('sets no cookie for whoever asks with a token of their own, or with nothing', async () => {
    const own = await new BrowserLike().ask(`${demo.url}/graphql`, {
      body: QUERY,
      headers: { authorization: 'Bearer a.b.c' },
    });
    const none = await new BrowserLike().ask(`${demo.url}/graphql`, { body: QUERY });
    const pages = await Promise.all(['/', '/session', '/explorer'].map((at) => new BrowserLike().ask(demo.url + at)));
    expect([own, none, ...pages].flatMap(({ setCookies }) => setCookies)).toEqual([]);
    expect([own.status, none.status]).toEqual([401, 401]);
  });

  it('gives way to a token of one’s own, also to a bad one', async () => {
    const browser = await signedIn();
    for (const authorization of ['Bearer a.b.c', '']) {
      const reply = await browser.ask(`${demo.url}/graphql`, { body: QUERY, headers: { authorization } });
      expect([reply.status, codeOf(reply.text)]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });

  it('opens no purpose that its token does not hold', async () => {
    const reply = await (await signedIn()).ask(`${demo.url}/graphql`, {
      body: QUERY,
      headers: { 'x-purpose': 'RETURN' },
    });
    expect([reply.status, codeOf(reply.text)]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('nobody else uses a session', () => {
  const elsewhere = 'https://elsewhere.example';
  const cases: [string, Record<string, string | undefined>, number][] = [
    ['a page of another site', { origin: elsewhere, 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of another site in a browser that says no more', { origin: elsewhere, 'sec-fetch-site': undefined }, 403],
    ['a page of another port of this machine', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }, 403],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
    ['a program that states no origin', { origin: undefined, 'sec-fetch-site': undefined }, 403],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
    ['a form of fields', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a body without a kind', { 'content-type': undefined }, 415],
  ];
  test.each(cases)('%s', async (_who, headers, status) => {
    const browser = await signedIn();
    const reply = await browser.ask(`${demo.url}/graphql`, { body: QUERY, headers });
    expect([reply.status, reply.text.includes('decisions')]).toEqual([status, false]);
    expect(await told(browser)).toMatchObject({ signedIn: true });
  });

  test.each(cases.slice(0, 6))('%s: cannot sign anybody in or out', async (_who, headers) => {
    const browser = await signedIn();
    for (const [path, body] of [
      ['/session/persona', { organisation: 'dtv', purpose: 'RETURN' }],
      ['/logout', {}],
    ] as const) {
      expect((await browser.ask(demo.url + path, { body, headers })).status).toBe(403);
    }
    expect(await told(browser)).toMatchObject({ signedIn: true, organisation: 'ind' });
  });

  it('a page of another site does not read who is signed in', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const reply = await (await signedIn()).ask(`${demo.url}/session`, { headers: { 'sec-fetch-site': site } });
      expect([reply.status, reply.text.includes('ind')]).toEqual([403, false]);
    }
  });

  it.each(['/processing-activities', '/deliveries/ind'])('%s takes tokens only', async (path) => {
    const reply = await (await signedIn()).ask(demo.url + path, { body: {} });
    expect([401, 404]).toContain(reply.status);
  });

  it('GET asks nothing', async () => {
    expect((await (await signedIn()).ask(`${demo.url}/graphql`)).status).toBe(405);
  });
});

describe('a cookie that is not ours', () => {
  const [FIRST, LAST] = [10, -1];
  it.each([
    ['changed at its beginning', (value: string) => flipped(value, FIRST)],
    ['changed at its end', (value: string) => flipped(value, value.length + LAST - 8)],
    ['cut short', (value: string) => value.slice(0, -20)],
    ['one that says there is more', (value: string) => value.replace('1~', '2~')],
    ['empty', () => ''],
    ['any text', () => '1~hello'],
    ['an unsealed token', () => '1~eyJhbGciOiJub25lIn0.eyJwdXJwb3NlIjoiUkVUVVJOIn0.'],
  ])('%s is no session, and is taken away', async (_what, change) => {
    const browser = await signedIn();
    const [[name, value]] = [...browser.cookies] as [[string, string]];
    browser.cookies.set(name, change(value));
    const reply = await browser.ask(`${demo.url}/graphql`, { body: QUERY });
    expect([reply.status, codeOf(reply.text), browser.cookies.size]).toEqual([401, 'UNAUTHENTICATED', 0]);
  });

  it('from a server with another secret is no session', async () => {
    const other = await pageServer({ secret: Buffer.from('another secret that only this test uses ..') });
    try {
      const browser = new BrowserLike();
      await browser.ask(`${other.url}/session/persona`, { body: ind });
      const cookie = browser.cookieFor(new URL(other.url).host);
      const reply = await new BrowserLike().ask(`${demo.url}/graphql`, { body: QUERY, headers: { cookie } });
      expect([reply.status, reply.setCookies.length > 0]).toEqual([401, true]);
    } finally {
      await other.close();
    }
  });
});

describe('where the pages are off', () => {
  it.each(['/session', '/login', '/login/callback'])('there is no %s', async (path) => {
    expect((await bare.get(path)).status).toBe(404);
  });

  it.each(['/session/persona', '/logout'])('there is no %s', async (path) => {
    expect((await new BrowserLike().ask(bare.url + path, { body: ind })).status).toBe(404);
  });

  it('a cookie is nothing', async () => {
    const cookie = (await signedIn()).cookieFor(new URL(demo.url).host);
    const reply = await new BrowserLike().ask(`${bare.url}/graphql`, { body: QUERY, headers: { cookie } });
    expect([reply.status, reply.setCookies]).toEqual([401, []]);
  });
});

function flipped(value: string, place: number): string {
  return `${value.slice(0, place)}${value[place] === 'A' ? 'B' : 'A'}${value.slice(place + 1)}`;
}
