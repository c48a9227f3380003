import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { describeFailure, formatError } from '../../src/graph/errors.js';
import { ERROR_CODES, Forbidden, KetenzichtError } from '../../src/model/errors.js';
import { apollo, ask, logged } from './small-view.js';

beforeAll(() => apollo.start());
afterAll(() => apollo.stop());

describe('a document that does not fit is told so in the caller’s own words', () => {
  test.each([
    ['{ secret }', 'Cannot query field "secret" on type "Query".'],
    ['{ case { statuss } }', 'Cannot query field "statuss" on type "Case".'],
    ['{ case(nummer: 1) { status } }', 'Unknown argument "nummer" on field "Query.case".'],
    ['query ($v: VNumbr) { case(number: $v) { status } }', 'Unknown type "VNumbr".'],
    ['{ case @hide { status } }', 'Unknown directive "@hide".'],
    ['{ ...Missing }', 'Unknown fragment "Missing".'],
    ['{ case(status: SHELTERD) { status } }', 'Value "SHELTERD" does not exist in "Status" enum.'],
    ['{ case(count: $n) { status } }', 'Variable "$n" is not defined.'],
    ['query ($n: Int) { must }', 'Variable "$n" is never used.'],
    [
      'query ($n: String) { case(count: $n) { status } }',
      'Variable "$n" of type "String" does not fit where it is used.',
    ],
    ['query ($n: Case) { must }', 'Variable "$n" must have an input type.'],
    ['{ must must: fails }', 'Fields "must" conflict. Give them different aliases.'],
    ['{ case(count: 1, count: 2) { status } }', 'There can be only one argument named "count".'],
    ['query A { must } query A { must }', 'There can be only one operation named "A".'],
    ['{ must } query A { must }', 'This anonymous operation must be the only operation.'],
    ['{ must { x } }', 'Field "must" must not have a selection of subfields.'],
    ['{ case }', 'Field "case" must have a selection of subfields.'],
    ['{ needs }', 'Field "needs" needs an argument that is not given.'],
    ['{ must @include }', 'Directive "@include" needs an argument that is not given.'],
    ['{ case(filter: { hiddenRequired: 1, stat: 1 }) { status } }', 'Field "stat" is not defined by type "Filter".'],
    ['fragment F on Case { ...F } { case { ...F } }', 'Cannot spread fragment "F" within itself.'],
    ['fragment F on Case { status } { must }', 'Fragment "F" is never used.'],
  ])('%s', async (query, message) => {
    const { errors, status } = await ask(query);
    expect(errors.map((error) => error.message)).toContain(message);
    expect(errors.every((error) => error.extensions.code === 'GRAPHQL_VALIDATION_FAILED')).toBe(true);
    expect(status).toBe(400);
  });

  it('and where, when it says no name', async () => {
    const { errors } = await ask('{\n  case(count: "Jansen") { status } }');
    expect(errors).toMatchObject([
      { message: 'The document does not fit the schema at line 2, column 15.', locations: [{ line: 2, column: 15 }] },
    ]);
  });

  it('or, when it cannot be read, where the reading stopped', async () => {
    const { errors, status } = await ask('{ case(number: "1234567890" ');
    expect(errors).toMatchObject([
      {
        message: 'Syntax Error: the document cannot be read at line 1, column 29.',
        extensions: { code: 'GRAPHQL_PARSE_FAILED' },
      },
    ]);
    expect(status).toBe(400);
  });
});

describe('a failure of ours', () => {
  const internal = 'Something went wrong here; quote the trace id.';
  test.each(['database', 'lookalike', 'graphql', 'text', 'wrongType'])(
    '(%s) tells nothing but a trace to quote',
    async (how) => {
      logged.length = 0;
      const { errors, text, status, data } = await ask(`query ($how: String) { fails(how: $how) }`, { how });
      expect(errors).toEqual([{ message: internal, path: ['fails'], extensions: { code: 'INTERNAL' } }]);
      expect([status, data]).toEqual([200, { fails: null }]);
      expect(text).not.toMatch(/1234567890|jansen|23505|stack/i);
      expect(logged).toMatchObject([{ level: 'error', traceId: 'trace-1', code: 'INTERNAL' }]);
      expect(JSON.stringify(logged)).not.toMatch(/1234567890|jansen|duplicate/i);
    },
  );

  it('says to the operator what failed and where', async () => {
    logged.length = 0;
    await ask('{ fails(how: "database") }');
    expect(logged).toMatchObject([
      {
        failure: ['GraphQLError', 'Error 23505'],
        at: expect.arrayContaining([expect.stringContaining('small-view')]),
      },
    ]);
  });

  it('that leaves nothing to answer keeps status 200 and null, as GraphQL over HTTP has it', async () => {
    const { errors, status, data } = await ask('{ must }');
    expect([errors[0]?.message, status, data]).toEqual([internal, 200, null]);
  });
});

describe('an error meant for the caller', () => {
  test.each([
    ['own', { message: 'Ask for fewer.', extensions: { code: 'BAD_USER_INPUT' } }],
    ['source', { message: 'The IND does not answer.', extensions: { code: 'SOURCE_UNAVAILABLE' } }],
  ])('(%s) keeps its code, its words and its path', async (how, expected) => {
    const { errors } = await ask(`{ fails(how: "${how}") }`);
    expect(errors).toMatchObject([{ ...expected, path: ['fails'] }]);
  });

  it('keeps its words when a validation rule brings it', () => {
    const original = new KetenzichtError('BAD_REQUEST', 'Ask for less at once.');
    const error = new GraphQLError('inner text', { originalError: new GraphQLError('x', { originalError: original }) });
    expect(formatError({ message: 'inner text', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }, error)).toEqual({
      message: 'Ask for less at once.',
      extensions: { code: 'BAD_REQUEST' },
    });
  });

  it('never shows what caused it', () => {
    const error = new GraphQLError('x', { originalError: new Forbidden('Not here.', new Error('1234567890')) });
    expect(JSON.stringify(formatError(error.toJSON(), error))).not.toContain('1234567890');
  });
});

describe('every code', () => {
  it('is of the closed list, whatever Apollo or a resolver says', () => {
    for (const code of [
      'INTERNAL_SERVER_ERROR',
      'PERSISTED_QUERY_NOT_FOUND',
      'OPERATION_RESOLUTION_FAILURE',
      'X',
      'toString',
    ]) {
      const formatted = formatError({ message: 'x', extensions: { code, exception: 'x' } }, new GraphQLError('x'));
      expect(Object.keys(ERROR_CODES)).toContain(formatted.extensions?.code);
      expect(Object.keys(formatted.extensions ?? {})).toEqual(['code']);
    }
  });
});

describe('an error in the operator’s log', () => {
  it('is known by its classes and codes down to the first, without texts', () => {
    const driver = Object.assign(new Error('Key (v_number)=(1234567890)\n    at jansen'), { code: '23505' });
    const { failure, at } = describeFailure(new TypeError('outer 1234567890', { cause: driver }));
    expect(failure).toEqual(['TypeError', 'Error 23505']);
    expect(at.length).toBeGreaterThan(0);
    expect(at.join()).not.toMatch(/1234567890|jansen/);
  });

  it('keeps no stack that it cannot tell from the text', () => {
    const error = Object.assign(new Error('changed'), { stack: 'Error: first\n    at 1234567890' });
    expect(describeFailure(error).at).toEqual([]);
  });
});
