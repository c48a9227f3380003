import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';

/**
 * The thirteen checks of graphql-cop, as that tool sends them, against a server with the settings of production. Each
 * says what the tool would have to see to report a finding.
 */
let graph: TestGraph;
beforeAll(async () => {
  const operations = { ...testConfig().operations, introspection: false };
  graph = await startGraph(WORLD, { operations, explorer: false, pages: false });
});
afterAll(() => graph?.close());

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly type?: string;
  readonly body?: string;
  readonly accept?: string;
}

async function send({ method = 'POST', path = '', type = 'application/json', body, accept }: Sent) {
  const authorization = `Bearer ${await graph.token('ind')}`;
  const headers = {
    authorization,
    ...(body === undefined ? {} : { 'content-type': type }),
    ...(accept ? { accept } : {}),
  };
  const response = await fetch(`${graph.url}${path}`, { method, headers, body });
  return { status: response.status, text: await response.text() };
}

async function ask(query: string) {
  const { status, text } = await send({ body: JSON.stringify({ query }) });
  const { data = null, errors = [], extensions = {} } = JSON.parse(text);
  return {
    status,
    text,
    data,
    extensions,
    codes: errors.map((one: { extensions: { code: string } }) => one.extensions.code),
  };
}

const many = (count: number, one: (place: number) => string) =>
  Array.from({ length: count }, (_, place) => one(place)).join(' ');

describe('graphql-cop finds', () => {
  it('no alias overload: a hundred and one aliases are refused', async () => {
    const { status, data, codes } = await ask(`query cop { ${many(101, (place) => `alias${place}: __typename`)} }`);
    expect([status, data, codes]).toEqual([400, null, ['DOCUMENT_LIMIT']]);
  });

  it('no batching: an array of operations is refused, and says what to do', async () => {
    const batch = JSON.stringify(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })));
    const { status, text } = await send({ body: batch });
    expect([status, JSON.parse(text)]).toEqual([
      400,
      {
        errors: [
          { message: 'Send one operation per request; batches are not offered.', extensions: { code: 'BAD_REQUEST' } },
        ],
      },
    ]);
  });

  it('no circular introspection', async () => {
    const circle =
      '{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }';
    const { status, data, codes } = await ask(`query cop ${circle}`);
    expect([status, data, [...new Set(codes)]]).toEqual([400, null, ['GRAPHQL_VALIDATION_FAILED']]);
  });

  it('no directive overload: neither of one that is there nor of one that is not', async () => {
    for (const directive of ['@aa', '@include(if: true) ']) {
      const { status, data, codes } = await ask(`query cop { __typename ${directive.repeat(51)} }`);
      expect([status, data, codes]).toEqual([400, null, ['DOCUMENT_LIMIT']]);
    }
  });

  it('no field duplication: five hundred times one field is refused', async () => {
    const { status, data, codes } = await ask(`query cop { ${'__typename '.repeat(500)} }`);
    expect([status, data, codes]).toEqual([400, null, ['DOCUMENT_LIMIT']]);
  });

  it('no suggestions', async () => {
    const { status, text } = await ask('query cop { __schema { directive } mee { purpos } case }');
    expect(status).toBe(400);
    expect(text).not.toMatch(/did you mean|"me"|purpose|directives/i);
  });

  it('no mutation by GET', async () => {
    const { status, text } = await send({ method: 'GET', path: '?query=mutation+cop+%7B__typename%7D' });
    expect([status, JSON.parse(text).data, JSON.parse(text).errors[0].extensions.code]).toEqual([
      405,
      undefined,
      'METHOD_NOT_ALLOWED',
    ]);
  });

  it('no query by GET', async () => {
    const { status, text } = await send({ method: 'GET', path: '?query=query+cop+%7B__typename%7D' });
    expect([status, JSON.parse(text).data, JSON.parse(text).errors[0].extensions.code]).toEqual([
      405,
      undefined,
      'METHOD_NOT_ALLOWED',
    ]);
  });

  it('no explorer in production, at its own address or at that of the graph', async () => {
    const home = graph.url.replace('/graphql', '');
    for (const path of ['/', '/explorer', '/graphiql', '/playground', '/console', '/graphql']) {
      const response = await fetch(`${home}${path}`, { headers: { accept: 'text/html' } });
      expect([path, response.status >= 400]).toEqual([path, true]);
      expect(await response.text()).not.toMatch(/graphiql|playground|<script/i);
    }
  });

  it('no open introspection', async () => {
    expect(await ask('query cop { __schema { types { name fields { name } } } }')).toMatchObject({
      status: 400,
      data: null,
      codes: ['GRAPHQL_VALIDATION_FAILED'],
    });
  });

  it('no query by an urlencoded POST, which a page of another site could send', async () => {
    const form = { type: 'application/x-www-form-urlencoded', body: 'query=query+cop+%7B__typename%7D' };
    const { status, text } = await send(form);
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('no traces of how an answer came about', async () => {
    const { extensions, text } = await ask('query cop { __typename }');
    expect(Object.keys(extensions)).toEqual(['decision']);
    expect(text).not.toMatch(/tracing|resolvers|duration|startOffset/i);
  });

  it('no unhandled errors: what is wrong has a code, and no class, place or stack', async () => {
    for (const query of [
      'qwerty cop { abc }',
      'query cop {',
      '{ cases(first: 0) { totalCount } }',
      '{ case(id: {}) { id } }',
    ]) {
      const { codes, text } = await ask(query);
      expect([query, codes.length > 0, codes.includes('INTERNAL')]).toEqual([query, true, false]);
      expect(text).not.toMatch(/stack|exception|node_modules|\.ts\b|at \w+ \(|Error:(?! the document)/);
    }
  });
});
