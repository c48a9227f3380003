import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';

/** What the plugins of graphql-armor guard against, at the standard limits: as much as is allowed, and one more. */
let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const IND = { organisation: 'ind' };
const many = (count: number, one: (place: number) => string) =>
  Array.from({ length: count }, (_, place) => one(place)).join(' ');

async function told(query: string, variables: Record<string, unknown> = {}) {
  const answer = await graph.ask({ ...IND, query, variables });
  return [answer.status, ...new Set(codesOf(answer))];
}

describe('graphql-armor would guard', () => {
  it('aliases: fifty, and no more', async () => {
    const aliases = (count: number) => `{ me { ${many(count, (place) => `a${place}: purpose`)} } }`;
    expect([await told(aliases(50)), await told(aliases(51))]).toEqual([[200], [400, 'DOCUMENT_LIMIT']]);
  });

  it('cost: a page of two hundred with everything, and not two of them', async () => {
    const page = (name: string) =>
      `${name}: cases(first: 200) { edges { node { id timeline { edges { node { at kind provenance { source recordedAt retrievedAt deliveredBy } } } } } } }`;
    const [one, two] = [`{ ${page('a')} }`, `{ ${page('a')} ${page('b')} ${page('c')} ${page('d')} ${page('e')} }`];
    expect([await told(one), await told(two)]).toEqual([[200], [400, 'COST_LIMIT']]);
    const sized =
      'query ($n: Int, $m: Int) { cases(first: $n) { edges { node { timeline(first: $m) { edges { node { at kind } } } } } } }';
    expect(await told(sized, { n: 200, m: 50 })).toEqual([200]);
    expect(await told(sized, { n: 200, m: 100_000 })).toEqual([400, 'COST_LIMIT']);
  });

  it('depth: sixteen fields within each other, and no more, be it through fragments', async () => {
    // What an explorer asks goes deepest; the type of a type goes on.
    const types = (count: number) =>
      `{ __type(name: "Case") { name fields { type ${'{ ofType '.repeat(count)} { name } ${'}'.repeat(count)} } } }`;
    expect([await told(types(12)), await told(types(13))]).toEqual([[200], [400, 'DOCUMENT_LIMIT']]);
    const inFragments = `{ __type(name: "Case") { fields { type { ...A } } } } fragment A on __Type { ${'ofType { '.repeat(7)} ...B ${'}'.repeat(7)} }
      fragment B on __Type { ${'ofType { '.repeat(7)} name ${'}'.repeat(7)} }`;
    expect(await told(inFragments)).toEqual([400, 'DOCUMENT_LIMIT']);
  });

  it('directives: fifty, and no more', async () => {
    const directives = (count: number) => `{ me { ${many(count, () => 'purpose @include(if: true)')} } }`;
    expect([await told(directives(50)), await told(directives(51))]).toEqual([[200], [400, 'DOCUMENT_LIMIT']]);
  });

  it('tokens: ten thousand, and no more', async () => {
    const strings = (count: number) =>
      `{ case(id: "1") { id } x: case(id: "2") { id } } # \n ${'query Q { me { purpose } } '.repeat(count)}`;
    expect(await told(strings(2_000))).toEqual([400, 'DOCUMENT_LIMIT']);
    expect(await told(strings(10))).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('suggestions: none, of fields, arguments, types, enum values and input fields', async () => {
    const queries = [
      '{ casess { totalCount } }',
      '{ cases(frist: 1) { totalCount } }',
      '{ ... on Querry { me { purpose } } }',
      '{ cases(orderBy: { field: ARRIVED_AD }) { totalCount } }',
      '{ cases(filter: { statuss: {} }) { totalCount } }',
      '{ me { purpose @skipp(if: true) } }',
    ];
    for (const query of queries) {
      const { text, errors } = await graph.ask({ ...IND, query });
      expect(errors?.length).toBeGreaterThan(0);
      expect(text).not.toMatch(/did you mean|"cases"|"first"|ARRIVED_AT|"status"|@skip"/i);
    }
  });
});
