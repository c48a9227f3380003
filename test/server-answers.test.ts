import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type TinyServer, tinyServer } from './tiny-graph.js';

let tiny: TinyServer;
const bearer = async (organisation: string, purposes: string) => `Bearer ${await tiny.token(organisation, purposes)}`;
let authorization: string;
beforeAll(async () => {
  tiny = await tinyServer();
  authorization = await bearer('ind', 'RESIDENCE_DECISION');
});
afterAll(() => tiny.close());

describe('a known caller gets an answer', () => {
  it('from its own view', async () => {
    const response = await tiny.post({ query: '{ decisions }' }, { authorization });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { decisions: 'ind' } });
  });

  it('of the operation it names, with its variables', async () => {
    const query = 'query A { decisions } query B($v: VNumber) { echo(vNumber: $v) }';
    const body = { query, operationName: 'B', variables: { v: '0012345678' }, extensions: {} };
    expect(await (await tiny.post(body, { authorization })).json()).toEqual({ data: { echo: '0012345678' } });
  });

  it('for null where nothing is meant', async () => {
    const body = { query: '{ decisions }', operationName: null, variables: null, extensions: null };
    expect((await tiny.post(body, { authorization })).status).toBe(200);
  });

  it('by the purpose it states: each has its own fields', async () => {
    const both = await bearer('avim', 'SUPERVISION IDENTIFICATION');
    const ask = async (query: string, purpose: string) =>
      (await tiny.post({ query }, { authorization: both, 'x-purpose': purpose })).json();
    expect(await ask('{ reporting }', 'SUPERVISION')).toEqual({ data: { reporting: 'avim' } });
    expect(await ask('{ documents }', 'IDENTIFICATION')).toEqual({ data: { documents: 'avim' } });
    expect(await ask('{ documents }', 'SUPERVISION')).toMatchObject({
      errors: [{ message: 'Cannot query field "documents" on type "Query".' }],
    });
  });

  test.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['application/graphql-response+json', 'application/graphql-response+json'],
    ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json'],
    ['application/graphql-response+json;q=0.1, application/json', 'application/json'],
    ['multipart/mixed; deferSpec=20220824, application/json', 'application/json'],
  ])('in the form it accepts: %s', async (accept, form) => {
    const headers: Record<string, string> = accept === undefined ? { authorization } : { authorization, accept };
    const response = await tiny.post({ query: '{ decisions }' }, headers);
    expect(response.headers.get('content-type')).toBe(`${form}; charset=utf-8`);
  });

  it('and can ask that nothing be withheld', async () => {
    const ask = async (headers: object) =>
      (await tiny.post({ query: '{ absences }' }, { authorization, ...headers })).json();
    expect(await ask({})).toEqual({ data: { absences: 'report' } });
    expect(await ask({ 'x-absences': 'strict' })).toEqual({ data: { absences: 'strict' } });
    expect(await ask({ 'x-absences': 'maybe' })).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('callers at the same time', () => {
  it('each get their own answer, in their own view', async () => {
    const callers = [
      ['ind', 'RESIDENCE_DECISION', 'decisions'],
      ['avim', 'SUPERVISION', 'reporting'],
      ['avim', 'IDENTIFICATION', 'documents'],
    ] as const;
    const bearers = await Promise.all(callers.map(([organisation, purpose]) => bearer(organisation, purpose)));
    const asked = Array.from({ length: 150 }, (_, turn) => turn % callers.length);
    const answers = await Promise.all(
      asked.map(async (turn) => {
        const response = await tiny.post(
          { query: `{ ${callers[turn]?.[2]} later }` },
          { authorization: bearers[turn]! },
        );
        return response.json();
      }),
    );
    expect(answers).toEqual(
      asked.map((turn) => ({ data: { [callers[turn]?.[2] ?? '']: callers[turn]?.[0], later: callers[turn]?.[0] } })),
    );
  });

  it('do not get each other’s parsed documents: what one view has cached, another refuses', async () => {
    const avim = await bearer('avim', 'SUPERVISION');
    const body = { query: '{ decisions traceId }' };
    expect((await tiny.post(body, { authorization })).status).toBe(200);
    expect((await tiny.post(body, { authorization: avim })).status).toBe(400);
    expect((await tiny.post(body, { authorization })).status).toBe(200);
  });
});

describe('a request belongs to a trace', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const traceOf = (response: Response) =>
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(response.headers.get('traceparent') ?? '');

  it('that its caller names, under a span of its own', async () => {
    const headers = { authorization, traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    const response = await tiny.post({ query: '{ traceId }' }, headers);
    expect(traceOf(response)?.[1]).toBe(traceId);
    expect(traceOf(response)?.[2]).not.toBe('00f067aa0ba902b7');
    expect(await response.json()).toEqual({ data: { traceId } });
  });

  test.each([
    'nonsense',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `ff-${traceId}-00f067aa0ba902b7-01`,
    `00-${traceId}-00f067aa0ba902b7-01-more`,
    `00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`,
  ])('or of its own, when the caller sends %s', async (traceparent) => {
    const response = await tiny.post({ query: '{ decisions }' }, { authorization, traceparent });
    expect(traceOf(response)?.[1]).toMatch(/^(?!0{32})/);
    expect(traceOf(response)?.[1]).not.toBe(traceId);
  });

  it('when it is refused, too', async () => {
    expect(traceOf(await tiny.post({ query: '{ decisions }' }))).not.toBeNull();
  });
});

describe('every answer', () => {
  it('is kept by nobody and tells browsers to be strict', async () => {
    const answers = await Promise.all([
      tiny.post({ query: '{ decisions }' }, { authorization }),
      tiny.post({ query: '{ decisions }' }),
      fetch(`${tiny.url}/nowhere`),
    ]);
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'self';style-src 'self' 'unsafe-inline';/);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('asks for HTTPS ever after, except in the demo', async () => {
    expect((await tiny.post({ query: '{ decisions }' })).headers.get('strict-transport-security')).toBeNull();
    const limits = {
      bodyBytes: 10_000,
      statementTimeoutMs: 5_000,
      pageSize: 200,
      subscriptions: 10,
      subscriptionsEach: 10,
    };
    const real = await tinyServer({ config: { demo: false, limits } });
    expect((await real.post({ query: '{ decisions }' })).headers.get('strict-transport-security')).toMatch(/^max-age=/);
    await real.close();
  });
});

describe('the operator’s log', () => {
  it('has a line per request, and in it nothing of the request', async () => {
    tiny.lines.length = 0;
    const query = 'query Jansen($v: VNumber) { echo(vNumber: $v) broken down }';
    const body = { query, variables: { v: '1234567890' } };
    const response = await tiny.post(body, { authorization, 'user-agent': 'jansen-browser', cookie: 'jansen=1' });
    await fetch(`${tiny.url}/cases/1234567890?name=jansen`);
    const trace = response.headers.get('traceparent')?.slice(3, 35);
    await tiny.server.close();
    const lines = tiny.lines.map((line) => JSON.parse(line));
    expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([
      { method: 'POST', route: '/graphql', status: 200, traceId: trace, durationMs: expect.any(Number) },
      { method: 'GET', status: 404 },
    ]);
    const failures = lines.filter(({ message }) => message?.startsWith('request failed'));
    expect(failures).toMatchObject([
      { code: 'INTERNAL', traceId: trace, failure: ['GraphQLError', 'Error 23505'] },
      { code: 'SOURCE_UNAVAILABLE', traceId: trace, failure: ['Error'] },
    ]);
    const token = authorization.split('.')[2] ?? '';
    expect(tiny.lines.join('')).not.toMatch(/jansen|1234567890|127\.0\.0\.1|query|Bearer/i);
    expect(tiny.lines.join('')).not.toContain(token);
  });
});
