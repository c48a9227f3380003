import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { startExampleAgency } from '../../../src/cli/example-agency/example-agency.js';
import type { Sampler } from '../../../src/model/telemetry-settings.js';
import { answer, type ReceivedSpan, TestCollector } from '../../audit/collector.js';
import { QUICK } from '../../sources/contract/kinds.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { personalValues, standsIn } from '../../support/personal-values.js';
import { V, WORLD } from '../../support/world.js';

const IND = { organisation: 'ind' };
const CALLER = '00f067aa0ba902b7';

/** A graph whose traces go to a collector of its own. */
async function traced(sampler: Sampler = 'parentbased_always_on', more: Parameters<typeof startGraph>[1] = {}) {
  const collector = new TestCollector();
  await collector.listen();
  const traces = { url: collector.url, sampler, ratio: 0 };
  const graph = await startGraph(WORLD, { telemetry: { traces, logLevel: 'info' }, ...more });
  return { collector, graph };
}

type Asked = Omit<Parameters<TestGraph['ask']>[0], 'organisation'> & { readonly organisation?: string };

/** A trace of its own, so that its spans are told from others. */
function newTraceId(): string {
  return Math.random().toString(16).slice(2).padEnd(32, 'a').slice(0, 32);
}

async function askIn(graph: TestGraph, traceId: string, { headers, ...asked }: Asked, flags = '01') {
  return graph.ask({ ...IND, ...asked, headers: { traceparent: `00-${traceId}-${CALLER}-${flags}`, ...headers } });
}

const isRequest = ({ name }: ReceivedSpan) => name === 'POST /graphql';

/** The spans of a trace, once that of the request has arrived: it ends last. */
async function spansOf(collector: TestCollector, traceId: string): Promise<readonly ReceivedSpan[]> {
  const of = () => collector.batches.flat().filter((span) => span.traceId === traceId);
  await collector.until(() => of().some(isRequest));
  return of();
}

const attributeOf = ({ attributes }: ReceivedSpan, key: string) => {
  const value = attributes.find((attribute) => attribute.key === key)?.value as Record<string, unknown> | undefined;
  return value && Object.values(value)[0];
};

/** Names of the spans within one, in the order in which they began, each with those within it. */
function tree(spans: readonly ReceivedSpan[], parent: string): unknown[] {
  return spans
    .filter(({ parentSpanId }) => parentSpanId === parent)
    .sort((one, other) => Number(BigInt(one.startTimeUnixNano) - BigInt(other.startTimeUnixNano)))
    .map((span) => {
      const inner = tree(spans, span.spanId);
      return inner.length > 0 ? { [span.name]: inner } : span.name;
    });
}

