import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/database/transaction.js';
import { asDelivery } from '../../src/delivery/as-delivery.js';
import { storedBytes } from '../../src/delivery/body-bytes.js';
import { endDelivery } from '../../src/delivery/delivery-row.js';
import { openUpload } from '../../src/delivery/open-upload.js';
import { BodyReceiver } from '../../src/delivery/receive.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { somebodyWaits } from '../support/lock-waits.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());

/** So much is kept at a time, about. */
const PIECE = 1_000_000;
const piece = (letter: string) => Buffer.alloc(PIECE, letter);

const request = (key: string, offset: number | null = null) =>
  ({ agency: 'SHELTER', organisation: 'amsterdam', mode: 'DELTA', fileName: 'a', key, offset }) as const;

/** Opens or goes on with an upload. */
async function sender(key: string, offset: number | null = null) {
  const upload = await openUpload(test.database, request(key, offset));
  return { id: upload.id, receiver: await BodyReceiver.open(test.database, upload) };
}

async function* once(...pieces: Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

async function kept(id: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of storedBytes(test.database, id)()) chunks.push(Buffer.from(chunk));
  const all = Buffer.concat(chunks).toString();
  return [...all].filter((_, at) => at % PIECE === 0).join('');
}

const finish = async (receiver: BodyReceiver) =>
  test.database.admin.begin(async (sql) => {
    await asDelivery(sql);
    await receiver.finish(sql);
  });
const end = async (id: string, state: 'WITHDRAWN' | 'FAILED') =>
  test.database.admin.begin(async (sql) => {
    await asDelivery(sql);
    await endDelivery(sql, id, state === 'FAILED' ? { state, failure: 'of some kind' } : { state });
  });
const TWICE = { code: 'DELIVERY_CONFLICT', message: expect.stringContaining('sent a second time') };

describe('of two who send under one key at once, one stops:', () => {
  it('who comes second with other bytes at the same place', async () => {
    const [one, other] = [await sender('other'), await sender('other')];
    await one.receiver.take(once(piece('a')), 1e9);
    await expect(other.receiver.take(once(piece('b')), 1e9)).rejects.toMatchObject(TWICE);
    await one.receiver.take(once(piece('c')), 1e9);
    await finish(one.receiver);
    expect(await kept(one.id)).toBe('ac');
  });

  it('who was sending while another began anew with other bytes', async () => {
    const one = await sender('anew');
    await one.receiver.take(once(piece('a')), 1e9);
    const other = await sender('anew');
    await other.receiver.take(once(piece('b')), 1e9);
    await expect(one.receiver.take(once(piece('c')), 1e9)).rejects.toMatchObject(TWICE);
    await expect(finish(one.receiver)).rejects.toMatchObject(TWICE);
    await finish(other.receiver);
    expect(await kept(one.id)).toBe('b');
  });

  it('with the same bytes it is all one who went on, and the other may not finish as well', async () => {
    const one = await sender('same');
    await one.receiver.take(once(piece('a')), 1e9);
    const other = await sender('same');
    await other.receiver.take(once(piece('a')), 1e9);
    await one.receiver.take(once(piece('b')), 1e9);
    await expect(other.receiver.take(once(piece('b')), 1e9)).rejects.toMatchObject(TWICE);
    await finish(one.receiver);
    await expect(finish(other.receiver)).rejects.toMatchObject(TWICE);
    expect(await kept(one.id)).toBe('ab');
  });

  it('whichever of them, when both keep a piece at the very same moment', async () => {
    const [one, other] = [await sender('moment'), await sender('moment')];
    const ends = await Promise.allSettled([
      one.receiver.take(once(piece('a')), 1e9),
      other.receiver.take(once(piece('b')), 1e9),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await kept(one.id)).toBe(ends[0].status === 'fulfilled' ? 'a' : 'b');
  });
});

describe('a delivery that was given up while it was sent', () => {
  it.each([
    ['WITHDRAWN', 'was withdrawn'],
    ['FAILED', 'failed'],
  ] as const)('%s: says so, to who sends on, finishes, goes on or begins anew', async (state, words) => {
    const { id, receiver } = await sender(state);
    await receiver.take(once(piece('a')), 1e9);
    await end(id, state);
    const told = { code: 'DELIVERY_CONFLICT', message: expect.stringContaining(words) };
    await expect(receiver.take(once(piece('b')), 1e9)).rejects.toMatchObject(told);
    await expect(finish(receiver)).rejects.toMatchObject(told);
    await expect(sender(state, PIECE)).rejects.toMatchObject(told);
    // What failed as a whole is the same delivery when it is sent again: its report says what became of it.
    if (state === 'WITHDRAWN') await expect(sender(state)).rejects.toMatchObject(told);
    else expect(await openUpload(test.database, request(state))).toMatchObject({ id, whole: true });
    expect(await kept(id)).toBe('');
  });
});

describe('a sender that is faster than the disk', () => {
  it('waits for it: no more than a piece is taken while one is being kept', async () => {
    const { id, receiver } = await sender('pressure');
    const CHUNK = 64 * 1024;
    let written = 0;
    async function* fast() {
      for (; written < 20 * PIECE; written += CHUNK) yield Buffer.alloc(CHUNK, 'a');
    }
    let taking: Promise<unknown> | undefined;
    await inTransaction(test.database.admin, async (other) => {
      await other`select from app.delivery where id = ${id} for update`;
      taking = receiver.take(fast(), 1e9);
      await somebodyWaits(test.database.admin, 'bytes_received');
      // The row is locked, so the first piece is not kept yet.
      expect(written).toBeLessThanOrEqual(PIECE + CHUNK);
    });
    await taking;
    expect(receiver.received).toBeGreaterThanOrEqual(20 * PIECE);
  });
});
