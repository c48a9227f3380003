import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Deliveries,
  type DeliveryOrder,
  type DeliveryProgress,
  deliveryFile,
  FileChanged,
  Refused,
  TryLater,
} from '../../src/client/index.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { amsterdamFile, amsterdamRow, amsterdamRows } from '../support/shelter-rows.js';
import { lineTo } from './line-between.js';

let graph: TestGraph;
let folder: string;
beforeAll(async () => {
  graph = await startGraph([], { deliveries: { bytes: 20_000_000, closePercent: 10 } });
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-deliveries-'));
});
afterAll(async () => {
  await graph?.close();
  await rm(folder, { recursive: true, force: true });
});

const AMSTERDAM: DeliveryOrder = { source: 'shelter', contentType: 'text/csv; charset=utf-8' };
const deliveries = (url: string = graph.url, retries?: number) =>
  new Deliveries({ url, token: () => graph.token('amsterdam'), purpose: 'CASE_COORDINATION', retries });

let files = 0;
async function fileOf(content: string | Uint8Array, name = 'amsterdam.csv'): Promise<string> {
  files += 1;
  const path = join(folder, `${files}-${name}`);
  await writeFile(path, content);
  return path;
}

/** Rows with a column that is not read, so that the body is longer than what is in flight. */
const longBody = (prefix: string, rows: number) =>
  amsterdamRows(rows, prefix).replaceAll(/(?<=.)\r\n/g, `;${'x'.repeat(8_000)}\r\n`);

const failureOf = (asked: Promise<unknown>) => asked.then(() => undefined).catch((error: unknown) => error);
const recordsOf = async (prefix: string) => {
  const rows = await graph.database.admin`select from app.record where source_key like ${`${prefix}%`}`;
  return rows.length;
};

describe('a file that is delivered', () => {
  it('is stored, and tells how far it is on the way', async () => {
    const far: DeliveryProgress[] = [];
    const body = await deliveryFile(await fileOf(longBody('A', 100)));
    const { report, sentBefore } = await deliveries().send(body, { ...AMSTERDAM, onProgress: (one) => far.push(one) });
    expect([report.state, report.received, report.new, sentBefore]).toEqual(['DONE', 100, 100, false]);
    const sent = far.flatMap((one) => (one.phase === 'SENDING' ? [one.bytes] : []));
    expect(sent.at(-1)).toBe(body.size);
    expect(sent).toEqual([...sent].sort((one, other) => one - other));
  });

  it('sent again is the same delivery, and nothing of it is sent', async () => {
    const body = await deliveryFile(await fileOf(amsterdamRows(3, 'B')));
    const first = await deliveries().send(body, AMSTERDAM);
    const far: DeliveryProgress[] = [];
    const again = await deliveries().send(body, { ...AMSTERDAM, onProgress: (one) => far.push(one) });
    expect(again).toEqual({ report: first.report, sentBefore: true });
    expect(far).toEqual([]);
  });

  it('written anew is another delivery, also when it holds the same', async () => {
    const path = await fileOf(amsterdamRows(3, 'C'));
    const first = await deliveries().send(await deliveryFile(path), AMSTERDAM);
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const again = await deliveries().send(await deliveryFile(path), AMSTERDAM);
    expect(again.report.id).not.toBe(first.report.id);
    expect([again.report.new, again.report.unchanged]).toEqual([0, 3]);
  });

  it('sent as a change and as a whole state is two deliveries', async () => {
    const body = await deliveryFile(await fileOf(amsterdamRows(3, 'C')));
    const delta = await deliveries().send(body, AMSTERDAM);
    const snapshot = await deliveries().send(body, { ...AMSTERDAM, mode: 'SNAPSHOT' });
    await deliveries()
      .withdraw(snapshot.report.id)
      .catch(() => undefined);
    expect([delta.report.mode, snapshot.report.mode, snapshot.sentBefore]).toEqual(['DELTA', 'SNAPSHOT', false]);
  });

  it('may be compressed', async () => {
    const body = await deliveryFile(await fileOf(gzipSync(amsterdamRows(3, 'D')), 'amsterdam.csv.gz'));
    const { report } = await deliveries().send(body, AMSTERDAM);
    expect([report.state, report.new]).toEqual(['DONE', 3]);
  });

  it('goes on where it was when the connection breaks, however often', async () => {
    const line = await lineTo(graph.url);
    const body = await deliveryFile(await fileOf(longBody('E', 1_500)));
    const interrupted: string[] = [];
    const cuts = [0.2, 0.5, 0.8].map((share) => Math.floor(body.size * share));
    const starts: number[] = [];
    const watched = {
      ...body,
      bytes: (from: number) => {
        starts.push(from);
        return body.bytes(from);
      },
    };
    const { report } = await deliveries(line.url).send(watched, {
      ...AMSTERDAM,
      onProgress: (far) => {
        if (far.phase !== 'SENDING' || cuts[0] === undefined || far.bytes < cuts[0]) return;
        cuts.shift();
        line.cut();
        void line.tried.then(() => line.mend());
      },
      onInterrupted: ({ code }) => {
        interrupted.push(code);
        line.mend();
      },
    });
    await line.close();
    expect([report.state, report.received, report.bytesReceived]).toEqual(['DONE', 1_500, body.size]);
    expect(await recordsOf('E')).toBe(1_500);
    expect(interrupted.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...starts)).toBeGreaterThan(0);
  });

  it('that the server gives up says why, as a whole', async () => {
    const { report } = await deliveries().send(await deliveryFile(await fileOf('a;b\r\n1;2\r\n')), AMSTERDAM);
    expect([report.state, report.failure]).toEqual(['FAILED', expect.stringContaining('does not have the layout')]);
  });

  it('names the rows that were rejected, all of them', async () => {
    const rows = Array.from({ length: 250 }, (_, place) => amsterdamRow(`F${place}`, { arrived: '31-02-2020' }));
    const body = await deliveryFile(await fileOf(amsterdamFile(...rows, amsterdamRow('Fgood'))));
    const { report } = await deliveries().send(body, AMSTERDAM);
    const rejected: number[] = [];
    for await (const { place, reason } of deliveries().rejected(report.id)) {
      expect(reason).toContain('Ingang opvang');
      rejected.push(place);
    }
    expect([report.new, report.rejected, report.rejectedRows.length]).toEqual([1, 250, 100]);
    expect(rejected).toEqual(Array.from({ length: 250 }, (_, place) => place + 2));
  });
});

