import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendAndBreakOff } from '../../support/broken-sender.js';
import { countsOf, delivererOn, type Sent } from '../../support/deliverer.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { amsterdamRows } from '../../support/shelter-rows.js';

let graph: TestGraph;
let deliverer: ReturnType<typeof delivererOn>;
beforeAll(async () => {
  graph = await startGraph();
  deliverer = delivererOn(graph);
});
afterAll(() => graph?.close());

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };

/** Sends a part of what is left of a body and breaks off. @returns where the delivery then stands, when its line is written */
async function breakOff(
  key: string,
  body: Uint8Array,
  bytes: number,
  more: Record<string, string> = {},
): Promise<Sent> {
  const traceId = randomBytes(16).toString('hex');
  const headers = {
    authorization: `Bearer ${await graph.token('amsterdam', 'CASE_COORDINATION')}`,
    traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    'x-purpose': 'CASE_COORDINATION',
    'content-type': 'text/csv',
    'idempotency-key': key,
    ...more,
  };
  await sendAndBreakOff(`${deliverer.base}/deliveries/shelter`, headers, body, bytes);
  const line = () => graph.database.admin`select from audit.audit_record where trace_id = ${traceId}`;
  for (const until = Date.now() + 10_000; Date.now() < until && (await line()).length === 0; );
  return deliverer.get(`/deliveries/by-key/${key}`, AMSTERDAM);
}

/** Goes on with a delivery until its end. */
const goOn = (key: string, body: Uint8Array, offset: number, more: Record<string, string> = {}) =>
  deliverer.send({
    ...AMSTERDAM,
    key,
    body: body.subarray(offset),
    headers: { 'upload-offset': String(offset), ...more },
  });

/** A file of so many rows of over eight kilobytes each: a column that the layout does not know is not read. */
const longBody = (prefix: string, rows: number) =>
  Buffer.from(amsterdamRows(rows, prefix).replaceAll(/(?<=.)\r\n/g, `;${'x'.repeat(8_000)}\r\n`));

const recordsOf = async (prefix: string) => {
  const rows = await graph.database.admin`select source_key from app.record where source_key like ${`${prefix}%`}`;
  return rows.length;
};

describe('a delivery that breaks off', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('after %d tenths of its length goes on from there', async (tenths) => {
    const [key, prefix] = [`tenth-${tenths}`, `T${tenths}x`];
    // Longer than one piece that is kept at a time.
    const body = longBody(prefix, 150);
    const bytes = Math.floor((body.length * tenths) / 10);
    const { report } = await breakOff(key, body, bytes);
    expect([report.state, report.received]).toEqual(['RECEIVING', 0]);
    expect(report.bytesReceived).toBeLessThanOrEqual(bytes);
    expect(await recordsOf(prefix)).toBe(0);
    const sent = await goOn(key, body, report.bytesReceived);
    expect([sent.status, sent.report.id, sent.report.state]).toEqual([200, report.id, 'DONE']);
    expect(countsOf(sent)).toEqual({ received: 150, new: 150 });
    expect(await recordsOf(prefix)).toBe(150);
  });

  it('keeps what came before', async () => {
    const body = Buffer.concat([Buffer.from(amsterdamRows(0)), Buffer.alloc(5_000_000, 10)]);
    const { report } = await breakOff('kept', body, 4_500_000);
    expect(report.bytesReceived).toBeGreaterThan(1_000_000);
  });

  it('and again and again, is one delivery with the hash of the whole', async () => {
    const body = longBody('M', 300);
    let at = 0;
    for (let cut = 1; cut <= 4; cut += 1) {
      const { report } = await breakOff('many', body.subarray(at), 600_000, { 'upload-offset': String(at) });
      at = report.bytesReceived;
    }
    const digest = createHash('sha256').update(body).digest('base64');
    const sent = await goOn('many', body, at, { 'repr-digest': `sha-256=:${digest}:` });
    expect(countsOf(sent)).toEqual({ received: 300, new: 300 });
    const whole = await deliverer.send({ ...AMSTERDAM, key: 'many', body });
    expect([whole.status, whole.report.id]).toEqual([200, sent.report.id]);
  });

  it('may begin anew: what came before is forgotten', async () => {
    await breakOff('anew', Buffer.from(amsterdamRows(4_000, 'Z')), 100_000);
    const sent = await deliverer.send({ ...AMSTERDAM, key: 'anew', body: amsterdamRows(3, 'N') });
    expect(countsOf(sent)).toEqual({ received: 3, new: 3 });
    expect(await recordsOf('Z')).toBe(0);
  });

  it('may be withdrawn', async () => {
    const { report } = await breakOff('gone', Buffer.from(amsterdamRows(4_000, 'V')), 100_000);
    const withdrawn = await deliverer.post(`/deliveries/${report.id}/withdraw`, AMSTERDAM);
    expect([withdrawn.status, withdrawn.report.state]).toEqual([200, 'WITHDRAWN']);
    expect(await graph.database.admin`select from app.delivery_chunk where delivery_id = ${report.id}`).toHaveLength(0);
  });
});

describe('an offset where the delivery does not stand', () => {
  it('is refused with the one where it does', async () => {
    const body = Buffer.from(amsterdamRows(4_000, 'P'));
    const { report } = await breakOff('place', body, 100_000);
    const stands = report.bytesReceived;
    for (const offset of [stands + 1, stands + 100]) {
      const sent = await goOn('place', body, offset);
      expect([sent.status, sent.headers.get('upload-offset')]).toEqual([409, String(stands)]);
    }
    const sent = await goOn('place', body, stands, { 'delivery-mode': 'snapshot' });
    expect([sent.status, sent.report.code]).toEqual([409, 'DELIVERY_CONFLICT']);
    expect(await recordsOf('P')).toBe(0);
  });

  it('of a delivery that is whole is refused: its report is there', async () => {
    const { report } = await deliverer.send({ ...AMSTERDAM, key: 'whole', body: amsterdamRows(1, 'Q') });
    const headers = { 'upload-offset': String(report.bytesReceived) };
    const sent = await deliverer.send({ ...AMSTERDAM, key: 'whole', body: '', headers });
    expect([sent.status, sent.headers.get('upload-offset')]).toEqual([409, String(report.bytesReceived)]);
  });
});

describe('a body without the digest that was stated', () => {
  it('is refused and forgotten; sent again whole it is stored', async () => {
    const body = amsterdamRows(5, 'D');
    const digest = createHash('sha256').update(body).digest('base64');
    const headers = { 'repr-digest': `sha-256=:${digest}:` };
    const cut = await deliverer.send({ ...AMSTERDAM, key: 'digest', body: body.slice(0, -10), headers });
    expect([cut.status, cut.report.code]).toEqual([400, 'BAD_REQUEST']);
    expect(await recordsOf('D')).toBe(0);
    const sent = await deliverer.send({ ...AMSTERDAM, key: 'digest', body, headers });
    expect(countsOf(sent)).toEqual({ received: 5, new: 5 });
  });
});
