import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, getNamedType, isObjectType } from 'graphql';
import { openMetrics } from '../../src/cli/metrics.js';
import { type Question, startGraph, type TestGraph } from '../support/graph.js';
import { personalValues, standsIn } from '../support/personal-values.js';
import { ASKERS, CASE_VIEWS } from '../support/policy-matrix.js';
import { V, WORLD } from '../support/world.js';
import { askLogged, wholeText } from './log-lines.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const IND = { organisation: 'ind' };
const NAMES = ['amal', 'bilal', 'dawit', 'eden', 'farid', 'hana'];

/** Every field of a type that needs no argument, a few levels deep. */
function everything(schema: GraphQLSchema, typeName: string, depth = 5): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type) || depth === 0) return '__typename';
  const fields = Object.values(type.getFields()).filter(({ args }) =>
    args.every(({ defaultValue: given, type: of }) => given !== undefined || !String(of).endsWith('!')),
  );
  return fields
    .map(({ name, type: of }) => {
      const inner = getNamedType(of);
      return isObjectType(inner) ? `${name} { ${everything(schema, inner.name, depth - 1)} }` : name;
    })
    .join(' ');
}

async function askEverything(view: string): Promise<void> {
  const asker = ASKERS[view] ?? IND;
  const { data } = await graph.ask({ ...asker, query: getIntrospectionQuery() });
  const fields = everything(buildClientSchema(data as never), 'Case');
  await graph.ask({ ...asker, query: `{ cases(first: 50) { totalCount edges { cursor node { ${fields} } } } }` });
  for (const name of NAMES) {
    await graph.ask({
      ...asker,
      query: `query Q($id: ID!) { case(id: $id) { ${fields} } }`,
      variables: { id: graph.id(name) },
    });
  }
}

/** A stream of events that is refused, and so ends. */
async function subscribeInVain(query: string): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    authorization: `Bearer ${await graph.token('ind')}`,
  };
  const response = await fetch(graph.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  expect(await response.text()).toContain('GRAPHQL_VALIDATION_FAILED');
}

/** Operations with values in every place where a caller can write one. */
async function askWithValues(): Promise<void> {
  const vNumber = V.amal;
  const questions: (Partial<Question> & { readonly query: string })[] = [
    { query: `query Of${vNumber} { a${vNumber}: caseByVNumber(vNumber: "${vNumber}") { id } }` },
    {
      query: `query ($v${vNumber}: VNumber!) { caseByVNumber(vNumber: $v${vNumber}) { id } }`,
      variables: { [`v${vNumber}`]: vNumber },
    },
    { query: `fragment F${vNumber} on Case { id } { caseByVNumber(vNumber: "${vNumber}") { ...F${vNumber} } }` },
    { query: '{ caseByVNumber(vNumber: "9999999999") { id } }' },
    { query: `{ caseByVNumber(vNumber: "${vNumber}x") { id } }` },
    { query: `{ caseByVNumber(vNumber: ${vNumber}) { id } }` },
    { query: `{ caseByVNumber(vNumber: "${vNumber}") { Abdi } }` },
    { query: `# Amal Abdi ${vNumber}\n{ cases(first: "Amal") { Asmara` },
    { query: 'query ($first: Int) { cases(first: $first) { totalCount } }', variables: { first: 'Amal Abdi' } },
    {
      query: 'query ($input: FindPersonInput!) { findPerson(input: $input) { id } }',
      variables: {
        input: { name: 'Amal Abdi', birthDate: '1990-05-17', nationality: '0084' },
      },
    },
    { query: 'query AmalAbdiFromAsmara { cases { totalCount } }' },
    { query: 'query AmalAbdiFromAsmara { cases { AmalAbdiFromAsmara } }' },
    { query: 'query AmalAbdiFromAsmara { cases(first: 0) { totalCount } }' },
    { query: 'query AmalAbdiFromAsmara { __typename } query AbdiOfAsmara { __typename }' },
    { query: 'mutation AmalAbdiFromAsmara { endWebhook(id: "x") { id } }' },
    { query: 'subscription AmalAbdiFromAsmara { caseChanged { at } }' },
    {
      query:
        'query casepageOfAsmara { AmalOfAsmara: cases { ...Asmara } } fragment Asmara on CaseConnection { totalCount }',
    },
    { query: '{ cases { totalCount } }', headers: { 'x-purpose': 'AMAL ABDI' } },
    { query: '{ cases { totalCount } }', headers: { accept: 'text/Abdi' } },
  ];
  for (const question of questions) await graph.ask({ ...IND, ...question });
  await subscribeInVain('subscription AmalAbdiFromAsmara { caseChanged { at Asmara } }');
}

