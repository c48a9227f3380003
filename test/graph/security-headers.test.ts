import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';

let graph: TestGraph;
let authorization: string;
beforeAll(async () => {
  graph = await startGraph([], { guards: { ...testConfig().guards, ratePerOrganisation: 6 } });
  authorization = `Bearer ${await graph.token('ind')}`;
});
afterAll(() => graph?.close());

const STRICT = {
  'cache-control': /^no-store$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/i,
  'referrer-policy': /^no-referrer$/,
  'content-security-policy': /default-src 'self'.*frame-ancestors 'none'/,
};

async function send(path: string, init: RequestInit = {}) {
  const headers = { authorization, 'content-type': 'application/json', ...init.headers };
  return fetch(new URL(path, graph.url), { method: 'POST', ...init, headers });
}

async function limited(): Promise<Response> {
  for (;;) {
    const response = await send('/graphql', { body: '{}' });
    if (response.status === 429) return response;
  }
}

describe('every kind of answer tells browsers to be strict, and is kept by nobody', () => {
  test.each<[string, number, () => Promise<Response>]>([
    ['data', 200, () => send('/graphql', { body: '{"query":"{ __typename }"}' })],
    ['a document that does not fit', 400, () => send('/graphql', { body: '{"query":"{ nonsense }"}' })],
    ['a body that is no JSON', 400, () => send('/graphql', { body: '{' })],
    ['a body that is too long', 413, () => send('/graphql', { body: `"${'x'.repeat(1_000_001)}"` })],
    ['no token', 401, () => send('/graphql', { headers: { authorization: '' } })],
    ['another method', 405, () => fetch(graph.url)],
    ['another address', 404, () => fetch(new URL('/nowhere', graph.url))],
    ['a problem', 401, () => send('/processing-activities', { headers: { authorization: '' } })],
    ['too many requests', 429, limited],
  ])('%s', async (_what, status, answer) => {
    const response = await answer();
    expect(response.status).toBe(status);
    const headers = Object.fromEntries(response.headers);
    for (const [name, value] of Object.entries(STRICT))
      expect([name, headers[name] ?? '']).toEqual([name, expect.stringMatching(value)]);
  });

  it('also bytes that are no request', async () => {
    const socket = connect(Number(new URL(graph.url).port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
    let answer = '';
    for await (const part of socket) answer += String(part);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(answer).toContain("content-security-policy: default-src 'none'");
    expect(answer).toContain('cache-control: no-store');
  });
});
