import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countsOf, delivererOn, type Sent } from '../../support/deliverer.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { amsterdamFile, amsterdamRow, amsterdamRows } from '../../support/shelter-rows.js';

let graph: TestGraph;
let deliverer: ReturnType<typeof delivererOn>;
beforeAll(async () => {
  graph = await startGraph([], { deliveries: { bytes: 120_000_000, closePercent: 10 } });
  deliverer = delivererOn(graph);
});
afterAll(() => graph?.close());

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const send = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  deliverer.send({ ...AMSTERDAM, body, headers });
const GZIP = { 'content-encoding': 'gzip' };
const MEGABYTE = 1_000_000;

const nothingStored = async ({ report }: Sent) => {
  const rows = await graph.database.admin`select from app.delivery_chunk`;
  return rows.length === 0 && report.new === 0 && report.changed === 0;
};

describe('a compressed body', () => {
  it('is unpacked as it is read', async () => {
    const sent = await send(gzipSync(amsterdamRows(500, 'Z')), GZIP);
    expect(countsOf(sent)).toEqual({ received: 500, new: 500 });
  });

  it('that unfolds a thousandfold is refused as a whole: a zip bomb', async () => {
    const bomb = gzipSync(
      Buffer.concat([Buffer.from(amsterdamFile(amsterdamRow('B1'))), Buffer.alloc(110 * MEGABYTE, 65)]),
    );
    const sent = await send(bomb, GZIP);
    expect([sent.status, sent.report.state]).toEqual([200, 'FAILED']);
    expect(sent.report.failure).toBe('The body unpacks to more than is accepted. Send it in parts, or not compressed.');
    expect(await nothingStored(sent)).toBe(true);
  });

  it.each([
    ['cut off', gzipSync(amsterdamRows(500, 'Y')).subarray(0, 300)],
    ['not compressed at all', Buffer.from(amsterdamRows(5, 'X'))],
    ['followed by something else', Buffer.concat([gzipSync(amsterdamRows(5, 'W')), Buffer.from('more')])],
  ])('that is %s is refused as a whole', async (_name, body) => {
    const sent = await send(body, GZIP);
    expect([sent.report.state, sent.report.failure]).toEqual([
      'FAILED',
      'The body is no whole gzip file. Compress it again, or send it not compressed.',
    ]);
    expect(await nothingStored(sent)).toBe(true);
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['empty', '', 'The file is empty'],
    ['of another charset', Buffer.from(amsterdamFile(amsterdamRow('C1', { note: 'Beëindigd' })), 'latin1'), 'as utf-8'],
    ['of another layout', 'Dossiernr;V-nummer\r\n1;2\r\n', 'headers are missing'],
  ])('%s fails, says why, and stores nothing', async (_name, body, failure) => {
    const sent = await send(body);
    expect([sent.status, sent.report.state]).toEqual([200, 'FAILED']);
    expect(sent.report.failure).toContain(failure);
    expect(await nothingStored(sent)).toBe(true);
  });
});

describe('a line of 100 MB', () => {
  it('is one rejected row with its place; the rows around it are stored', async () => {
    const [head, ...rows] = amsterdamFile(amsterdamRow('L1'), amsterdamRow('L2')).split('\r\n');
    const before = Buffer.from(`${head}\r\n${rows[0]}\r\n`);
    const after = Buffer.from(`\r\n${rows[1]}\r\n`);
    const line = Buffer.alloc(MEGABYTE, 120);
    let sentLines = 0;
    const body = new ReadableStream<Uint8Array>({
      start: (to) => to.enqueue(before),
      pull(to) {
        sentLines += 1;
        if (sentLines <= 100) return to.enqueue(line);
        to.enqueue(after);
        to.close();
      },
    });
    const sent = await deliverer.send({ ...AMSTERDAM, body });
    expect(countsOf(sent)).toEqual({ received: 3, new: 2, rejected: 1 });
    expect(sent.report.rejectedRows).toEqual([{ place: 3, reason: 'the row is longer than 1,000,000 characters' }]);
  }, 60_000);
});

describe('a body larger than is accepted', () => {
  it('is refused, and nothing of it is kept', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (to) => to.enqueue(Buffer.alloc(MEGABYTE, 120)),
    });
    const refused = await deliverer.send({ ...AMSTERDAM, key: 'large', body }).catch(() => undefined);
    if (refused) expect([refused.status, refused.report.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const { report } = await deliverer.get('/deliveries/by-key/large', AMSTERDAM);
    expect(report.state).toBe('FAILED');
    expect(await graph.database.admin`select from app.delivery_chunk`).toHaveLength(0);
  }, 60_000);
});
