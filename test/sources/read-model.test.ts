import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { inTransaction } from '../../src/database/transaction.js';
import { asDelivery } from '../../src/delivery/as-delivery.js';
import { fillReadModels } from '../../src/delivery/fill-read-models.js';
import { storeRecords } from '../../src/delivery/store.js';
import { readModels, sources } from '../../src/sources/index.js';
import { keepReadModels } from '../../src/sources/keep-read-models.js';
import { type Source, type SourceReading, tableOf } from '../../src/sources/source.js';
import { WORLD } from '../support/world.js';
import { ASKERS, type Asker, KeptWorld, keptParts } from './read-model-world.js';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const ROUNDS = Number(process.env.RUNS ?? 12);

let world: KeptWorld;
beforeAll(async () => {
  world = await KeptWorld.open();
});
afterAll(() => world?.close());

describe('what is kept of a case in one row', () => {
  beforeAll(() => world.make());

  it('says the same as the tables, to whomever asks, of many cases and of one', async () => {
    expect(await world.compareWays()).toBeGreaterThan(40);
    for (const id of await world.cases()) {
      for (const source of sources) {
        const asker = ASKERS[2] as Asker;
        const kept = await world.read(source, asker, [id], 'READ_MODEL');
        const tables = await world.read(source, asker, [id], 'TABLES');
        if (kept?.outdated?.size === 0) expect(kept.rows).toEqual(tables?.rows);
      }
    }
  });

  it('is said of cases in reach, and of others nothing: not even that there is something', async () => {
    const ids = await world.cases();
    for (const asker of ASKERS) {
      const inReach = await world.reachOf(asker[1]);
      expect(inReach.size).toBeGreaterThan(0);
      const kept = (await world.read(sources[0] as Source, asker, ids, 'READ_MODEL')) as SourceReading;
      const told = ids.filter((_, place) => !kept.outdated?.has(place));
      expect(new Set(told)).toEqual(inReach);
    }
  });

  it('is there after a delivery, of every case and source', async () => {
    await world.empty();
    await storeRecords(world.database, WORLD);
    const count = (await world.cases()).length;
    expect(count).toBeGreaterThan(5);
    expect(await world.state()).toEqual({ current: count * sources.length, left: 0 });
  });
});

/** A change by whoever has the right, without a word to anybody. */
const CHANGES: Readonly<Record<string, (table: string) => string>> = {
  deletes: (table) => `delete from ${table} where record_key = (select min(record_key) from ${table})`,
  corrects: (table) => `update ${table} set recorded_at = '2031-05-06T07:08:09Z'`,
  adds: (table) =>
    `insert into ${table} select (jsonb_populate_record(t, '{"record_key": "added"}')).* from ${table} t limit 1`,
  'moves to another case': (table) =>
    `update ${table} set case_id = (select id from app.case_key order by id desc limit 1) where record_key = (select min(record_key) from ${table})`,
};

/** Ends a transaction that was for looking only. */
class TakenBack extends Error {
  constructor(readonly seen: { readonly changed: number; readonly stillCurrent: readonly unknown[] }) {
    super('taken back');
  }
}

describe('a change of a table empties what is kept of its cases', () => {
  beforeAll(() => world.make());

  test.each(keptParts.flatMap((part) => Object.keys(CHANGES).map((kind) => [tableOf(part), kind] as const)))(
    '%s: who %s',
    async (table, kind) => {
      const inside = inTransaction(world.database.admin, async (sql) => {
        await asDelivery(sql);
        const changed = await sql.unsafe<{ id: string }[]>(`${CHANGES[kind]?.(table)} returning case_id as id`);
        const current = await sql.unsafe<{ id: string }[]>(
          `select case_id as id from ${table.split('.')[0]}.read_model where made_as is not null`,
        );
        const ids = new Set(current.map(({ id }) => id));
        throw new TakenBack({ changed: changed.length, stillCurrent: changed.filter(({ id }) => ids.has(id)) });
      });
      const { seen } = (await inside.catch((error: unknown) => error)) as TakenBack;
      expect(seen).toEqual({ changed: expect.any(Number), stillCurrent: [] });
      expect(seen.changed).toBeGreaterThan(0);
    },
  );
});

