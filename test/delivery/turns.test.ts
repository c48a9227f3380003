import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { applyDelivery } from '../../src/delivery/apply.js';
import { asDelivery } from '../../src/delivery/as-delivery.js';
import { storedBytes } from '../../src/delivery/body-bytes.js';
import { type DeliveryQueue, openQueue, type QueueParts } from '../../src/delivery/delivery-queue.js';
import { Overtaken, readOpen } from '../../src/delivery/delivery-row.js';
import { openUpload } from '../../src/delivery/open-upload.js';
import { BodyReceiver } from '../../src/delivery/receive.js';
import { layoutOf } from '../../src/sources/layouts.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { delivererOf } from '../support/deliveries.js';
import { amsterdamFile, amsterdamRow, amsterdamRows } from '../support/shelter-rows.js';

let test: TestDatabase;
const queues: DeliveryQueue[] = [];
beforeAll(async () => {
  test = await testDatabase();
});
afterEach(async () => {
  await Promise.all(queues.splice(0).map((queue) => queue.stop()));
});
afterAll(() => test?.close());

const CLOSING = { percent: 10, records: 5 };

/** Another process of the service. */
function startQueue(more: Partial<Pick<QueueParts, 'patience' | 'report'>> = {}): DeliveryQueue {
  const report = (error: unknown) => {
    throw error;
  };
  const unpack = { bytes: 1e9, ratio: 100 };
  const queue = openQueue({ database: test.database, unpack, closing: CLOSING, report, ...more });
  queues.push(queue);
  return queue;
}

/** A delivery whose bytes are all there, and that nobody stores yet. */
async function received(key: string, body: string, finish = true, organisation = 'amsterdam'): Promise<string> {
  const source = { agency: 'SHELTER', organisation } as const;
  const request = { ...source, mode: 'DELTA', fileName: organisation, key, offset: null } as const;
  const upload = await openUpload(test.database, request);
  const receiver = await BodyReceiver.open(test.database, upload);
  await receiver.take(
    (async function* () {
      yield Buffer.from(body);
    })(),
    1e9,
  );
  if (finish) {
    await test.database.admin.begin(async (sql) => {
      await asDelivery(sql);
      await receiver.finish(sql);
    });
  }
  return upload.id;
}

const rowOf = async (id: string) => {
  const [row] = await test.database.admin`
    select state, received, added, rejected, failure from app.delivery where id = ${id}`;
  return { ...row };
};

/** Waits until deliveries have ended. */
async function ended(queue: DeliveryQueue, ids: readonly string[]): Promise<void> {
  const open = () => test.database.admin`select from app.delivery where id = any(${[...ids]}) and state = 'APPLYING'`;
  while ((await open()).length > 0) await queue.somethingDone(100);
}

async function applying(id: string, checkTurn?: () => void) {
  const layout = layoutOf(delivererOf('amsterdam.'));
  const delivery = await readOpen(test.database, id);
  if (!layout || !delivery) throw new Error('nothing is to be stored');
  const { database } = test;
  return applyDelivery({ database, delivery, layout, bytes: storedBytes(database, id), closing: CLOSING, checkTurn });
}

describe('what a process left undone', () => {
  it('is stored by the next one that starts', async () => {
    const id = await received('left', amsterdamRows(10, 'L'));
    await ended(startQueue(), [id]);
    expect(await rowOf(id)).toMatchObject({ state: 'DONE', received: 10, added: 10 });
  });

  it('goes on behind the last batch that stands, and counts nothing twice', async () => {
    const id = await received('half', amsterdamRows(2_500, 'H'));
    let steps = 0;
    const breakOff = () => {
      steps += 1;
      if (steps > 2) throw new Overtaken();
    };
    await expect(applying(id, breakOff)).rejects.toThrow(Overtaken);
    expect(await rowOf(id)).toMatchObject({ state: 'APPLYING', received: 2_000, added: 2_000 });
    await ended(startQueue(), [id]);
    expect(await rowOf(id)).toMatchObject({ state: 'DONE', received: 2_500, added: 2_500 });
  });

  it('in a file that a command read here, is told as failed: its bytes are gone', async () => {
    const [row] = await test.database.admin<{ id: string }[]>`
      insert into app.delivery (agency, organisation, file_name) values ('SHELTER', 'amsterdam', 'a') returning id`;
    const id = row?.id ?? '';
    await ended(startQueue(), [id]);
    expect(await rowOf(id)).toMatchObject({
      state: 'FAILED',
      failure: expect.stringContaining('Deliver the file again'),
    });
  });
});

describe('two deliveries of which the second began before the first was stored', () => {
  it('are stored as they were begun: the second one stands', async () => {
    const body = (note: string) => amsterdamFile(amsterdamRow('N1', { note }), amsterdamRow('N2', { note }));
    const ids = [await received('first', body('first')), await received('second', body('second'))];
    await ended(startQueue(), ids);
    const [row] = await test.database.admin`
      select array_agg(attention) as notes from shelter.attention where source_key in ('N1', 'N2')`;
    expect(row?.notes).toEqual(['second', 'second']);
  });
});

describe('two processes at once', () => {
  it('store each delivery once, and those of a source in the order in which they came', async () => {
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4, 5]) ids.push(await received(`turn-${n}`, amsterdamRows(50, `T${n}x`)));
    const [one, other] = [startQueue(), startQueue()];
    await Promise.all([ended(one, ids), ended(other, ids)]);
    const rows = await test.database.admin`
      select id from app.delivery where id = any(${ids}) and added = 50 and received = 50 order by ended_at`;
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it('that both take one delivery for theirs cannot both store a row', async () => {
    const id = await received('both', amsterdamRows(3_000, 'B'));
    const runs = await Promise.allSettled([applying(id), applying(id)]);
    const [lost] = runs.filter((run) => run.status === 'rejected');
    expect(lost?.reason).toBeInstanceOf(Overtaken);
    if (runs.every((run) => run.status === 'rejected')) await ended(startQueue(), [id]);
    expect(await rowOf(id)).toMatchObject({ state: 'DONE', received: 3_000, added: 3_000 });
  });
});

