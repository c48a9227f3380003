import { describe, expect, it, test } from '@jest/globals';
import { buildSchema, getOperationAST, isObjectType, parse } from 'graphql';
import { operationCosts } from '../../src/graph/operation-cost.js';
import { masterOfTests } from '../support/graph.js';

const schema = buildSchema(`
  type Query { one: One, list: [One!]!, page(first: Int, last: Int): Page!, words: [String!]!, search(x: Int): One }
  type One { a: Int b: Int page(first: Int): Page, again: One }
  type Page { edges: [Edge!]! info: Int }
  type Edge { node: One cursor: String }
`);
Object.assign(schema.getQueryType()?.getFields().search?.extensions ?? {}, { complexity: 1_000 });
const costOf = operationCosts(schema);

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return costOf({ document, operation, variables });
}

describe('an operation costs what its answer may hold', () => {
  test.each<[string, number, Record<string, unknown>?]>([
    ['{ __typename }', 1],
    ['{ one { a b } }', 3],
    ['{ one { a } other: one { a } }', 4],
    ['{ list { a b } }', 11],
    ['{ words }', 1],
    ['{ search { a } }', 1_002],
    ['{ page(first: 10) { info } }', 11],
    ['{ page(first: 10) { edges { node { a b } } } }', 1 + 10 * (1 + 1 + 2)],
    ['{ page(last: 10) { info } }', 11],
    ['{ page { info } }', 51],
    ['{ page(first: null) { info } }', 51],
    ['{ page(first: 10) { edges { node { page(first: 20) { info } } } } }', 1 + 10 * (1 + 1 + 21)],
    ['query ($n: Int) { page(first: $n) { info } }', 8, { n: 7 }],
    ['query ($n: Int) { page(first: $n) { info } }', 51, {}],
    ['query ($n: Int) { page(first: $n) { info } }', 51, { n: null }],
    ['query ($n: Int = 30) { page(first: $n) { info } }', 31],
    ['query ($n: Int = 30) { page(first: $n) { info } }', 4, { n: 3 }],
    ['query ($n: Int = 30) { page(first: $n) { info } }', 51, { n: null }],
    ['query ($n: Int, $m: Int) { page(first: $n, last: $m) { info } }', 10, { m: 9 }],
    ['query ($s: Boolean!) { one { a b @skip(if: $s) } }', 2, { s: true }],
    ['query ($s: Boolean!) { one { a b @skip(if: $s) } }', 3, { s: false }],
    ['query ($s: Boolean = false) { one @include(if: $s) { a b } }', 0],
    ['{ ...F @skip(if: true) one { a } } fragment F on Query { list { a } }', 2],
    [
      'query ($n: Int) { ...F } fragment F on Query { page(first: $n) { info } ... on Query { one { a } } }',
      6,
      { n: 3 },
    ],
  ])('%s is %d', (text, expected, variables = {}) => {
    expect(cost(text, variables)).toBe(expected);
  });

  it('and a size that is refused pays for nothing else', () => {
    expect(cost('{ list { a } page(first: -1000000) { info } }')).toBeGreaterThan(cost('{ list { a } }'));
    expect(cost('query ($n: Int) { list { a } page(first: $n) { info } }', { n: -5 })).toBeGreaterThan(6);
  });

  it('and the same document costs more with a larger page', () => {
    const document = parse('query ($n: Int) { page(first: $n) { edges { node { a } } } }');
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    const costs = [1, 10, 100, 10].map((n) => costOf({ document, operation, variables: { n } }));
    expect(costs).toEqual([4, 31, 301, 31]);
  });
});

describe('of the whole schema', () => {
  const master = masterOfTests();
  const fields = Object.values(master.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })));

  it('no field answers by the page without saying so in `first`', () => {
    const others = fields.filter(({ field }) =>
      field.args.some(({ name }) => /^(last|size|limit|count|take)$/i.test(name)),
    );
    expect(others.map(({ name }) => name)).toEqual(['Query.cases']);
  });

  it('what is dear in itself says so', () => {
    const dear = fields.filter(({ field }) => typeof field.extensions.complexity === 'number');
    expect(dear.map(({ name }) => name).sort()).toEqual([
      'Query.accessReport',
      'Query.findPerson',
      'Query.pilotResults',
      'Query.statistics',
    ]);
  });
});
