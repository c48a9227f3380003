import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testConfig } from '../support/config.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { listen } from '../support/subscriptions.js';
import { linesOf, newTrace } from './log-lines.js';

const query = '{ me { organisation } }';
let graph: TestGraph;
beforeAll(async () => {
  const guards = { ...testConfig().guards, ratePerClient: 3 };
  graph = await startGraph([], { guards });
});
afterAll(() => graph?.close());

async function send(organisation: string, headers: Record<string, string> = {}, body = JSON.stringify({ query })) {
  const { traceId, traceparent } = newTrace();
  const authorization = `Bearer ${await graph.token(organisation)}`;
  const all = { 'content-type': 'application/json', authorization, traceparent, ...headers };
  const response = await fetch(graph.url, { method: 'POST', headers: all, body });
  return { response, text: await response.text(), ...(await linesOf(graph, traceId)) };
}

describe('a client that asks more often than it may', () => {
  it('is refused with 429, told when to ask again, and the refusal is in the audit log', async () => {
    for (const _ of [1, 2, 3]) expect((await send('ind')).response.status).toBe(200);
    const { response, text, audit, processing } = await send('ind');
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(JSON.parse(text).errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect(processing).toEqual([]);
    expect(audit).toMatchObject([
      { action: 'refused', organisation: 'ind', result: 'REFUSED', codes: ['RATE_LIMITED'] },
    ]);
  });

  it('is refused before its body is looked at', async () => {
    expect((await send('ind', {}, '{')).response.status).toBe(429);
    expect((await send('ind', { 'content-type': 'text/plain' }, 'x'.repeat(2_000_000))).response.status).toBe(429);
  });

  it('is refused at every other address as well, in the form of that address', async () => {
    const authorization = `Bearer ${await graph.token('ind')}`;
    const answers = await Promise.all(
      ['deliveries/ind', 'processing-activities'].map((path) =>
        fetch(new URL(`/${path}`, graph.url), { method: 'POST', headers: { authorization } }),
      ),
    );
    expect(
      answers.map(({ status, headers }) => [status, headers.get('content-type'), headers.has('retry-after')]),
    ).toEqual([
      [429, 'application/problem+json', true],
      [429, 'application/problem+json', true],
    ]);
  });

  it('cannot open a socket either', async () => {
    const listener = listen(graph, {
      organisation: 'ind',
      purpose: 'RESIDENCE_DECISION',
      query: 'subscription { caseChanged { cursor } }',
      over: 'socket',
    });
    expect(await (await listener).ended).toMatchObject({ code: 4429 });
  });

  it('does not use up what other organisations have', async () => {
    expect((await send('dtv')).response.status).toBe(200);
  });

  it('counts what is refused for its purpose too: each refusal is a line that is written', async () => {
    const statuses = [];
    for (const _ of [1, 2, 3, 4]) statuses.push((await send('avim', { 'x-purpose': 'RETURN' })).response.status);
    expect(statuses).toEqual([403, 403, 403, 429]);
  });
});

describe('a stranger', () => {
  it('is told 401 and not counted, so nobody can use up the requests of a client by naming it', async () => {
    const before = await graph.guards.figures.text();
    const strangers = Array.from({ length: 5 }, () => fetch(graph.url, { method: 'POST', body: '{}' }));
    expect((await Promise.all(strangers)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(await graph.guards.figures.text()).toBe(before);
  });
});

describe('all clients of an organisation together', () => {
  it('have a limit of their own', async () => {
    const guards = { ...testConfig().guards, ratePerOrganisation: 1 };
    const other = await startGraph([], { guards });
    try {
      expect(codesOf(await other.ask({ organisation: 'ind', query }))).toEqual([]);
      expect(codesOf(await other.ask({ organisation: 'ind', query }))).toEqual(['RATE_LIMITED']);
      expect(await other.guards.figures.text()).toContain('{limit="organisation"} 1');
    } finally {
      await other.close();
    }
  });
});
