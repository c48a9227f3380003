import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { startGraph, type TestGraph } from '../support/graph.js';
import { linesOf, newTrace, wholeText } from './log-lines.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph?.close());

interface Sent {
  readonly organisation?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly path?: string;
}

/** Sends a request as it stands, and reads what was logged of it. */
async function send({ organisation = 'avim', headers = {}, body = '{"query":"{ __typename }"}', path = '' }: Sent) {
  const { traceId, traceparent } = newTrace();
  const authorization = `Bearer ${await graph.token(organisation)}`;
  const all = { 'content-type': 'application/json', authorization, traceparent, ...headers };
  const response = await fetch(`${graph.url}${path}`, { method: 'POST', headers: all, body });
  const { errors } = JSON.parse(await response.text());
  const askAgain = response.headers.get('retry-after');
  return { status: response.status, askAgain, code: errors?.[0].extensions.code, ...(await linesOf(graph, traceId)) };
}

const supervision = { 'x-purpose': 'SUPERVISION' };

describe('a request that was refused before the graph', () => {
  const cases: [string, Sent, number, object][] = [
    ['states no purpose of several', {}, 403, { codes: ['FORBIDDEN'] }],
    ['states a purpose that the token has not', { headers: { 'x-purpose': 'RETURN' } }, 403, { codes: ['FORBIDDEN'] }],
    ['has something in the URL', { headers: supervision, path: '?q=1' }, 400, { codes: ['BAD_REQUEST'] }],
    ['wants another form', { headers: { ...supervision, accept: 'text/html' } }, 406, { codes: ['NOT_ACCEPTABLE'] }],
    ['is no JSON', { headers: supervision, body: '{' }, 400, { codes: ['BAD_REQUEST'] }],
    ['is a batch', { headers: supervision, body: '[]' }, 400, { codes: ['BAD_REQUEST'] }],
    [
      'is too long',
      { headers: supervision, body: `"${'x'.repeat(1_000_001)}"` },
      413,
      { codes: ['PAYLOAD_TOO_LARGE'] },
    ],
  ];
  test.each(cases)('because it %s has its line, of who asked', async (_, sent, status, expected) => {
    const answer = await send(sent);
    expect([answer.status, answer.processing]).toEqual([status, []]);
    expect(answer.audit).toEqual([
      expect.objectContaining({ action: 'refused', organisation: 'avim', partnerKind: 'AVIM', result: 'REFUSED' }),
    ]);
    expect(answer.audit[0]).toMatchObject({ client: expect.any(String), origin: '127.0.0.1', counts: {}, ...expected });
    expect(answer.audit[0]?.codes).toEqual([answer.code]);
    // Asking again would change nothing.
    expect(answer.askAgain).toBeNull();
  });

  it('names the purpose only where the token allows it: anything could stand in a header', async () => {
    expect((await send({ headers: { ...supervision, accept: 'text/html' } })).audit[0]?.purpose).toBe('SUPERVISION');
    expect((await send({})).audit[0]).not.toHaveProperty('purpose');
    await send({ headers: { 'x-purpose': '1000000001' } });
    expect(await wholeText(graph)).not.toContain('1000000001');
  });

  it('because its organisation is registered no longer has its line', async () => {
    await graph.token('dtv');
    await graph.change('create table app.put_away as select * from app.organisation where code = $$dtv$$');
    await graph.change('delete from app.organisation where code = $$dtv$$');
    const { status, audit } = await send({ organisation: 'dtv' });
    await graph.change('insert into app.organisation select * from app.put_away');
    expect([status, audit]).toMatchObject([403, [{ organisation: 'dtv', codes: ['FORBIDDEN'], result: 'REFUSED' }]]);
    expect(audit[0]).not.toHaveProperty('partnerKind');
  });

  it('at another address that takes tokens has its line too', async () => {
    const { status, audit } = await send({ path: '/../processing-activities', body: '{}' });
    expect([status, audit]).toMatchObject([403, [{ organisation: 'avim', codes: ['FORBIDDEN'] }]]);
  });

  it('cannot be answered while the log cannot be written', async () => {
    await graph.change('revoke insert on audit.audit_record from ketenzicht_log');
    const answer = await send({ headers: { 'x-purpose': 'RETURN' } }).finally(() =>
      graph.change('grant insert on audit.audit_record to ketenzicht_log'),
    );
    expect([answer.status, answer.code]).toEqual([503, 'LOG_UNAVAILABLE']);
    expect(answer.askAgain).toMatch(/^[1-5]$/);
  });
});

describe('a request of a stranger', () => {
  const forged = () => new SignJWT({ organisation: 'ind' }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32));

  it('is in no log that it could fill: it is nobody’s', async () => {
    for (const authorization of ['', 'Bearer x', `Bearer ${await forged()}`]) {
      const { status, audit } = await send({ headers: { authorization } });
      expect([status, audit]).toEqual([401, []]);
    }
  });
});
