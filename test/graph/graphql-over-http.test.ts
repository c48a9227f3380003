import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startGraph, type TestGraph } from '../support/graph.js';

let graph: TestGraph;
let authorization: string;
beforeAll(async () => {
  graph = await startGraph();
  authorization = `Bearer ${await graph.token('ind')}`;
});
afterAll(() => graph?.close());

const audits = serverAudits({
  url: () => graph.url,
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), authorization } }),
});

/**
 * What the specification lets a server leave out, and we do. GET would put personal data into addresses. A document that
 * is refused before anything runs is a 400 in both forms: proxies and programs that look at the status see a refusal.
 */
const LEFT_OUT = [
  'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
  'SHOULD use 200 status code on document parsing failure when accepting application/json',
  'SHOULD use 200 status code on document validation failure when accepting application/json',
  'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
];

describe('a document without the operation that is named', () => {
  it.each([
    ['{ __typename }', 'Other'],
    ['query A { me { organisation } }', 'Other'],
    ['query A { __typename } query B { __typename }', 'Other'],
    ['query A { __typename } query B { __typename }', undefined],
  ])('%s by the name %s is refused as the caller’s mistake', async (query, operationName) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const body = JSON.stringify({ query, operationName });
    const response = await fetch(graph.url, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('GraphQL over HTTP, by the audits of graphql-http', () => {
  it('has audits of every degree', () => {
    expect(new Set(audits.map(({ name }) => /^(MUST|SHOULD|MAY)/.exec(name)?.[0]))).toEqual(
      new Set(['MUST', 'SHOULD', 'MAY']),
    );
  });

  it('leaves out nothing that it must do', () => {
    expect(LEFT_OUT.filter((name) => name.startsWith('MUST'))).toEqual([]);
    expect(LEFT_OUT.filter((left) => !audits.some(({ name }) => name === left))).toEqual([]);
  });

  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (name, audit) => {
    const result = await audit.fn();
    const leftOut = name.startsWith('MAY') ? 'notice' : 'warn';
    expect(result).toMatchObject({ status: LEFT_OUT.includes(name) ? leftOut : 'ok' });
  });
});
