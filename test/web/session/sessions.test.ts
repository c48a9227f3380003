import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import type { VerifiedToken } from '../../../src/identity/claims.js';
import { KetenzichtError, Unauthenticated } from '../../../src/model/errors.js';
import { browserCookie, CookieTooLong } from '../../../src/web/session/browser-cookie.js';
import { SESSION_SECONDS, type SessionParts, Sessions } from '../../../src/web/session/sessions.js';
import { BrowserLike } from '../browser-like.js';

const [NEW, OLD, OTHER] = ['the new secret', 'the old secret', 'another secret'].map((text) =>
  Buffer.from(text.padEnd(40, '.')),
) as [Buffer, Buffer, Buffer];
const start = new Date();
let clock = start;
const inSeconds = (seconds: number) => new Date(start.getTime() + seconds * 1000);

/** Tokens here are moments: each ends then. */
const verifier = {
  async verify(token: string): Promise<VerifiedToken> {
    const expiresAt = new Date(token);
    if (!(expiresAt > clock)) throw new Unauthenticated();
    return { organisation: 'ind', purposes: ['RESIDENCE_DECISION'], client: 'pages', tokenId: 'one', expiresAt };
  },
};

let server: FastifyInstance;
let home: string;
let use: Sessions;
function sessionsWith(parts: Partial<SessionParts> = {}): void {
  const secrets = { secret: NEW, oldSecrets: [OLD] };
  use = new Sessions({ secrets, verifier, secure: false, now: () => clock, ...parts });
}
beforeAll(async () => {
  server = Fastify();
  server.post<{ Body: { token: string; refreshToken?: string } }>('/begin', async (request, reply) => {
    await use.begin(reply, request.body, 'RESIDENCE_DECISION');
    return {};
  });
  server.get('/read', async (request, reply) => (await use.read(request, reply)) ?? {});
  home = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

async function begun(tokens: { token: string; refreshToken?: string }): Promise<BrowserLike> {
  clock = start;
  const browser = new BrowserLike();
  expect((await browser.ask(`${home}/begin`, { body: tokens })).status).toBe(200);
  return browser;
}
async function readBy(browser: BrowserLike) {
  return JSON.parse((await browser.ask(`${home}/read`)).text) as { token?: string; purpose?: string };
}
const until = (seconds: number) => inSeconds(seconds).toISOString();

describe('a session', () => {
  it('stands until its token ends, and is then taken away from the browser', async () => {
    sessionsWith();
    const browser = await begun({ token: until(600) });
    clock = inSeconds(599);
    expect(await readBy(browser)).toMatchObject({ purpose: 'RESIDENCE_DECISION' });
    clock = inSeconds(601);
    expect([await readBy(browser), browser.cookies.size]).toEqual([{}, 0]);
  });

  it('ends after a working day, however often it is renewed', async () => {
    sessionsWith({ renew: async () => ({ token: inSeconds(SESSION_SECONDS * 2).toISOString() }) });
    const browser = await begun({ token: until(10), refreshToken: 'again' });
    expect(await readBy(browser)).toMatchObject({ token: until(SESSION_SECONDS * 2) });
    clock = inSeconds(SESSION_SECONDS - 1);
    expect(await readBy(browser)).toMatchObject({ token: until(SESSION_SECONDS * 2) });
    clock = inSeconds(SESSION_SECONDS);
    expect([await readBy(browser), browser.cookies.size]).toEqual([{}, 0]);
  });

  it('outlives a change of the secret, as long as the old one is known', async () => {
    sessionsWith({ secrets: { secret: OLD, oldSecrets: [] } });
    const browser = await begun({ token: until(600) });
    sessionsWith();
    expect(await readBy(browser)).toMatchObject({ token: until(600) });
    sessionsWith({ secrets: { secret: NEW, oldSecrets: [OTHER] } });
    expect([await readBy(browser), browser.cookies.size]).toEqual([{}, 0]);
  });

  it('goes on with its token when it cannot be renewed yet, and says so when the token is over', async () => {
    const renew = async () => {
      throw new KetenzichtError('UNAVAILABLE', 'The provider is away.');
    };
    sessionsWith({ renew });
    const browser = await begun({ token: until(10), refreshToken: 'again' });
    expect(await readBy(browser)).toMatchObject({ token: until(10) });
    clock = inSeconds(11);
    expect((await browser.ask(`${home}/read`)).status).toBe(500);
    expect(browser.cookies.size).toBe(1);
  });

  it('is not begun with tokens that no browser would bring back', async () => {
    sessionsWith();
    clock = start;
    const body = { token: until(600), refreshToken: 'x'.repeat(9_000) };
    const reply = await new BrowserLike().ask(`${home}/begin`, { body });
    expect([reply.status, reply.setCookies]).toEqual([500, []]);
    expect(reply.text).toContain('Ask its administrator for tokens with fewer claims');
  });
});

describe('a cookie', () => {
  it('is never written in part', async () => {
    const cookie = browserCookie({ name: 'long', secure: true, sameSite: 'strict' });
    const none = Fastify();
    none.get('/', async (_request, reply) => {
      expect(() => cookie.write(reply, 'x'.repeat(11_000))).toThrow(CookieTooLong);
      return reply.getHeader('set-cookie') ?? 'none';
    });
    expect((await none.inject('/')).body).toBe('none');
  });
});
