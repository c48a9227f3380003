import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { publicKeysOf } from '../../src/audit/chain.js';
import { verifyChain } from '../../src/audit/verify-chain.js';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';
import { newTrace } from './log-lines.js';

const CLIENTS = 64;
const REQUESTS = Number(process.env.REQUESTS ?? 20);
const IND = { organisation: 'ind' };
const QUERY = '{ cases(first: 5) { edges { node { id person { familyName } applications { kind } } } } }';

let graph: TestGraph;
beforeAll(async () => {
  // On a slow machine, 64 clients may wait long for a session: that is told as another code, and is not what is tested.
  graph = await startGraph(WORLD, { limits: { ...testConfig().limits, statementTimeoutMs: 60_000 } });
});
afterAll(() => graph?.close());

/** What became of one request. */
interface Told {
  readonly traceId: string;
  /** Cases in the answer; null for an answer without data. */
  readonly cases: number | null;
  readonly code?: string;
  readonly status: number;
  readonly text: string;
}

async function ask(): Promise<Told> {
  const { traceId, traceparent } = newTrace();
  const { data, errors, status, text } = await graph.ask({ ...IND, query: QUERY, headers: { traceparent } });
  return { traceId, cases: data?.cases.edges.length ?? null, code: errors?.[0]?.extensions.code, status, text };
}

/** What happens to the log, by the number of answers that came before. */
async function disturb(answers: number): Promise<void> {
  if (answers === Math.round(CLIENTS * REQUESTS * 0.3))
    await graph.change('alter table audit.audit_record rename to away');
  if (answers === Math.round(CLIENTS * REQUESTS * 0.6))
    await graph.change('alter table audit.away rename to audit_record');
  if (answers % 40 !== 0) return;
  await graph.change(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = 'ketenzicht_log'`);
}

/** Every client asks its requests one after the other, while the log goes away and comes back. */
async function askAll(): Promise<Told[]> {
  const told: Told[] = [];
  const client = async () => {
    for (let sent = 0; sent < REQUESTS; sent += 1) {
      const answer = await ask();
      told.push(answer);
      await disturb(told.length);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return told;
}

/** The lines of both logs, by trace. */
async function logged(): Promise<Map<string, { results: string[]; subjects: number; processing: number }>> {
  const rows = await graph.database.admin<{ id: string; results: string[]; subjects: number; processing: number }[]>`
    select a.trace_id as id, array_agg(a.body::json->>'result') as results,
      sum((a.body::json->'counts'->>'subjects')::int)::int as subjects,
      (select count(*)::int from audit.processing_record p where p.trace_id = a.trace_id) as processing
    from audit.audit_record a group by a.trace_id`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** For a slow machine: the log is away and comes again as often as the clients take. */
const LIMIT_MS = 300_000;

it(
  'no line is lost and no answer goes out without its lines, while 64 clients read and the log comes and goes',
  async () => {
    await ask();
    const told = await askAll();
    const lines = await logged();
    const answered = told.filter(({ cases }) => cases !== null);
    const refused = told.filter(({ cases }) => cases === null);
    for (const { traceId, cases, code } of answered) {
      expect(code).toBeUndefined();
      expect(lines.get(traceId)).toMatchObject({ results: ['OK'], subjects: cases, processing: cases });
    }
    for (const { status, code, text } of refused) {
      expect([status, code]).toEqual([503, 'LOG_UNAVAILABLE']);
      expect(text).not.toContain('"data"');
    }
    // Where a connection was lost between the commit and the word of it: both logs have the lines, the caller no data.
    const unheard = refused.flatMap(({ traceId }) => lines.get(traceId) ?? []);
    for (const { subjects, processing } of unheard) expect(processing).toBe(subjects);
    expect(graph.notLogged()).toBe(refused.length);
    expect(answered.length + refused.length).toBe(CLIENTS * REQUESTS);
    expect(answered.length).toBeGreaterThan(CLIENTS);
    expect(refused.length).toBeGreaterThan(CLIENTS);
    const publicKeys = publicKeysOf(testConfig());
    expect(await verifyChain(graph.database.log, { publicKeys })).toMatchObject({ findings: [] });
    expect((await ask()).cases).toBe(5);
    console.info(`${answered.length} answered, ${refused.length} refused, ${unheard.length} of these with lines`);
  },
  LIMIT_MS,
);
