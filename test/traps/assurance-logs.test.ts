import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { askLogged, ofVNumber } from '../graph/log-lines.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';

/**
 * Trap 44 of those that others fell into: nobody logs reads per record (opencrvs#4120), so that nobody can tell a person
 * who saw what of them.
 */
let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const FIELDS = 'id person { vNumber }';
const about = (name: keyof typeof V) => V[name];

const ways: [string, () => string][] = [
  ['by its id', () => `{ case(id: "${graph.id('amal')}") { ${FIELDS} } }`],
  ['by V-number', () => `{ caseByVNumber(vNumber: "${about('amal')}") { ${FIELDS} } }`],
  [
    'by who it is about',
    () => `{ findPerson(input: {
    name: "Amal Abdi", birthDate: "1990-05-17", nationality: "0084" }) { ${FIELDS} } }`,
  ],
  ['on a page', () => `{ cases(first: 50) { edges { node { ${FIELDS} } } } }`],
  [
    'through its timeline alone',
    () => `{ case(id: "${graph.id('amal')}") { timeline(first: 1) { edges { cursor } } } }`,
  ],
  ['by being counted', () => `{ cases(filter: { person: { vNumber: { in: ["${V.amal}"] } } }) { totalCount } }`],
  ['by a cursor', () => '{ cases(filter: { plan: { scenario: { in: [RETURN] } } }) { edges { cursor } } }'],
  [
    'by the end of a page',
    () => '{ cases(first: 1, filter: { person: { givenNames: { in: ["Amal"] } } }) { pageInfo { endCursor } } }',
  ],
];

test.each(ways)('44: a record that is read %s is logged, once, under its person', async (_, query) => {
  const { answer, processing } = await askLogged(graph, { ...AMSTERDAM, query: query() });
  expect(answer.errors).toBeUndefined();
  expect(processing.filter(({ subject }) => subject === ofVNumber(about('amal'))).length).toBe(1);
});

test('44: a page is logged record by record, and nobody who is not on it', async () => {
  const { answer, processing } = await askLogged(graph, {
    ...AMSTERDAM,
    query: `{ cases(first: 4) { edges { node { ${FIELDS} } } } }`,
  });
  const shown = answer.data.cases.edges.map(({ node }) => node.person.vNumber).filter((vNumber) => vNumber !== null);
  const logged = processing.filter(({ type }) => type === 'Vreemdelingennummer').map(({ subject }) => subject);
  expect(logged.sort()).toEqual(shown.map((vNumber) => ofVNumber(String(vNumber))).sort());
  expect(processing.length).toBe(4);
});

test('44: a read is logged each time, also when the same is asked again', async () => {
  const query = `{ case(id: "${graph.id('amal')}") { ${FIELDS} } }`;
  for (let times = 0; times < 3; times += 1) {
    expect((await askLogged(graph, { ...AMSTERDAM, query })).processing.length).toBe(1);
  }
});

test('44: nobody out of reach is logged as counted, and a V-number that is asked about is logged as asked for', async () => {
  const query = `{ cases(filter: { person: { vNumber: { in: ["${V.hana}"] } } }) { totalCount } }`;
  const { answer, processing } = await askLogged(graph, { ...AMSTERDAM, query });
  expect(Number(answer.data.cases.totalCount)).toBe(0);
  expect(processing).toMatchObject([{ subject: ofVNumber(V.hana), status: 'UNSET', categories: [] }]);
});