describe('both logs, after every view asked for everything and callers wrote values wherever they can', () => {
  let text: string;
  beforeAll(async () => {
    for (const view of CASE_VIEWS) await askEverything(view);
    await askWithValues();
    text = (await wholeText(graph)).toLowerCase();
  });

  it('hold no V-number, name, date, address, text or code of anybody', () => {
    const values = personalValues(WORLD);
    expect(values.length).toBeGreaterThan(120);
    expect(values.filter((value) => standsIn(text, value))).toEqual([]);
  });

  it('hold a line of each answer, and most of them were given', async () => {
    const rows = await graph.database.admin<{ result: string; n: number }[]>`
      select body::json->>'result' as result, count(*)::int as n from audit.audit_record group by 1`;
    const counts = Object.fromEntries(rows.map(({ result, n }) => [result, n]));
    expect(counts.OK).toBeGreaterThanOrEqual(CASE_VIEWS.length * (2 + NAMES.length));
    expect(counts.REFUSED).toBeGreaterThanOrEqual(5);
  });

  it('hold no more in the operator’s log, or in the metrics', async () => {
    const metrics = await openMetrics({ gateway: graph.database.gateway, activities: () => [] }).text();
    const told = [...graph.log, metrics].join('\n').toLowerCase();
    expect(told).toContain('ketenzicht_register_readable');
    expect(['9999999999', 'asmara', 'abdi', V.amal].filter((value) => told.includes(value))).toEqual([]);
  });

  it('hold no id of a case', async () => {
    const rows = await graph.database.admin<{ id: string }[]>`select id from app.case_key`;
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ id }) => text.includes(id))).toEqual([]);
  });

  it('hold nothing that was asked for in vain or written wrong', () => {
    expect(['9999999999', 'asmara', 'amal', '1990'].filter((value) => standsIn(text, value))).toEqual([]);
  });
});

describe('the name of an operation', () => {
  const nameOf = async (query: string) => (await askLogged(graph, { ...IND, query })).audit[0]?.operation?.name;

  it('is logged where it is a published one', async () => {
    expect(await nameOf('query CasePage { __typename }')).toBe('CasePage');
    expect(await nameOf('query Me { nothing }')).toBe('Me');
  });

  test.each(['AmalAbdi', 'casePage', 'CasePage1', 'CasePageOfAmal', 'toString', '__proto__', 'constructor'])(
    'is not logged where it is none: %s',
    async (name) => {
      const { audit } = await askLogged(graph, { ...IND, query: `query ${name} { __typename }` });
      expect(audit[0]?.operation).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    },
  );
});

describe('the hash of an operation', () => {
  const hashOf = async (query: string) => (await askLogged(graph, { ...IND, query })).audit[0]?.operation?.hash;

  it('is equal for equal questions about anybody, however they are laid out', async () => {
    const about = (vNumber: string) => hashOf(`query A { a${vNumber}: caseByVNumber(vNumber: "${vNumber}") { id } }`);
    const hash = await about(V.amal);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await about(V.bilal)).toBe(hash);
    expect(await hashOf(`query A {\n a${V.amal}: caseByVNumber(vNumber: """${V.dawit}""") { id }, }`)).toBe(hash);
  });

  it('says nothing of what the client calls its operation, aliases, variables and fragments', async () => {
    const called = (word: string) =>
      hashOf(`query ${word}($${word}: Int) { ${word}: cases(first: $${word}) { ...${word} } }
        fragment ${word} on CaseConnection { ${word}: totalCount }`);
    expect(await called('AmalAbdi')).toBe(await called('q'));
  });

  test.each([
    ['{ cases { totalCount } }', '{ cases { edges { cursor } } }'],
    ['query CasePage { cases { totalCount } }', 'query CaseList { cases { totalCount } }'],
    [
      'query ($a: Int, $b: Int) { cases(first: $a) { totalCount } }',
      'query ($a: Int, $b: Int) { cases(first: $b) { totalCount } }',
    ],
    [
      '{ cases { ...A edges { cursor } } } fragment A on CaseConnection { ...B } fragment B on CaseConnection { totalCount }',
      '{ cases { ...B edges { cursor } } } fragment A on CaseConnection { ...B } fragment B on CaseConnection { totalCount }',
    ],
  ])('differs where something else is asked: %s and %s', async (one, other) => {
    expect(await hashOf(one)).not.toBe(await hashOf(other));
  });
});
