import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPolicy } from '../../src/cli/policy-file.js';
import { inTransaction } from '../../src/database/transaction.js';
import { asDelivery } from '../../src/delivery/as-delivery.js';
import type { ChangeMaker } from '../../src/delivery/change-maker.js';
import { recordConsent, withdrawConsent } from '../../src/delivery/consent-record.js';
import { recordingChanges } from '../../src/delivery/outbox.js';
import { beginDelivery, storeBatch, storeRecords } from '../../src/delivery/store.js';
import { type TestDatabase, testDatabase, withoutCases } from '../support/database.js';
import { somebodyWaits } from '../support/lock-waits.js';
import { caseFile, consent, dossier, file, guided } from '../support/records.js';

type Sql = Parameters<Parameters<typeof inTransaction>[1]>[0];

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const ROUNDS = Number(process.env.RUNS ?? 12);

let test: TestDatabase;
let maker: ChangeMaker;
beforeAll(async () => {
  test = await testDatabase();
  maker = { organisation: 'amsterdam', view: 'MUNICIPALITY/CASE_COORDINATION', policy: await readPolicy() };
});
afterAll(() => test?.close());

/** One transaction of a writer. */
interface Writing {
  /** Places of the cases that it changes. */
  readonly cases: readonly number[];
  /** Statements between its telling and its end. */
  readonly lingers: number;
  readonly fails: boolean;
}

const writing = fc.record({
  cases: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }),
  lingers: fc.nat(4),
  fails: fc.boolean(),
});
const round = fc.record({
  writers: fc.array(fc.array(writing, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 }),
  readers: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
});

const idOf = (place: number) => `00000000-0000-4000-8000-00000000000${place}`;

/** Writes as a delivery does that runs beside others. @returns how many cases it told of */
async function write({ cases, lingers, fails }: Writing): Promise<number> {
  const done = inTransaction(test.database.admin, async (sql) => {
    await asDelivery(sql);
    await recordingChanges(sql, async (changes) => {
      for (const place of cases) {
        for (const part of ['shelter.stay', 'shelter.place']) {
          changes.note({ caseId: idOf(place), part, organisation: 'amsterdam', kind: 'CHANGED' });
        }
      }
    });
    for (const _ of Array.from({ length: lingers })) await sql`select 1`;
    if (fails) throw new Error('taken back');
    return cases.length;
  });
  return done.catch((error: Error) => {
    if (error.message !== 'taken back') throw error;
    return 0;
  });
}

/** Reads on from its cursor, some positions at a time, until nothing more is written and nothing more comes. */
async function readOn(size: number, isWriting: () => boolean): Promise<number[]> {
  const seen: number[] = [];
  for (let isLast = false; ; ) {
    const rows = await test.database.admin<{ position: number }[]>`
      select distinct position::float8 as position from app.change where position > ${seen.at(-1) ?? 0}
      order by 1 limit ${size}`;
    seen.push(...rows.map(({ position }) => position));
    if (isLast && rows.length === 0) return seen;
    isLast = !isWriting();
  }
}

