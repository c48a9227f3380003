import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testConfig } from '../support/config.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { somebodyWaits, waitingForLocks } from '../support/lock-waits.js';
import { WORLD } from '../support/world.js';
import { linesOf, newTrace } from './log-lines.js';
import { AMSTERDAM } from './rights-asker.js';

const query = '{ cases { totalCount } }';
const IND = { organisation: 'ind', purpose: 'RESIDENCE_DECISION' };
/** As many as may work at once, and some. */
const MANY = 10;

/** Runs something while nobody can read the cases: whatever asks for them waits in the database. */
async function whileLocked(graph: TestGraph, run: () => Promise<void>): Promise<void> {
  await graph.database.admin.begin(async (sql) => {
    await sql`lock table app.reach in access exclusive mode`;
    await run();
    // Cancelled in the server itself: they wait for a lock that is still held, and no time limit of theirs is over.
    await until(async () => (await waitingForLocks(graph.database.admin)) === 0);
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((turn) => setImmediate(turn));
}

const guardsWith = (requestTimeoutMs: number) => ({
  guards: { ...testConfig().guards, requestTimeoutMs },
  // Far beyond the test: what ends a statement here is not its own time limit.
  limits: { ...testConfig().limits, statementTimeoutMs: 600_000 },
});

describe('a query that takes longer than a request may', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(WORLD, guardsWith(1_000));
  });
  afterAll(() => graph?.close());

  it('is cancelled down to the database, answered with a clear error, and logged', async () => {
    const { traceId, traceparent } = newTrace();
    await whileLocked(graph, async () => {
      const answer = await graph.ask({ ...IND, query, headers: { traceparent } });
      expect([answer.status, codesOf(answer), answer.data ?? null]).toEqual([504, ['TIMED_OUT'], null]);
    });
    const { audit, processing } = await linesOf(graph, traceId);
    expect(audit).toMatchObject([{ organisation: 'ind', result: 'ERROR', codes: ['TIMED_OUT'] }]);
    expect(processing).toEqual([]);
  });

  it('leaves every connection free for the next, also where more ask than there are connections', async () => {
    await whileLocked(graph, async () => {
      const answers = await Promise.all(Array.from({ length: MANY }, () => graph.ask({ ...IND, query })));
      expect(answers.flatMap(codesOf)).toEqual(Array(MANY).fill('TIMED_OUT'));
    });
    const after = await Promise.all(Array.from({ length: MANY }, () => graph.ask({ ...IND, query })));
    expect(after.flatMap(codesOf)).toEqual([]);
    expect(new Set(after.map(({ text }) => text)).size).toBe(1);
  });

  it('is no change: that is not broken off, and is made when it can be', async () => {
    const input = `{ caseId: "${graph.id('goran')}", partnerKind: NGO, givenAt: "2024-03-01T00:00:00Z" }`;
    const change = `mutation { recordConsent(input: ${input}) { id } }`;
    let made: ReturnType<TestGraph['ask']> | undefined;
    await graph.database.admin.begin(async (sql) => {
      await sql`lock table app.consent, app.reach in access exclusive mode`;
      made = graph.ask({ ...AMSTERDAM, query: change });
      await somebodyWaits(graph.database.admin);
      // Begun after it, and over before it: the change has waited for longer than a query may.
      expect(codesOf(await graph.ask({ ...IND, query }))).toEqual(['TIMED_OUT']);
    });
    expect(codesOf((await made) as Awaited<typeof made> & object)).toEqual([]);
  });
});

describe('a caller who hangs up', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(WORLD, guardsWith(600_000));
  });
  afterAll(() => graph?.close());

  it('has what ran for it cancelled, and its line in the audit log', async () => {
    const { traceId, traceparent } = newTrace();
    const authorization = `Bearer ${await graph.token('ind')}`;
    await whileLocked(graph, async () => {
      const sent = request(graph.url, {
        method: 'POST',
        headers: { authorization, traceparent, 'content-type': 'application/json' },
      });
      sent.end(JSON.stringify({ query }));
      await somebodyWaits(graph.database.admin);
      const broken = once(sent, 'error');
      sent.destroy(new Error('hung up'));
      await broken;
    });
    await until(async () => (await linesOf(graph, traceId)).audit.length > 0);
    const { audit, processing } = await linesOf(graph, traceId);
    expect(audit).toMatchObject([{ organisation: 'ind', result: 'REFUSED', codes: ['CANCELLED'] }]);
    expect(processing).toEqual([]);
    expect(codesOf(await graph.ask({ ...IND, query }))).toEqual([]);
  });
});