describe('a change of a table empties what is kept of its cases, in the same transaction', () => {
  beforeEach(() => world.make());

  it('also where the table is emptied at one blow', async () => {
    await world.database.admin.unsafe('truncate ind.application');
    expect(await world.database.admin`select from ind.read_model`).toHaveLength(0);
  });

  it('so that nothing of what was deleted is in any read model', async () => {
    expect(await world.everythingKept()).toContain('0600000001');
    await world.database.admin`delete from shelter.person_contact where telephone = '0600000001'`;
    expect(await world.everythingKept()).not.toContain('0600000001');
    await fillReadModels(world.database);
    expect(await world.everythingKept()).not.toContain('0600000001');
  });

  it('and not where the transaction is taken back', async () => {
    const before = await world.state();
    const change = inTransaction(world.database.admin, async (sql) => {
      await asDelivery(sql);
      await sql`delete from ind.application`;
      throw new Error('taken back');
    });
    await expect(change).rejects.toThrow('taken back');
    expect(await world.state()).toEqual(before);
  });

  it(`whatever is changed, in whatever order (SEED=${SEED})`, async () => {
    const change = fc.record({ part: fc.nat(keptParts.length - 1), kind: fc.constantFrom(...Object.keys(CHANGES)) });
    const round = fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 4 }), fills: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(round, async ({ changes, fills }) => {
        for (const { part, kind } of changes) {
          const table = tableOf(keptParts[part] as (typeof keptParts)[number]);
          // A row may stand there already, or none may be left.
          await world.database.admin.unsafe(CHANGES[kind]?.(table) ?? '').catch(() => undefined);
        }
        if (fills) await fillReadModels(world.database);
        await world.compareWays();
        expect((await world.state())?.left).toBe(0);
      }),
      { seed: SEED, numRuns: ROUNDS },
    );
  });
});

describe('what is outdated', () => {
  beforeEach(() => world.make());

  it('is written anew for all cases, and then there is nothing more to write', async () => {
    const count = (await world.cases()).length;
    await world.database.admin`delete from ind.application`;
    await world.database.admin`delete from avim.read_model`;
    expect(await fillReadModels(world.database)).toBe(count);
    expect(await world.state()).toEqual({ current: count * sources.length, left: 0 });
    expect(await fillReadModels(world.database)).toBe(0);
  });

  it('is written some cases at a time, and no further once that is to stop; the next run goes on', async () => {
    const count = (await world.cases()).length;
    await world.database.admin`delete from ind.read_model`;
    expect(await fillReadModels(world.database, { signal: AbortSignal.abort() })).toBe(0);
    expect(await fillReadModels(world.database, { batch: 2 })).toBe(count);
    expect(await world.state()).toEqual({ current: count * sources.length, left: 0 });
  });

  it('is also what another version of this program has written', async () => {
    await world.database.admin`update ind.read_model set made_as = 'of another shape'`;
    const ids = await world.cases();
    const ind = sources.find(({ agency }) => agency === 'IND') as Source;
    const kept = await world.read(ind, ['IND/RESIDENCE_DECISION', 'ind'], ids, 'READ_MODEL');
    expect(kept?.outdated?.size).toBe(ids.length);
    expect(kept?.rows.flat(2)).toEqual([]);
    expect(await fillReadModels(world.database)).toBe(ids.length);
  });

  it('is deleted with the case', async () => {
    const [gone = ''] = await world.cases();
    await inTransaction(world.database.admin, async (sql) => {
      await asDelivery(sql);
      await sql`delete from shelter.case_file where case_id = ${gone}`;
      await sql`delete from app.case_index where id = ${gone}`;
      await keepReadModels(sql, [gone]);
    });
    for (const { table } of readModels) {
      const rows = await world.database.admin.unsafe(`select from ${table} where case_id = $1`, [gone]);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });
});
