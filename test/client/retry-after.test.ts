import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type RequestFailed, TryLater } from '../../src/client/index.js';
import * as ngo from '../../src/client/ngo/guidance/index.js';
import { retryAfterOf } from '../../src/client/retry-after.js';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { type SmallServer, smallServer } from '../support/small-server.js';
import { WORLD } from '../support/world.js';

const LIMIT = 12;
let graph: TestGraph;
/** What stands before the server, and says so often that it is not now. */
let front: SmallServer;
let refusals = 0;
let refusal = { status: 503, retryAfter: '0' };
beforeAll(async () => {
  graph = await startGraph(WORLD, { guards: { ...testConfig().guards, ratePerClient: LIMIT } });
  front = await smallServer(async (request, response) => {
    refusals -= 1;
    if (refusals >= 0) {
      return void response.writeHead(refusal.status, { 'retry-after': refusal.retryAfter }).end('<html>Later</html>');
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const headers = { authorization, 'content-type': type, 'x-purpose': 'GUIDANCE' };
    const answer = await fetch(graph.url, { method: 'POST', headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
});
afterAll(async () => {
  await front?.close();
  await graph?.close();
});

/** @param times how often it is refused first */
function client(times: number, { organisation = 'ngo-de-haven', ...settings }: Settings = {}) {
  refusals = times;
  const before = front.asked;
  const opened = ngo.connect({ url: front.url, token: () => graph.token(organisation), ...settings });
  return { ...opened, asked: () => front.asked - before };
}

type Settings = Partial<Parameters<typeof ngo.connect>[0]> & { readonly organisation?: string };
const failureOf = (asked: Promise<unknown>) =>
  asked.then(() => undefined).catch((error: unknown) => error as RequestFailed);

describe('a client that is told when to ask again', () => {
  it('asks once more then, and has its answer', async () => {
    refusal = { status: 503, retryAfter: '1' };
    const { run, asked } = client(1);
    expect((await run(ngo.MeDocument)).data.me.organisation).toBe('ngo-de-haven');
    expect(asked()).toBe(2);
  });

  it('asks no third time, and says when it may', async () => {
    refusal = { status: 503, retryAfter: '0' };
    const { run, asked } = client(3);
    expect(await failureOf(run(ngo.MeDocument))).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: 0 });
    expect(asked()).toBe(2);
  });

  it('does not wait longer than it was told to, nor where it was told not to', async () => {
    refusal = { status: 503, retryAfter: '31' };
    const { run, asked } = client(1);
    expect(await failureOf(run(ngo.MeDocument))).toMatchObject({ name: 'TryLater', retryAfterMs: 31_000 });
    refusal = { status: 503, retryAfter: '0' };
    for (const settings of [{ longestWaitMs: 0 }, { retries: 0 }]) {
      const impatient = client(1, settings);
      expect(await failureOf(impatient.run(ngo.MeDocument))).toBeInstanceOf(TryLater);
      expect(impatient.asked()).toBe(1);
    }
    expect(asked()).toBe(3);
  });

  it('never sends a change again for it', async () => {
    refusal = { status: 503, retryAfter: '0' };
    const { run, asked } = client(1);
    const input = { caseId: graph.id('amal'), partnerKind: 'MUNICIPALITY' as const, givenAt: '2026-01-02T10:00:00Z' };
    expect(await failureOf(run(ngo.RecordConsentDocument, { input }))).toBeInstanceOf(TryLater);
    expect(asked()).toBe(1);
  });

  it('stops waiting when nobody wants the answer any more', async () => {
    refusal = { status: 503, retryAfter: '20' };
    const { run, asked } = client(1);
    const given = new AbortController();
    const failed = failureOf(run(ngo.MeDocument, {}, { signal: given.signal }));
    while (asked() === 0) await new Promise((soon) => setImmediate(soon));
    given.abort();
    expect((await failed)?.code).not.toBe(undefined);
    expect(asked()).toBe(1);
  });

  it('that asks too often is told in how many seconds, and does not ask on and on', async () => {
    const { run, asked } = client(0, { organisation: 'ngo-de-linde', longestWaitMs: 500 });
    for (let times = 0; times < LIMIT; times += 1) await run(ngo.MeDocument);
    const failure = await failureOf(run(ngo.MeDocument));
    expect(failure).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
    expect(failure?.retryAfterMs).toBeGreaterThan(500);
    expect(failure?.retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(asked()).toBe(LIMIT + 1);
  });
});

describe('the time to ask again', () => {
  const said = (status: number, value: string) =>
    retryAfterOf({ status, headers: new Headers({ 'retry-after': value }) });

  test('is read as seconds and as a date', () => {
    expect([said(429, '7'), said(503, ' 0 ')]).toEqual([7000, 0]);
    expect(said(503, 'Thu, 01 Jan 2026 00:00:00 GMT')).toBe(0);
    expect(said(503, new Date(Date.now() + 3_600_000).toUTCString())).toBeGreaterThan(3_500_000);
  });

  test.each([
    [429, 'soon'],
    [429, '-1'],
    [429, '1e9'],
    [503, ''],
    [200, '7'],
    [500, '7'],
  ])('is none with %s and "%s"', (status, value) => {
    expect(said(status, value)).toBeUndefined();
  });
});
