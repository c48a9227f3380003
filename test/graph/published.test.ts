import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { readPublished } from '../../src/graph/published-documents.js';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { caseFile, file } from '../support/records.js';
import { run } from '../support/run-program.js';
import { listen } from '../support/subscriptions.js';
import { WORLD } from '../support/world.js';
import { linesOf, newTrace } from './log-lines.js';

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const ROTTERDAM = { organisation: 'rotterdam', purpose: 'CASE_COORDINATION' };
const IND = { organisation: 'ind', purpose: 'RESIDENCE_DECISION' };

const DOCUMENTS = `query Total($first: Int) { cases(first: $first) { totalCount edges { node { ...Shown } } } }
query Who { me { organisation } }
subscription Told($after: String) { caseChanged(after: $after) { caseId ... on Change { kind } } }
query Latest { changes(first: 1) { latestCursor } }
fragment Shown on Case { id ...Where } fragment Where on Case { municipality }`;

const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-published-'));
afterAll(() => rmSync(folder, { recursive: true }));

let graph: TestGraph;
let ids: Record<string, string> = {};
beforeAll(async () => {
  const source = join(folder, 'front-end.graphql');
  writeFileSync(source, DOCUMENTS);
  const published = join(folder, 'published');
  const asked = ['--organisation', 'amsterdam', '--purpose', 'CASE_COORDINATION', '--to', join(published, 'a.json')];
  const { out } = await run('operations', 'build', source, ...asked, '--json');
  const { operations } = JSON.parse(out) as { operations: { name: string; id: string }[] };
  ids = Object.fromEntries(operations.map(({ name, id }) => [name, id]));
  const overrides = {
    partnerKinds: {},
    organisations: { amsterdam: { documents: 'only-published' as const } },
    clients: {},
  };
  graph = await startGraph(WORLD, { operations: { ...testConfig().operations, published, overrides } });
});
afterAll(() => graph?.close());

async function post(who: typeof AMSTERDAM, body: unknown) {
  const { traceId, traceparent } = newTrace();
  const authorization = `Bearer ${await graph.token(who.organisation, who.purpose)}`;
  const headers = { 'content-type': 'application/json', authorization, 'x-purpose': who.purpose, traceparent };
  const response = await fetch(graph.url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, text, traceId, ...(JSON.parse(text) as Record<'data' | 'errors', never>) };
}

const NOT_PUBLISHED = {
  errors: [
    {
      message:
        'This is none of the operations that are published for your view. Send one that is, or have this one published.',
      extensions: { code: 'DOCUMENT_NOT_PUBLISHED' },
    },
  ],
};

