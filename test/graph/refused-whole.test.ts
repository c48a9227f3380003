import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';
import { askLogged } from './log-lines.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const OFFICER = { organisation: 'privacy-officer', purpose: 'SUBJECT_ACCESS' };
const IND = { organisation: 'ind' };

describe('an operation of a kind that the view does not have', () => {
  test.each([
    ['mutation', 'mutation { addGrant(input: { organisation: "dtv", purpose: "RETURN" }) { code } }'],
    ['mutation', 'mutation { __typename }'],
    ['mutation', 'query A { me { organisation } } mutation B { x }'],
    ['subscription', 'subscription { x }'],
  ])('(%s) is refused like a misspelt field: %s', async (kind, query) => {
    const misspelt = await askLogged(graph, { ...OFFICER, query: '{ x }' });
    const { answer, audit, processing } = await askLogged(graph, { ...OFFICER, query });
    expect(answer.errors).toMatchObject([
      { message: `There is no ${kind} in this schema.`, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    expect([answer.status, answer.data]).toEqual([400, undefined]);
    expect(answer.status).toBe(misspelt.answer.status);
    expect(processing).toEqual([]);
    expect(audit).toMatchObject([{ result: 'REFUSED', codes: ['GRAPHQL_VALIDATION_FAILED'], categories: [] }]);
    expect(misspelt.audit).toMatchObject([{ result: 'REFUSED', codes: ['GRAPHQL_VALIDATION_FAILED'], categories: [] }]);
  });

  it('is nothing for the operator to look after', async () => {
    graph.log.length = 0;
    await graph.ask({ ...OFFICER, query: 'mutation { y }' });
    expect(graph.log.filter((line) => line.includes('"INTERNAL"'))).toEqual([]);
  });

  it('and one that it has is made as before', async () => {
    const query = 'mutation { decideRectification(input: { id: "x", outcome: REFUSED, reason: "y" }) { id } }';
    const answer = await graph.ask({ ...IND, query });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a refusal does not tell whether somebody sent the document before', () => {
  test.each([
    ['{ cases { totalCount } case(id: "x") { id } }', 'cases'],
    ['{ a: caseByVNumber(vNumber: $v) { id } b: cases { totalCount } c: case(id: $id) { id } }', 'b'],
    ['{ case(id: $id) { id } caseByVNumber(vNumber: $v) { id } me { organisation } }', 'me'],
    ['{ case(id: $id) { id } ...F } fragment F on Query { found: cases { totalCount } }', 'found'],
  ])('%s', async (selection, refusing) => {
    const variables = { id: graph.id('amal'), v: V.amal };
    const types = { id: 'ID!', v: 'VNumber!' };
    const used = (['id', 'v'] as const).filter((name) => selection.includes(`$${name}`));
    const declared = used.map((name) => `$${name}: ${types[name]}`).join(', ');
    const query = `query ${declared && `(${declared})`} ${selection}`;
    await graph.change(`update app.organisation set revoked_at = now() where code = 'ind'`);
    const answers = [];
    for (let turn = 0; turn < 4; turn++) answers.push(await graph.ask({ ...IND, query, variables }));
    await graph.change(`update app.organisation set revoked_at = null where code = 'ind'`);
    expect(answers[0]?.errors).toMatchObject([{ path: [refusing], extensions: { code: 'FORBIDDEN' } }]);
    expect([answers[0]?.status, answers[0]?.data]).toEqual([200, null]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('and errors beside something to answer are all told, as before', async () => {
    const query =
      '{ me { organisation } a: case(id: "x") { id } cases(first: 1) { edges { node { x: timeline(first: -1) { edges { cursor } } y: timeline(first: 9999) { edges { cursor } } } } } }';
    for (let turn = 0; turn < 3; turn++) {
      const { errors, data } = await graph.ask({ ...IND, query });
      expect(errors?.map(({ path }) => path?.at(-1)).sort()).toEqual(['x', 'y']);
      expect(data.me).toEqual({ organisation: 'ind' });
    }
  });
});
