import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { delivererOn, type Sending } from '../../support/deliverer.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { amsterdamRows } from '../../support/shelter-rows.js';

let graph: TestGraph;
let deliverer: ReturnType<typeof delivererOn>;
let own: string;
beforeAll(async () => {
  graph = await startGraph();
  deliverer = delivererOn(graph);
  own = (await deliverer.send({ ...AMSTERDAM, key: 'own', body: amsterdamRows(2) })).report.id;
});
afterAll(() => graph?.close());

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };

const stored = async () => {
  const { admin } = graph.database;
  const counts = await admin`select (select count(*) from app.record)::int as records,
    (select count(*) from app.delivery)::int as deliveries, (select count(*) from app.delivery_chunk)::int as chunks`;
  return { ...counts[0] };
};

const lastAudit = async () => {
  const rows = await graph.database.admin`
    select body::json ->> 'action' as action, body::json ->> 'organisation' as organisation,
      body::json ->> 'result' as result, body::json -> 'codes' ->> 0 as code
    from audit.audit_record order by month desc, seq desc limit 1`;
  return { ...rows[0] };
};

const HEADERS: readonly (readonly [string, Record<string, string>, number, string])[] = [
  ['without a key', { 'idempotency-key': '' }, 400, 'BAD_REQUEST'],
  ['with a key that is none', { 'idempotency-key': 'a key; of Amal Abdi' }, 400, 'BAD_REQUEST'],
  ['with a key too long', { 'idempotency-key': 'k'.repeat(101) }, 400, 'BAD_REQUEST'],
  ['of another type', { 'content-type': 'application/x-ndjson' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['without a type', { 'content-type': 'application/octet-stream' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['of another charset', { 'content-type': 'text/csv; charset=utf-16' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['compressed in another way', { 'content-encoding': 'br' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['in another mode', { 'delivery-mode': 'merge' }, 400, 'BAD_REQUEST'],
  ['from an offset that is none', { 'upload-offset': '-1' }, 400, 'BAD_REQUEST'],
  ['from an offset of a delivery that is none', { 'upload-offset': '10' }, 409, 'DELIVERY_CONFLICT'],
  ['with a digest that is none', { 'repr-digest': 'md5=:AAAA:' }, 400, 'BAD_REQUEST'],
];

describe('a delivery is refused, stores nothing, and is in the audit log', () => {
  it.each(HEADERS)('%s', async (_name, headers, status, code) => {
    const before = await stored();
    const sent = await deliverer.send({ ...AMSTERDAM, body: amsterdamRows(1, 'H'), headers });
    expect([sent.status, sent.report.code]).toEqual([status, code]);
    expect(sent.headers.get('content-type')).toBe('application/problem+json');
    expect(sent.text).not.toMatch(/Amal|utf-16|merge|md5/);
    expect(await stored()).toEqual(before);
    expect(await lastAudit()).toEqual({ action: 'deliver', organisation: 'amsterdam', result: 'REFUSED', code });
  });

  it('with anything in the URL', async () => {
    const sent = await deliverer.send({ ...AMSTERDAM, source: 'shelter?v=1234567890', body: amsterdamRows(1) });
    expect([sent.status, sent.report.code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('without a token, which is in no log: it is nobody’s', async () => {
    const before = await lastAudit();
    const answer = await fetch(`${deliverer.base}/deliveries/shelter`, { method: 'POST', body: amsterdamRows(1) });
    expect(answer.status).toBe(401);
    expect(await lastAudit()).toEqual(before);
  });
});

const NOT_THEIRS: readonly (readonly [string, Sending])[] = [
  ['a municipality, for the IND', { ...AMSTERDAM, source: 'ind' }],
  ['the IND, for the shelters', { organisation: 'ind', source: 'shelter' }],
  ['an NGO, for another agency', { organisation: 'ngo-de-haven', source: 'avim' }],
  ['for a source that is none', { ...AMSTERDAM, source: 'constructor' }],
  ['a researcher', { organisation: 'wodc', source: 'shelter' }],
  ['the privacy officer', { organisation: 'privacy-officer', source: 'ind' }],
  ['a municipality, for another purpose', { organisation: 'amsterdam', purpose: 'SUBJECT_ACCESS', source: 'shelter' }],
];

describe('for who is not the owner of a source there is nothing to deliver to', () => {
  it.each(NOT_THEIRS)('%s', async (_name, sending) => {
    const before = await stored();
    const sent = await deliverer.send({ ...sending, body: amsterdamRows(1) });
    expect([sent.status, sent.report.code]).toEqual([404, 'NOT_FOUND']);
    expect(await stored()).toEqual(before);
  });
});

describe('a delivery of another is the same as one that does not exist', () => {
  const NONE = '00000000-0000-4000-8000-000000000000';
  const ASKED: readonly (readonly ['GET' | 'POST', (id: string) => string])[] = [
    ['GET', (id) => `/deliveries/${id}`],
    ['GET', (id) => `/deliveries/${id}/rejected`],
    ['GET', () => '/deliveries/by-key/own'],
    ['POST', (id) => `/deliveries/${id}/confirm`],
    ['POST', (id) => `/deliveries/${id}/withdraw`],
  ];

  it.each(ASKED)('%s %s', async (method, path) => {
    for (const organisation of ['rotterdam', 'ind', 'wodc']) {
      const purpose = organisation === 'rotterdam' ? 'CASE_COORDINATION' : undefined;
      const [theirs, none] = [own, NONE].map((id) => deliverer.call(method, path(id), { organisation, purpose }));
      const [one, other] = [await theirs, await none];
      expect([one?.status, one?.report.code, one?.report.detail]).toEqual([404, 'NOT_FOUND', other?.report.detail]);
    }
  });

  it('and what is no id is not asked of the database', async () => {
    const answer = await deliverer.get("/deliveries/1'; drop", AMSTERDAM);
    expect([answer.status, answer.report.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('in GraphQL too', async () => {
    const query = `{ delivery(id: "${own}") { id } deliveries { edges { node { id } } } }`;
    const mine = await graph.ask({ ...AMSTERDAM, query });
    expect(JSON.stringify(mine.data)).toBe(
      `{"delivery":{"id":"${own}"},"deliveries":{"edges":[{"node":{"id":"${own}"}}]}}`,
    );
    const theirs = await graph.ask({ organisation: 'ind', query });
    expect(JSON.stringify(theirs.data)).toBe('{"delivery":null,"deliveries":{"edges":[]}}');
  });
});

describe('a grant that ended', () => {
  afterEach(() => graph.change(`update app.purpose_grant set revoked_at = null`));

  it('lets nothing in and tells nothing more, on the next request', async () => {
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'amsterdam'`);
    const before = await stored();
    const sent = await deliverer.send({ ...AMSTERDAM, body: amsterdamRows(1, 'G') });
    const asked = await deliverer.get(`/deliveries/${own}`, AMSTERDAM);
    expect([sent.status, asked.status, asked.report.code]).toEqual([403, 403, 'FORBIDDEN']);
    expect(await stored()).toEqual(before);
  });
});
