import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { apollo, ask } from './small-view.js';

beforeAll(() => apollo.start());
afterAll(() => apollo.stop());

describe('names that the caller did not write do not come back', () => {
  const HIDDEN = /hiddenRequired|hiddenArgument|Secretive|inner|REFERRED|Did you mean|VNumber|expected|Int!|at "/;
  test.each([
    '{ needs }',
    '{ case { address } }',
    '{ case { secretive } }',
    '{ case { secretiv { inne } } }',
    '{ case { statu adress } }',
    '{ case(numbe: "1") { status } }',
    '{ case(filter: {}) { status } }',
    '{ case(filter: { statu: SHELTERED }) { status } }',
    '{ case(filter: 1) { status } }',
    '{ case(status: REFERED) { status } }',
    '{ case(status: "REFERED") { status } }',
    '{ case(number: 12) { status } }',
    '{ case(count: "x") { status } }',
    'query ($n: Secretiv) { must }',
    'query ($n: String) { needs(hiddenArgumen: $n) }',
    'query ($s: String) { case(number: $s) { status } }',
    '{ ... on Secretiv { x } }',
    '{ case { ... on Query { must } } }',
  ])('%s', async (query) => {
    const { errors, text } = await ask(query);
    expect(errors.length).toBeGreaterThan(0);
    expect(text).not.toMatch(HIDDEN);
  });

  test.each<[string, object]>([
    ['query ($f: Filter) { case(filter: $f) { status } }', { f: {} }],
    ['query ($f: Filter) { case(filter: $f) { status } }', { f: { hiddenRequire: 1 } }],
    ['query ($f: Filter) { case(filter: $f) { status } }', { f: { statu: 'x' } }],
    ['query ($f: Filter) { case(filter: $f) { status } }', { f: { nested: { number: 5 } } }],
    ['query ($s: Status) { case(status: $s) { status } }', { s: 'REFERED' }],
  ])('%s with %j', async (query, variables) => {
    const { errors, text, status } = await ask(query, variables);
    const name = query[8];
    expect(errors).toEqual([
      {
        message: `Variable "$${name}" does not have a value of its type.`,
        locations: [{ line: 1, column: 8 }],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(text).not.toMatch(HIDDEN);
    expect(status).toBe(400);
  });

  it('guessing words as fields, arguments, enum values and input fields recovers none that was not guessed', async () => {
    const guess = fc.stringMatching(/^(hidden|secre|addr|stat|inne|REF|SHEL|nest|numb)[a-zA-Z]{0,6}$/);
    const names = [
      'hiddenRequired',
      'hiddenArgument',
      'secretive',
      'Secretive',
      'address',
      'inner',
      'REFERRED',
      'SHELTERED',
      'nested',
    ];
    await fc.assert(
      fc.asyncProperty(guess, fc.nat(4), async (word, place) => {
        const queries = [
          `{ case { ${word} } }`,
          `{ case(${word}: 1) { __typename } }`,
          `{ case(status: ${word}) { __typename } }`,
          `{ case(filter: { ${word}: 1 }) { __typename } }`,
          `query ($x: ${word}) { must }`,
        ];
        const { text } = await ask(queries[place] ?? '');
        expect(names.filter((name) => text.includes(name) && !word.includes(name))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('values do not come back', () => {
  const PLACES: [string, (value: string) => [string, object?]][] = [
    ['a string in the document', (value) => [`{ case(count: ${JSON.stringify(value)}) { status } }`]],
    ['a scalar in the document', (value) => [`{ case(number: ${JSON.stringify(value)}) { status } }`]],
    ['a string where an enum belongs', (value) => [`{ case(status: ${JSON.stringify(value)}) { status } }`]],
    ['an unfinished document', (value) => [`{ case(id: ${JSON.stringify(value)} ${JSON.stringify(value)}`]],
    ['a variable', (value) => ['query ($n: Int) { case(count: $n) { status } }', { n: value }]],
    ['a scalar variable', (value) => ['query ($n: VNumber) { case(number: $n) { status } }', { n: value }]],
    ['an enum variable', (value) => ['query ($n: Status) { case(status: $n) { status } }', { n: value }]],
    ['an input field', (value) => ['query ($n: Filter) { case(filter: $n) { status } }', { n: { status: value } }]],
    [
      'an unknown input field',
      (value) => ['query ($n: Filter) { case(filter: $n) { status } }', { n: { [value]: 1 } }],
    ],
  ];
  test.each(PLACES)('as %s', async (_where, place) => {
    const value = fc.string({ minLength: 6, maxLength: 30 }).map((text) => `x9${text}`);
    await fc.assert(
      fc.asyncProperty(value, async (secret) => {
        const { errors, text } = await ask(...place(secret));
        expect(errors.length).toBeGreaterThan(0);
        expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      { numRuns: 60 },
    );
  });

  it('as the name of an operation', async () => {
    const { errors, text } = await ask('query A { must }', {}, '1234567890');
    expect(errors[0]?.extensions.code).toBe('BAD_REQUEST');
    expect(text).not.toContain('1234567890');
  });

  it('but a scalar’s own words for the caller do', async () => {
    const { errors } = await ask('query ($n: VNumber) { case(number: $n) { status } }', { n: 'own words' });
    expect(errors).toMatchObject([{ message: 'A V-number has ten digits.', extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
