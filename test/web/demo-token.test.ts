import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { SHOWCASES } from '../../src/delivery/demo/showcase.js';
import { type PageServer, pageServer } from './page-server.js';

let demo: PageServer;
let real: PageServer;
beforeAll(async () => {
  demo = await pageServer();
  real = await pageServer({ demo: false });
});
afterAll(() => Promise.all([demo.close(), real.close()]));

interface Answer {
  readonly status: number;
  readonly body: { token?: string; errors?: [{ message: string; extensions: { code: string } }] };
}

/** Sends what a browser would, header by header: `fetch` would not let a test choose `Origin` and `Host`. */
function askToken(server: PageServer, headers: Record<string, string | undefined>, body: unknown): Promise<Answer> {
  const { port, host } = new URL(server.url);
  const stated = { 'content-type': 'application/json', host, origin: server.url, ...headers };
  const sent = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
  return new Promise((done, fail) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/demo/token', method: 'POST', headers: sent },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => done({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    asked.on('error', fail).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

const ind = { organisation: 'ind', purpose: 'RESIDENCE_DECISION' };

describe('a page of the demo', () => {
  it('gets a token for one organisation and one purpose, which ends within the hour', async () => {
    const { status, body } = await askToken(demo, { 'sec-fetch-site': 'same-origin' }, ind);
    expect(status).toBe(200);
    const { organisation, purposes, exp = 0, iat = 0 } = decodeJwt(body.token ?? '');
    expect([organisation, purposes]).toEqual(['ind', ['RESIDENCE_DECISION']]);
    expect(exp - iat).toBeLessThanOrEqual(3600);
  });

  it('is admitted with it', async () => {
    const { body } = await askToken(demo, {}, ind);
    const response = await fetch(`${demo.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${body.token}` },
      body: '{"query":"{ decisions }"}',
    });
    expect(await response.json()).toEqual({ data: { decisions: 'ind' } });
  });

  it('reads who there is to choose from, with the purposes that are open to each', async () => {
    const setting = (await (await demo.get('/demo/setting')).json()) as {
      showcases: unknown[];
      explorer: boolean;
      organisations: { code: string; purposes: string[] }[];
    };
    expect([setting.showcases, setting.explorer]).toEqual([SHOWCASES, true]);
    expect(setting.organisations.find(({ code }) => code === 'avim')?.purposes).toEqual([
      'SUPERVISION',
      'IDENTIFICATION',
    ]);
  });
});

describe('nobody else gets a token', () => {
  const cases: [string, Record<string, string | undefined>, number][] = [
    ['a page of another site', { origin: 'https://elsewhere.example' }, 403],
    ['a page of another port of this machine', { origin: 'http://localhost:1' }, 403],
    ['a page without an origin (a sandboxed frame)', { origin: 'null' }, 403],
    ['a request that states no origin', { origin: undefined }, 403],
    ['the same origin by another name', { origin: 'http://127.0.0.1' }, 403],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }, 403],
    ['a browser that says none', { 'sec-fetch-site': 'none' }, 403],
    ['another host name (DNS rebinding)', { host: 'rebound.example', origin: 'http://rebound.example' }, 403],
    ['a form that needs no permission', { 'content-type': 'text/plain' }, 415],
  ];
  test.each(cases)('%s', async (_who, headers, expected) => {
    const { status, body } = await askToken(demo, headers, ind);
    expect([status, body.token]).toEqual([expected, undefined]);
  });

  test.each<[string, unknown]>([
    ['an organisation that is not there', { organisation: 'coa', purpose: 'RETURN' }],
    ['a purpose of another partner', { organisation: 'ind', purpose: 'RETURN' }],
    ['an organisation without a purpose', { organisation: 'ind' }],
    ['a longer life than it gets', { ...ind, expiresInSeconds: 999_999 }],
    ['the name of something all objects have', { organisation: 'constructor', purpose: 'toString' }],
    ['an empty body', {}],
    ['a list', [ind]],
  ])('who asks for %s', async (_what, body) => {
    const answer = await askToken(demo, {}, body);
    expect([answer.status, answer.body.token, answer.body.errors?.[0].extensions.code]).toEqual([
      400,
      undefined,
      'BAD_REQUEST',
    ]);
  });

  it('by GET', async () => {
    expect((await demo.get('/demo/token')).status).toBe(404);
  });

  it('where an identity provider issues the tokens: there is no such address', async () => {
    const { status, body } = await askToken(real, {}, ind);
    expect([status, body.token, body.errors?.[0].extensions.code]).toEqual([404, undefined, 'NOT_FOUND']);
  });
});
