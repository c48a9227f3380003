import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendAndBreakOff } from '../../support/broken-sender.js';
import { countsOf, delivererOn, type Sent } from '../../support/deliverer.js';
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
const GRONINGEN = { organisation: 'groningen', purpose: 'CASE_COORDINATION' };

/** Sends a part of what is left of a body and breaks off. @returns where the delivery then stands, when its line is written */
async function breakOff(
  key: string,
  body: Uint8Array,
  bytes: number,
  more: Record<string, string> = {},
  sender = AMSTERDAM,
): Promise<Sent> {
  const traceId = randomBytes(16).toString('hex');
  const headers = {
    authorization: `Bearer ${await graph.token(sender.organisation, sender.purpose)}`,
    traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    'x-purpose': sender.purpose,
    'content-type': sender === GRONINGEN ? 'application/x-ndjson' : 'text/csv',
    'idempotency-key': key,
    ...more,
  };
  await sendAndBreakOff(`${deliverer.base}/deliveries/shelter`, headers, body, bytes);
  const line = () => graph.database.admin`select from audit.audit_record where trace_id = ${traceId}`;
  for (const until = Date.now() + 10_000; Date.now() < until && (await line()).length === 0; );
  return deliverer.get(`/deliveries/by-key/${key}`, sender);
}

/** Goes on with a delivery until its end. */
const goOn = (key: string, body: Uint8Array, offset: number, more: Record<string, string> = {}, sender = AMSTERDAM) =>
  deliverer.send({
    ...sender,
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

describe('what broke off before a later delivery, and is finished after it,', () => {
  /** Begins to send a body, has something later stored, and sends the rest. @returns what became of the rest */
  async function overtaken(key: string, body: string, later: () => Promise<Sent>, sender = AMSTERDAM) {
    const bytes = Buffer.from(body);
    const { report } = await breakOff(key, bytes, 40, {}, sender);
    expect(report.state).toBe('RECEIVING');
    await later();
    return goOn(key, bytes, report.bytesReceived, {}, sender);
  }
  const file = (prefix: string, note: string, to: number) =>
    amsterdamFile(...Array.from({ length: to }, (_, n) => amsterdamRow(`${prefix}${n + 1}`, { note })));
  const notesOf = async (prefix: string) => {
    const rows = await graph.database.admin`
      select source_key, attention from shelter.attention where source_key like ${`${prefix}%`} order by 1`;
    return rows.map(({ attention }) => attention);
  };
  const deliver = (body: string, more: Record<string, string> = {}) =>
    deliverer.send({ ...AMSTERDAM, body, headers: more });

  it('does not overwrite what the later one said; what only it says is stored', async () => {
    const sent = await overtaken('older', file('O', 'old', 3), () => deliver(file('O', 'new', 2)));
    expect(countsOf(sent)).toEqual({ received: 3, new: 1, superseded: 2 });
    expect(await notesOf('O')).toEqual(['new', 'new', 'old']);
  });

  it('nor what the later one only repeated', async () => {
    await deliver(file('R', 'as it is', 2));
    const sent = await overtaken('repeated', file('R', 'old', 2), () => deliver(file('R', 'as it is', 1)));
    expect(countsOf(sent)).toEqual({ received: 2, changed: 1, superseded: 1 });
    expect(await notesOf('R')).toEqual(['as it is', 'old']);
  });

  it('nor does a row that says it twice become a contradiction', async () => {
    const filling = amsterdamRows(1_000, 'F').split('\r\n').slice(1, -1);
    const [old = '', last = ''] = [amsterdamRow('C1', { note: 'old' }), amsterdamRow('C1', { note: 'old' })];
    const sent = await overtaken('twice', amsterdamFile(old, ...filling, last), () => deliver(file('C', 'new', 1)));
    expect(countsOf(sent)).toEqual({ received: 1_002, new: 1_000, superseded: 2 });
    expect(await notesOf('C')).toEqual(['new']);
  });

  it('does not open again what a later snapshot closed', async () => {
    await graph.change('update app.record set closed_at = now() where closed_at is null');
    await deliver(file('S', 'as it is', 2));
    const whole = { 'delivery-mode': 'snapshot' };
    const sent = await overtaken('closed', file('S', 'as it is', 2), () => deliver(file('S', 'as it is', 1), whole));
    expect(countsOf(sent)).toEqual({ received: 2, unchanged: 1, superseded: 1 });
    const open = await graph.database.admin`
      select source_key from app.record where source_key like 'S%' and closed_at is null`;
    expect(open.map(({ source_key: key }) => key)).toEqual(['S1']);
  });

  it('of a file in pieces, adds its pieces and overwrites none', async () => {
    const arrival = (key: string, locatie: string) =>
      `${JSON.stringify({ id: key, volgnr: 1, soort: 'aankomst', op: '2020-01-01', locatie, persoon: { achternaam: 'Barry' } })}\n`;
    const decision = `${JSON.stringify({ id: 'G1', volgnr: 2, soort: 'lso_besluit', op: '2020-02-01', scenario: 'RETURN' })}\n`;
    const later = () => deliverer.send({ ...GRONINGEN, body: arrival('G1', 'new') + arrival('G2', 'new') });
    const body = arrival('G1', 'old') + decision + arrival('G2', 'old');
    const sent = await overtaken('pieces', body, later, GRONINGEN);
    expect(countsOf(sent)).toEqual({ received: 3, changed: 1, superseded: 2 });
    const [found] = await graph.database.admin`
      select (select array_agg(location) from shelter.place where delivered_by = 'groningen') as places,
        (select array_agg(scenario) from shelter.plan where delivered_by = 'groningen') as plans`;
    expect({ ...found }).toEqual({ places: ['new', 'new'], plans: ['RETURN'] });
  });
});

describe('two who send under one key at the same time', () => {
  /** Statuses of the answers. Who is refused while it still writes may find its connection ended before it reads why. */
  const together = async (key: string, bodies: readonly Buffer[]) => {
    const sent = await Promise.allSettled(bodies.map((body) => deliverer.send({ ...AMSTERDAM, key, body })));
    return sent.map((end) => (end.status === 'fulfilled' ? end.value.status : 409));
  };
  /** Of several pieces that are kept. */
  const longRows = (prefix: string) => longBody(prefix, 300);

  it('the same: it is one delivery, and stored once', async () => {
    const body = longRows('W');
    for (const status of await together('both-same', [body, body])) expect([200, 409]).toContain(status);
    const { report } = await deliverer.get('/deliveries/by-key/both-same', AMSTERDAM);
    if (report.state === 'RECEIVING') await goOn('both-same', body, report.bytesReceived);
    const whole = await deliverer.send({ ...AMSTERDAM, key: 'both-same', body });
    expect([whole.status, whole.report.id, countsOf(whole)]).toEqual([200, report.id, { received: 300, new: 300 }]);
    expect(await recordsOf('W')).toBe(300);
  });

  it('different things: never a mixture, and one of them is refused', async () => {
    const bodies = [longRows('X'), longRows('Y')] as const;
    const sent = await together('both-other', bodies);
    expect(sent).toContain(409);
    const counts = [await recordsOf('X'), await recordsOf('Y')].sort((a, b) => a - b);
    expect([
      [0, 0],
      [0, 300],
    ]).toContainEqual(counts);
  });
});