describe('a snapshot', () => {
  it('that would close too much is held until it is confirmed, or withdrawn', async () => {
    const files = await Promise.all([fileOf(amsterdamRows(2, 'G')), fileOf(amsterdamRows(1, 'G'))]);
    const [one, other] = await Promise.all(files.map((file) => deliveryFile(file)));
    if (!one || !other) throw new Error('no files');
    const held = await deliveries().send(one, { ...AMSTERDAM, mode: 'SNAPSHOT' });
    expect(held.report.state).toBe('HELD');
    expect(await recordsOf('G')).toBe(0);
    expect((await deliveries().withdraw(held.report.id)).state).toBe('WITHDRAWN');
    const again = await deliveries().send(other, { ...AMSTERDAM, mode: 'SNAPSHOT' });
    expect((await deliveries().report(again.report.id)).state).toBe('HELD');
    const confirmed = await deliveries().confirm(again.report.id);
    expect([confirmed.state, confirmed.new]).toEqual(['DONE', 1]);
    expect(confirmed.closed).toBe(again.report.toClose);
  });
});

describe('nothing is stored, and the reason is an error of its own kind, when', () => {
  it('the file changes while it is sent', async () => {
    const path = await fileOf(longBody('H', 600));
    const body = await deliveryFile(path);
    await writeFile(path, longBody('H', 601));
    expect(await failureOf(deliveries().send(body, AMSTERDAM))).toBeInstanceOf(FileChanged);
    expect(await recordsOf('H')).toBe(0);
  });

  it('the file is another one at the same length and time: the digest says so', async () => {
    const path = await fileOf(amsterdamRows(3, 'I'));
    const body = await deliveryFile(path);
    const { atime, mtime } = await stat(path);
    await writeFile(path, amsterdamRows(3, 'J'));
    await utimes(path, atime, mtime);
    const failure = await failureOf(deliveries().send(body, AMSTERDAM));
    expect(failure instanceof FileChanged || (failure as Refused).code === 'BAD_REQUEST').toBe(true);
    expect((await recordsOf('I')) + (await recordsOf('J'))).toBe(0);
  });

  it('it is larger than is accepted', async () => {
    const failure = await failureOf(
      deliveries().send(await deliveryFile(await fileOf(longBody('K', 3_000))), AMSTERDAM),
    );
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(await recordsOf('K')).toBe(0);
  });

  it.each([
    ['another source', { source: 'ind' }, 'NOT_FOUND'],
    ['another media type', { contentType: 'application/json' }, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('it is sent as %s', async (_, more, code) => {
    const body = await deliveryFile(await fileOf(longBody('L', 1_000)));
    expect(await failureOf(deliveries().send(body, { ...AMSTERDAM, ...more }))).toMatchObject({
      code,
      name: 'Refused',
    });
    expect(await recordsOf('L')).toBe(0);
  });

  it('the grant ends', async () => {
    const body = await deliveryFile(await fileOf(amsterdamRows(2, 'M')));
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'amsterdam'`);
    const failure = await failureOf(deliveries().send(body, AMSTERDAM));
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'amsterdam'`);
    expect(failure).toMatchObject({ code: 'FORBIDDEN', name: 'Refused' });
    expect(await recordsOf('M')).toBe(0);
  });

  it('the server stays away: later', async () => {
    const body = await deliveryFile(await fileOf(amsterdamRows(2, 'N')));
    const failure = await failureOf(deliveries('http://127.0.0.1:1', 1).send(body, AMSTERDAM));
    expect(failure).toBeInstanceOf(TryLater);
  });

  it('it is told to stop: the next time it goes on', async () => {
    const ended = new AbortController();
    const body = await deliveryFile(await fileOf(longBody('O', 1_500)));
    const order = { ...AMSTERDAM, signal: ended.signal, onProgress: () => ended.abort() };
    expect(await failureOf(deliveries().send(body, order))).toBeInstanceOf(TryLater);
    expect(await recordsOf('O')).toBe(0);
    const { report } = await deliveries().send(body, AMSTERDAM);
    expect([report.state, report.new]).toEqual(['DONE', 1_500]);
  });
});