it(`a reader that goes on from its cursor misses nothing of what writes at once, and sees it in order (SEED=${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(round, async ({ writers, readers }) => {
      await test.database.admin`delete from app.change`;
      let isWriting = true;
      const reading = readers.map((size) => readOn(size, () => isWriting));
      const told = await Promise.all(
        writers.map(async (writings) => {
          let sum = 0;
          for (const one of writings) sum += await write(one);
          return sum;
        }),
      );
      isWriting = false;
      const rows = await test.database.admin<{ position: number; cases: number; parts: number }[]>`
        select position::float8 as position, count(distinct case_id)::int as cases, count(*)::int as parts
        from app.change group by 1 order by 1`;
      expect(rows).toHaveLength(told.reduce((sum, count) => sum + count, 0));
      expect(rows.every(({ cases, parts }) => cases === 1 && parts === 2)).toBe(true);
      for (const seen of await Promise.all(reading)) expect(seen).toEqual(rows.map(({ position }) => position));
    }),
    { seed: SEED, numRuns: ROUNDS },
  );
}, 300_000);

/** A transaction that has done its work, and ends when it is let. */
async function held(run: (sql: Sql) => Promise<unknown>): Promise<() => Promise<void>> {
  let end: () => void = () => undefined;
  let ended: Promise<unknown> = Promise.resolve();
  await new Promise<void>((done, fail) => {
    ended = inTransaction(test.database.admin, async (sql) => {
      await asDelivery(sql);
      await run(sql);
      done();
      await new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    ended.catch(fail);
  });
  return async () => {
    end();
    await ended;
  };
}

/** Runs a second transaction while a first one has done its work and is not committed; then both end. */
async function overlapping(first: (sql: Sql) => Promise<unknown>, second: (sql: Sql) => Promise<unknown>) {
  const end = await held(first);
  const other = inTransaction(test.database.admin, async (sql) => {
    await asDelivery(sql);
    await second(sql);
  });
  await Promise.race([other, somebodyWaits(test.database.admin)]);
  await end();
  await other;
}

describe('whoever a consent began or ceased to stand for is told so, also when at the same moment', () => {
  const DE_HAVEN = 'ngo-de-haven';
  const GIVEN = '2024-02-01T00:00:00.000Z';
  let caseId: string;
  let forAll: string;

  /** Amal is guided by De Haven, to which her consent stands as to all NGOs. */
  beforeEach(async () => {
    await withoutCases(test);
    await storeRecords(test.database, [
      file('amsterdam', 'amal', { caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01') }),
      dossier('GUIDANCE', DE_HAVEN, 'amal', guided('2024-03-05'), [consent('NGO', null)]),
    ]);
    const [row] = await test.database.admin<
      { id: string; case: string }[]
    >`select id, case_id as case from app.consent`;
    [caseId, forAll] = [row?.case ?? '', row?.id ?? ''];
    await test.database.admin`delete from app.change`;
  });

  const give = (sql: Sql, organisation: string | null = DE_HAVEN) =>
    recordConsent(sql, maker, { caseId, partnerKind: 'NGO', organisation, givenAt: GIVEN });
  const withdraw = (sql: Sql, consentId: string) => withdrawConsent(sql, maker, { consentId, withdrawnAt: null });
  const giveNow = () =>
    inTransaction(test.database.admin, async (sql) => {
      await asDelivery(sql);
      return give(sql);
    });
  const told = async () => {
    const rows = await test.database.admin<{ part: string; kind: string }[]>`
      select part, kind from app.change where organisation = ${DE_HAVEN} and part like 'app.%' order by position`;
    return rows.map(({ part, kind }) => `${part} ${kind}`);
  };

  it('another consent was withdrawn: neither stands then', async () => {
    const { id } = await giveNow();
    await overlapping(
      (sql) => withdraw(sql, forAll),
      (sql) => withdraw(sql, id),
    );
    expect(await told()).toEqual(['app.consent REMOVED']);
  });

  it('another consent was withdrawn, by a change that began later and ended earlier', async () => {
    const { id } = await giveNow();
    await inTransaction(test.database.admin, async (sql) => {
      await asDelivery(sql);
      await inTransaction(test.database.admin, async (other) => {
        await asDelivery(other);
        await withdraw(other, forAll);
      });
      await withdraw(sql, id);
    });
    expect(await told()).toEqual(['app.consent REMOVED']);
  });

  it('another consent was withdrawn and this one given', async () => {
    await overlapping(
      (sql) => withdraw(sql, forAll),
      (sql) => give(sql),
    );
    expect(await told()).toEqual(['app.consent REMOVED', 'app.consent ADDED']);
  });

  it('the agency that recorded it withdrew it, and another was withdrawn', async () => {
    const { id } = await giveNow();
    const withdrawn = { ...dossier('GUIDANCE', DE_HAVEN, 'amal', guided('2024-03-05'), [consent('NGO', null, true)]) };
    await overlapping(
      (sql) => beginDelivery(sql).then(() => storeBatch(sql, [{ record: { ...withdrawn, version: 2 }, saidAt: null }])),
      (sql) => withdraw(sql, id),
    );
    expect(await told()).toEqual(['app.consent REMOVED']);
  });

  it('the case came into its reach', async () => {
    await test.database.admin`delete from app.consent`;
    const other = 'ngo-het-anker';
    const record = { ...dossier('GUIDANCE', other, 'amal', guided('2024-03-06')), sourceKey: 'amal 2' };
    await overlapping(
      (sql) => beginDelivery(sql).then(() => storeBatch(sql, [{ record, saidAt: null }])),
      (sql) => give(sql, other),
    );
    const rows = await test.database.admin<{ part: string; kind: string }[]>`
      select part, kind from app.change where organisation = ${other} and part like 'app.%' order by position`;
    expect(rows.map(({ part, kind }) => `${part} ${kind}`)).toEqual(['app.reach ADDED', 'app.consent ADDED']);
  });
});