describe('a request', () => {
  let collector: TestCollector;
  let graph: TestGraph;
  beforeAll(async () => {
    ({ collector, graph } = await traced());
  });
  afterAll(async () => {
    await graph?.close();
    await collector?.close();
  });

  const ONE = 'query CasePage($id: ID!) { case(id: $id) { person { familyName } applications { kind } } }';

  it('is told from its first moment to its log lines, each piece within that which it is part of', async () => {
    const traceId = newTraceId();
    const given = await askIn(graph, traceId, { query: ONE, variables: { id: graph.id('amal') } });
    expect(given.traceId).toBe(traceId);
    const spans = await spansOf(collector, traceId);
    const [request] = tree(spans, CALLER) as [{ 'POST /graphql': unknown[] }];
    const [identify, view, graphql] = request['POST /graphql'] as [string, string, { graphql: unknown[] }];
    expect([identify, view]).toEqual(['identify', 'view']);
    const pieces = graphql.graphql.map((piece) =>
      typeof piece === 'string' ? piece : Object.keys(piece as object)[0],
    );
    expect(pieces).toEqual(
      expect.arrayContaining(['parse', 'validate', 'plan', 'execute', 'read SHELTER IND', 'write logs']),
    );
    const inside = (name: string) =>
      Object.values(graphql.graphql.find((piece) => Object.keys(piece as object)[0] === name) as object).flat();
    expect(inside('read SHELTER IND')).toEqual([expect.stringMatching(/^SELECT .*ind\.read_model/)]);
    expect(inside('write logs')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^INSERT .*audit\.audit_record/),
        expect.stringMatching(/^SELECT/),
      ]),
    );
  });

  it('says method, route, status and view by the semantic conventions, and of statements their tables', async () => {
    const traceId = newTraceId();
    await askIn(graph, traceId, { query: ONE, variables: { id: graph.id('amal') } });
    const spans = await spansOf(collector, traceId);
    const request = spans.find(isRequest) as ReceivedSpan;
    expect(request.parentSpanId).toBe(CALLER);
    expect(attributeOf(request, 'http.request.method')).toBe('POST');
    expect(attributeOf(request, 'http.route')).toBe('/graphql');
    expect(attributeOf(request, 'http.response.status_code')).toBe(200);
    expect(attributeOf(request, 'ketenzicht.view')).toBe('IND/RESIDENCE_DECISION');
    const graphql = spans.find(({ name }) => name === 'graphql') as ReceivedSpan;
    expect(attributeOf(graphql, 'graphql.operation.name')).toBe('CasePage');
    const statements = spans.filter((span) => attributeOf(span, 'db.system.name') === 'postgresql');
    expect(statements.length).toBeGreaterThanOrEqual(2);
    for (const statement of statements) expect(attributeOf(statement, 'db.query.summary')).toBe(statement.name);
  });

  it('says of a refusal its code, and is told also of who has no token', async () => {
    const traceId = newTraceId();
    const response = await fetch(graph.url, {
      method: 'POST',
      headers: { traceparent: `00-${traceId}-${CALLER}-01`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(401);
    const identify = (await spansOf(collector, traceId)).find(({ name }) => name === 'identify') as ReceivedSpan;
    expect([identify.status.code, attributeOf(identify, 'error.type')]).toEqual([2, 'UNAUTHENTICATED']);
  });

  it('tells no V-number, name, date, token, text or variable, wherever a caller writes one', async () => {
    const last = newTraceId();
    const vNumber = V.amal;
    const token = await graph.token('ind');
    const asked: Asked[] = [
      { query: `query Of${vNumber} { a${vNumber}: caseByVNumber(vNumber: "${vNumber}") { id } }` },
      { query: '{ cases(first: "Amal") { Asmara' },
      { query: `{ caseByVNumber(vNumber: "${vNumber}x") { Abdi } }` },
      { query: 'query ($first: Int) { cases(first: $first) { totalCount } }', variables: { first: 'Amal Abdi' } },
      {
        query: 'query AmalAbdi($input: FindPersonInput!) { findPerson(input: $input) { id person { familyName } } }',
        variables: { input: { name: 'Amal Abdi', birthDate: '1990-05-17', nationality: '0084' } },
      },
      { query: '{ cases { totalCount } }', headers: { 'x-purpose': 'AMAL ABDI', 'user-agent': 'Amal Abdi' } },
      { query: '{ cases(first: 50) { edges { node { id person { familyName vNumber birthDate } } } } }' },
    ];
    for (const each of asked) await askIn(graph, newTraceId(), each);
    await fetch(`${new URL(graph.url).origin}/Abdi/${vNumber}?name=Amal`, {
      headers: { authorization: `Bearer ${token}x` },
    });
    await askIn(graph, last, { query: ONE, variables: { id: graph.id('amal') } });
    await spansOf(collector, last);
    // The digits of a moment may be a number's by chance.
    const told = collector.bodies
      .join('\n')
      .toLowerCase()
      .replace(/"(start|end)?timeunixnano":"?\d+"?/g, '');
    // A code that is part of the name of a table, `audit.ended_month`.
    const ofPersons = personalValues(WORLD).filter((value) => value !== 'ENDED');
    const values = [...ofPersons, ...token.split('.'), 'caseByVNumber', 'totalCount', 'asmara', 'abdi'];
    expect(values.length).toBeGreaterThan(120);
    expect(values.filter((value) => standsIn(told, value))).toEqual([]);
    expect(told).not.toContain(graph.id('amal'));
  });

  it('says only what the list of attributes allows', async () => {
    const keys = new Set(collector.batches.flat().flatMap(({ attributes }) => attributes.map(({ key }) => key)));
    const allowed =
      /^(http\.(request\.method|route|response\.status_code)|graphql\.operation\.(type|name)|error\.type)$/;
    const ours =
      /^(db\.(system\.name|operation\.name|query\.summary)|ketenzicht\.(view|source(\.kind)?|log\.entries))$/;
    expect([...keys].filter((key) => !allowed.test(key) && !ours.test(key))).toEqual([]);
    expect(keys.size).toBeGreaterThan(8);
  });
});

test('an agency’s own system is asked within the piece that reads it', async () => {
  const example = await startExampleAgency({ agency: 'IND', records: {} });
  const sources = {
    IND: { ...QUICK, kind: 'HTTP' as const, url: example.url, timeoutMs: 2_000, retries: 0, staleHours: 0 },
  };
  const { collector, graph } = await traced('parentbased_always_on', { sources });
  const traceId = newTraceId();
  const query = 'query ($id: ID!) { case(id: $id) { applications { kind } } }';
  await askIn(graph, traceId, { query, variables: { id: graph.id('amal') } });
  const read = (await spansOf(collector, traceId)).find(({ name }) => name === 'read IND') as ReceivedSpan;
  expect(attributeOf(read, 'ketenzicht.source.kind')).toBe('HTTP');
  expect(example.asked.map(({ headers }) => headers.traceparent)).toEqual([`00-${traceId}-${read.spanId}-01`]);
  await graph.close();
  await Promise.all([collector.close(), example.close()]);
});

describe('which traces are kept', () => {
  test('the caller decides where it says so, and where nobody does the setting', async () => {
    const { collector, graph } = await traced('parentbased_traceidratio');
    const [kept, unwanted] = [newTraceId(), newTraceId()];
    const query = '{ me { organisation } }';
    expect((await askIn(graph, unwanted, { query }, '00')).traceId).toBe(unwanted);
    await graph.ask({ ...IND, query, headers: { traceparent: '' } });
    await askIn(graph, kept, { query });
    await spansOf(collector, kept);
    expect(new Set(collector.batches.flat().map(({ traceId }) => traceId))).toEqual(new Set([kept]));
    await graph.close();
    await collector.close();
  });

  test('without a collector nothing is made for one', async () => {
    const graph = await startGraph();
    expect(graph.telemetry.traces).toBeUndefined();
    expect(await graph.telemetry.registry.metrics()).not.toContain('ketenzicht_spans_total');
    await graph.close();
  });
});

describe('a collector that is away', () => {
  it('costs no answer, and the operator hears of it once, until it is back', async () => {
    const { collector, graph } = await traced();
    collector.behaviour = answer(400, `{"message":"${V.amal}"}`);
    const query = '{ me { organisation } }';
    const [lost, more, back] = [newTraceId(), newTraceId(), newTraceId()];
    const said = () => graph.log.filter((line) => line.includes('the collector'));
    for (const traceId of [lost, more]) {
      expect((await askIn(graph, traceId, { query })).status).toBe(200);
      await spansOf(collector, traceId);
    }
    collector.behaviour = (response) => void response.writeHead(200).end('{}');
    await askIn(graph, back, { query });
    await spansOf(collector, back);
    await graph.close();
    await collector.close();
    expect(said()).toEqual([
      expect.stringContaining('does not take traces'),
      expect.stringContaining('takes traces again'),
    ]);
    expect(said().join()).not.toContain(V.amal);
    expect(await graph.telemetry.registry.metrics()).toMatch(/ketenzicht_spans_total\{result="lost"\} [1-9]/);
  });

  it('does not keep the server from ending', async () => {
    const { collector, graph } = await traced();
    await collector.close();
    expect((await graph.ask({ ...IND, query: '{ me { organisation } }' })).status).toBe(200);
    await graph.close();
    await expect(fetch(graph.url)).rejects.toThrow();
  });
});