describe('a published operation', () => {
  it('is answered by its identifier, in the form of GraphQL over HTTP and in that of Apollo’s clients', async () => {
    const id = ids.Total ?? '';
    const variables = { first: 1 };
    const forms = [
      { documentId: `sha256:${id}`, variables },
      { documentId: id, variables },
      { extensions: { persistedQuery: { version: 1, sha256Hash: id } }, variables },
      { query: null, documentId: id, operationName: 'Total', variables },
    ];
    for (const form of forms) {
      const answer = await post(AMSTERDAM, form);
      expect([answer.status, answer.errors]).toEqual([200, undefined]);
      expect(answer.data).toMatchObject({ cases: { totalCount: expect.any(Number) } });
    }
  });

  it('by its own text, in whatever layout and order of fragments', async () => {
    const operation = 'query Total($first:Int){cases(first:$first){totalCount,edges{node{...Shown}}}}';
    const texts = [
      `${operation} fragment Shown on Case{id...Where} fragment Where on Case{municipality}`,
      `fragment Where on Case { municipality } # a word\n fragment Shown on Case { id ...Where } ${operation}`,
      print(parse(`${operation} fragment Shown on Case{id...Where} fragment Where on Case{municipality}`)),
    ];
    const answers = await Promise.all(texts.map((query) => post(AMSTERDAM, { query })));
    const [again] = await Promise.all(texts.map((query) => post(AMSTERDAM, { query })));
    expect([...answers, again].map((answer) => answer?.errors)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('by anybody in its view, and by nobody in another', async () => {
    expect((await post(ROTTERDAM, { documentId: ids.Who })).errors).toBeUndefined();
    const other = await post(IND, { documentId: ids.Who });
    expect([other.status, JSON.parse(other.text)]).toEqual([403, NOT_PUBLISHED]);
  });

  it('is in the audit log as any other operation', async () => {
    const [byId, byText] = [
      await post(ROTTERDAM, { documentId: ids.Who }),
      await post(ROTTERDAM, { query: 'query Who { me { organisation } }' }),
    ];
    const [one, other] = [await linesOf(graph, byId.traceId), await linesOf(graph, byText.traceId)];
    expect(one.audit[0]?.operation).toEqual(other.audit[0]?.operation);
  });
});

describe('who may send published operations only', () => {
  const UNKNOWN: [string, object][] = [
    ['another document', { query: '{ me { purpose } }' }],
    ['one with a field of no view', { query: '{ qqqq }' }],
    ['one with a field that the view denies', { query: '{ cases { edges { node { person { bsn } } } } }' }],
    ['one that is no document', { query: '{ me {' }],
    ['one that is far too long', { query: `{ me { ${'purpose '.repeat(20_000)} } }` }],
    ['one that is far too deep', { query: `${'{ a '.repeat(3_000)}${'}'.repeat(3_000)}` }],
    ['a question about the schema', { query: '{ __schema { types { name } } }' }],
    ['a published one with one field more', { query: 'query Who { me { organisation purpose } }' }],
    ['a published one under another name', { query: 'query Whom { me { organisation } }' }],
    ['two published ones', { query: 'query Who { me { organisation } } query Two { me { organisation } }' }],
    ['an identifier that nobody has', { documentId: `sha256:${'0'.repeat(64)}` }],
    ['an identifier that is none', { documentId: 'constructor' }],
    ['an empty identifier', { documentId: '' }],
    ['a mutation', { query: 'mutation { endWebhook(input: { id: "1" }) { id } }' }],
  ];
  test.each(UNKNOWN)('gets one answer to %s, whatever is wrong with it', async (_what, body) => {
    const answer = await post(AMSTERDAM, body);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([403, NOT_PUBLISHED]);
    const { audit, processing } = await linesOf(graph, answer.traceId);
    expect(processing).toEqual([]);
    expect(audit).toMatchObject([{ organisation: 'amsterdam', result: 'REFUSED', codes: ['DOCUMENT_NOT_PUBLISHED'] }]);
  });

  it('gets the limits of everybody for what is published', async () => {
    const { status, errors } = await post(AMSTERDAM, { documentId: ids.Total, variables: { first: 1_000_000 } });
    expect([status, errors]).toMatchObject([400, [{ extensions: { code: 'COST_LIMIT' } }]]);
  });

  test.each(['socket', 'events'] as const)('gets that answer to a subscription too, over %s', async (over) => {
    const listener = await listen(graph, { ...AMSTERDAM, over, query: 'subscription { caseChanged { caseId } }' });
    const [event] = await listener.has(1);
    await listener.stop();
    expect(event).toEqual(NOT_PUBLISHED);
  });

  it('is told of changes by a published subscription', async () => {
    const latest = (await post(AMSTERDAM, { documentId: ids.Latest })) as {
      data: { changes: { latestCursor: string } };
    };
    const later = file('amsterdam', 'jamila', { caseFile: caseFile('REFERRED', 'AMSTERDAM', '2024-06-01') });
    await graph.store([{ ...later, version: 2 }]);
    const query = 'subscription Told($after: String) { caseChanged(after: $after) { caseId ... on Change { kind } } }';
    const variables = { after: latest.data.changes.latestCursor };
    const listener = await listen(graph, { ...AMSTERDAM, query, variables });
    const [event] = await listener.has(1);
    await listener.stop();
    expect([event?.errors, event?.data]).toMatchObject([undefined, { caseChanged: { caseId: graph.id('jamila') } }]);
  });
});

describe('who may send any document', () => {
  it('still asks what it likes', async () => {
    expect((await post(ROTTERDAM, { query: '{ me { purpose } }' })).data).toEqual({
      me: { purpose: 'CASE_COORDINATION' },
    });
  });

  it('is refused an identifier that is not published, and both at once', async () => {
    expect((await post(ROTTERDAM, { documentId: '0'.repeat(64) })).errors).toMatchObject([
      { extensions: { code: 'DOCUMENT_NOT_PUBLISHED' } },
    ]);
    for (const body of [{ query: '{ me { purpose } }', documentId: ids.Who }, { documentId: 1 }, { query: 1 }]) {
      const answer = await post(ROTTERDAM, body);
      expect([answer.status, answer.errors]).toMatchObject([400, [{ extensions: { code: 'BAD_REQUEST' } }]]);
    }
  });
});

describe('manifests', () => {
  let count = 0;
  const reading = (content: string) => {
    count += 1;
    const own = mkdtempSync(join(folder, `manifest-${count}-`));
    writeFileSync(join(own, 'manifest.json'), content);
    return () => readPublished(own);
  };

  test.each([
    ['no JSON', '{'],
    ['another form', '{"operations":{}}'],
    ['a view that can be none', '{"view":"ind","operations":{}}'],
    ['an identifier of another document', `{"view":"IND/X","operations":{"${'0'.repeat(64)}":"{ a }"}}`],
    ['more than it should hold', '{"view":"IND/X","operations":{},"also":1}'],
  ])('with %s stop the start, and are named', (_what, content) => {
    expect(reading(content)).toThrow(/KETENZICHT_PUBLISHED_OPERATIONS.*manifest\.json/);
  });

  it('stop the start where their folder is not there', () => {
    expect(() => readPublished(join(folder, 'nowhere'))).toThrow('KETENZICHT_PUBLISHED_OPERATIONS');
  });
});
