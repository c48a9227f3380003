import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { linesOf } from '../../graph/log-lines.js';
import { delivererOn, type Sending } from '../../support/deliverer.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { amsterdamFile, amsterdamRow, amsterdamRows } from '../../support/shelter-rows.js';

let graph: TestGraph;
let deliverer: ReturnType<typeof delivererOn>;
beforeAll(async () => {
  graph = await startGraph();
  deliverer = delivererOn(graph);
});
afterAll(() => graph?.close());

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const BAD = amsterdamRow('B1', { arrived: '31-02-2020', note: 'Abdi', vNumber: '1234567890' });

/** Sends in a trace of its own, and reads what was logged of it. */
async function logged(sending: Sending, call = deliverer.send) {
  const traceId = randomBytes(16).toString('hex');
  const headers = { ...sending.headers, traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  const sent = await call({ ...sending, headers });
  return { sent, ...(await linesOf(graph, traceId)) };
}

describe('every request about deliveries is in the audit log, and no person in the processing log', () => {
  it('a delivery, with its size: who, for what, with what result', async () => {
    const body = amsterdamFile(BAD, amsterdamRow('A1'));
    const { sent, audit, processing } = await logged({ ...AMSTERDAM, body });
    expect(sent.report.state).toBe('DONE');
    expect(processing).toEqual([]);
    expect(audit).toEqual([
      expect.objectContaining({
        action: 'deliver',
        organisation: 'amsterdam',
        purpose: 'CASE_COORDINATION',
        categories: ['delivery.own'],
        counts: { bytes: Buffer.byteLength(body) },
        result: 'OK',
      }),
    ]);
  });

  it('a question about one, and a refusal', async () => {
    const { report } = await deliverer.send({ ...AMSTERDAM, body: amsterdamFile(BAD) });
    const asked = await logged(AMSTERDAM, (sending) => deliverer.get(`/deliveries/${report.id}`, sending));
    expect(asked.audit).toEqual([
      expect.objectContaining({ action: 'readDelivery', counts: { rejected: 1 }, result: 'OK' }),
    ]);
    const refused = await logged({ organisation: 'ind' }, (sending) =>
      deliverer.get(`/deliveries/${report.id}`, sending),
    );
    expect(refused.audit).toEqual([
      expect.objectContaining({ action: 'readDelivery', organisation: 'ind', result: 'REFUSED', codes: ['NOT_FOUND'] }),
    ]);
  });

  it('and no value of a row stands in a report, in the logs or in the operator’s log', async () => {
    const { sent } = await logged({ ...AMSTERDAM, body: amsterdamFile(BAD) });
    const rejected = await deliverer.get(`/deliveries/${sent.report.id}/rejected`, AMSTERDAM);
    const audit = await graph.database.admin<{ body: string }[]>`select body from audit.audit_record`;
    const all = [sent.text, rejected.text, ...audit.map(({ body }) => body), ...graph.log].join('\n');
    expect(all).not.toMatch(/Abdi|1234567890|Haile/);
  });
});

describe('a delivery that cannot be logged', () => {
  afterEach(() => graph.change('grant insert on audit.audit_record to ketenzicht_log'));

  it('is not accepted: nothing of it is stored; when it can be, the same key goes on', async () => {
    await graph.change('revoke insert on audit.audit_record from ketenzicht_log');
    const body = amsterdamRows(3, 'U');
    const refused = await deliverer.send({ ...AMSTERDAM, key: 'unlogged', body });
    expect([refused.status, refused.report.code]).toEqual([503, 'LOG_UNAVAILABLE']);
    await graph.change('grant insert on audit.audit_record to ketenzicht_log');
    expect(await graph.database.admin`select from app.record where source_key like 'U%'`).toHaveLength(0);
    const sent = await deliverer.send({ ...AMSTERDAM, key: 'unlogged', body });
    expect([sent.status, sent.report.state, sent.report.new]).toEqual([200, 'DONE', 3]);
  });
});

describe('trap 16: a delivery that is refused has not run, and one that ran is shown', () => {
  it('also when the grant ends while the bytes come in: it is checked again when they are all there', async () => {
    let told: (() => void) | undefined;
    const revoked = new Promise<void>((resolve) => {
      told = resolve;
    });
    const [head = '', ...rest] = amsterdamRows(5, 'E').split('\r\n');
    const body = new ReadableStream<Uint8Array>({
      start: (to) => to.enqueue(Buffer.from(`${head}\r\n`)),
      async pull(to) {
        await revoked;
        to.enqueue(Buffer.from(rest.join('\r\n')));
        to.close();
      },
    });
    const sending = deliverer.send({ ...AMSTERDAM, key: 'ending', body });
    const opened = () => graph.database.admin`select from app.delivery where idempotency_key = 'ending'`;
    while ((await opened()).length === 0);
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'amsterdam'`);
    told?.();
    const sent = await sending;
    await graph.change('update app.purpose_grant set revoked_at = null');
    expect([sent.status, sent.report.code]).toEqual([403, 'FORBIDDEN']);
    expect(await graph.database.admin`select from app.record where source_key like 'E%'`).toHaveLength(0);
    const again = await deliverer.get('/deliveries/by-key/ending', AMSTERDAM);
    expect(again.report.state).toBe('RECEIVING');
  });
});

describe('deliveries in GraphQL', () => {
  it('come page by page, the latest first, with what became of their rows', async () => {
    const { report } = await deliverer.send({ ...AMSTERDAM, body: amsterdamFile(BAD) });
    const query = `query ($after: String) { deliveries(first: 1, after: $after) {
      edges { node { id state new rejected rejectedRows { place reason } } } pageInfo { hasNextPage endCursor } } }`;
    const first = await graph.ask({ ...AMSTERDAM, query });
    const { edges, pageInfo } = JSON.parse(first.text).data.deliveries;
    const rejectedRows = [{ place: 2, reason: '"Ingang opvang" is no existing date' }];
    expect(edges).toEqual([{ node: { id: report.id, state: 'DONE', new: 0, rejected: 1, rejectedRows } }]);
    const next = await graph.ask({ ...AMSTERDAM, query, variables: { after: pageInfo.endCursor } });
    expect(JSON.parse(next.text).data.deliveries.edges[0].node.id).not.toBe(report.id);
    const foreign = await graph.ask({ organisation: 'ind', query, variables: { after: pageInfo.endCursor } });
    expect(foreign.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('do not exist for who does not deliver', async () => {
    const answer = await graph.ask({ organisation: 'wodc', query: '{ deliveries { edges { node { id } } } }' });
    expect(answer.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