describe('what nobody goes on with', () => {
  it('is given up: bytes a day after the last of them, a held snapshot after two weeks; nothing younger', async () => {
    const ids = await Promise.all(
      ['old', 'young', 'heldOld', 'heldYoung'].map((key) => received(`f-${key}`, amsterdamRows(1), false)),
    );
    const age = async (id: string | undefined, state: string, hours: number) => test.database.admin`
      update app.delivery set state = ${state}, started_at = now() - interval '20 days',
        last_piece_at = now() - make_interval(hours => ${hours}) where id = ${id ?? ''}`;
    await age(ids[0], 'RECEIVING', 25);
    await age(ids[1], 'RECEIVING', 23);
    await age(ids[2], 'HELD', 15 * 24);
    await age(ids[3], 'HELD', 13 * 24);
    const last = await received('after', amsterdamRows(1, 'Q'));
    await ended(startQueue(), [last]);
    const states = await Promise.all(ids.map(async (id) => (await rowOf(id)).state));
    expect(states).toEqual(['WITHDRAWN', 'RECEIVING', 'WITHDRAWN', 'HELD']);
  });
});

describe('a delivery that cannot be stored for now', () => {
  const arrival = (id: string) =>
    `${JSON.stringify({ id, volgnr: 1, soort: 'aankomst', op: '2020-01-01', persoon: { achternaam: 'Barry' } })}\n`;
  /** PostgreSQL itself cancels every statement that stores a record with this key, as when its time is over. */
  const cancelling = async (key: string) => {
    await test.database.admin.unsafe(`
      create function app.cancel_${key}() returns trigger language plpgsql as $$ begin
        if new.source_key = '${key}' then raise exception 'cancelled' using errcode = '57014'; end if;
        return new; end $$;
      create trigger cancel_${key} before insert or update on app.record for each row execute function app.cancel_${key}()`);
  };
  /** Looks again and again, as the clock makes it do. */
  const looking = async (queue: DeliveryQueue, isDone: () => Promise<boolean>) => {
    while (!(await isDone())) {
      queue.look();
      await queue.somethingDone(50);
    }
  };
  const failures: unknown[] = [];
  const patience = { attempts: 3, firstPauseMs: 0, longestPauseMs: 0 };
  const report = (error: unknown) => failures.push(error);

  it('keeps no other source waiting, and is stored once it can be', async () => {
    await cancelling('stuck1');
    const stuck = await received('stuck', amsterdamFile(amsterdamRow('stuck1')));
    const other = await received('other', arrival('G1'), true, 'groningen');
    const queue = startQueue({ report, patience: { ...patience, attempts: 1e9 } });
    await looking(queue, async () => (await rowOf(other)).state === 'DONE');
    expect(await rowOf(stuck)).toMatchObject({ state: 'APPLYING', added: 0 });
    await test.database.admin`drop trigger cancel_stuck1 on app.record`;
    await looking(queue, async () => (await rowOf(stuck)).state === 'DONE');
    expect(await rowOf(stuck)).toMatchObject({ added: 1, failure: null });
  });

  it('fails after so many attempts and says so; what its source sent after it is stored', async () => {
    await cancelling('stuck2');
    const stuck = await received('for-good', amsterdamFile(amsterdamRow('stuck2')));
    const next = await received('next', amsterdamFile(amsterdamRow('K1')));
    failures.length = 0;
    const queue = startQueue({ report, patience });
    await looking(queue, async () => (await rowOf(next)).state === 'DONE');
    expect(await rowOf(stuck)).toMatchObject({
      state: 'FAILED',
      failure: expect.stringContaining('could not be stored, however often it was tried'),
    });
    expect(failures).toHaveLength(3);
  });

  it('rests after an attempt: a look before its time leaves it alone', async () => {
    await cancelling('stuck3');
    const stuck = await received('resting', amsterdamFile(amsterdamRow('stuck3')));
    const others = await Promise.all(
      [1, 2, 3].map((n) => received(`beside-${n}`, arrival(`B${n}`), true, 'groningen')),
    );
    failures.length = 0;
    const queue = startQueue({ report, patience: { attempts: 3, firstPauseMs: 1e9, longestPauseMs: 1e9 } });
    for (const other of others) await looking(queue, async () => (await rowOf(other)).state === 'DONE');
    expect(failures).toHaveLength(1);
    expect(await rowOf(stuck)).toMatchObject({ state: 'APPLYING' });
    await test.database.admin`drop trigger cancel_stuck3 on app.record`;
  });
});

describe('a process that ends', () => {
  it('does not go on to read a snapshot through; the next one begins with it anew', async () => {
    const id = await received('survey', amsterdamRows(2_500, 'V'));
    await test.database.admin`update app.delivery set mode = 'SNAPSHOT' where id = ${id}`;
    let batches = 0;
    const stopping = () => {
      batches += 1;
      if (batches > 1) throw new Overtaken();
    };
    await expect(applying(id, stopping)).rejects.toThrow(Overtaken);
    expect(batches).toBe(2);
    const [row] = await test.database.admin`select to_close, applied_place from app.delivery where id = ${id}`;
    expect({ ...row }).toEqual({ to_close: null, applied_place: 0 });
    await test.database.admin`delete from app.delivery where id = ${id}`;
  });
});
