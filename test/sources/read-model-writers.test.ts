import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/database/transaction.js';
import { asDelivery } from '../../src/delivery/as-delivery.js';
import { keepReadModels } from '../../src/sources/keep-read-models.js';
import { somebodyWaits } from '../support/lock-waits.js';
import { KeptWorld } from './read-model-world.js';

let world: KeptWorld;
beforeAll(async () => {
  world = await KeptWorld.open();
});
afterAll(() => world?.close());

describe('two who write the same case at the same time wait for each other', () => {
  beforeEach(() => world.make());

  /** Runs both, each in its transaction: the second begins when the first has written, which ends when the second waits. */
  async function together(first: Write, second: Write): Promise<void> {
    let hasWritten: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      hasWritten = resolve;
    });
    const one = inTransaction(world.database.admin, async (sql) => {
      await asDelivery(sql);
      await first(sql);
      hasWritten();
      await somebodyWaits(world.database.admin);
    });
    await written;
    const other = inTransaction(world.database.admin, async (sql) => {
      await asDelivery(sql);
      await second(sql);
    });
    await Promise.all([one, other]);
  }

  type Write = (sql: Parameters<Parameters<typeof inTransaction>[1]>[0]) => Promise<unknown>;
  const rewrite = (ids: readonly string[]): Write => {
    return async (sql) => {
      await sql`update ind.application set recorded_at = '2031-05-06T07:08:09Z'`;
      await keepReadModels(sql, ids);
    };
  };
  const remove: Write = (sql) => sql`delete from ind.legal`;

  it('who deletes later leaves nothing of it behind', async () => {
    await together(rewrite(await world.cases()), remove);
    const rows = await world.database.admin`select from ind.read_model where legal is not null`;
    expect(rows).toHaveLength(0);
    await world.compareWays();
  });

  it('who writes later writes nothing of what was deleted', async () => {
    await together(remove, rewrite(await world.cases()));
    const [row] = await world.database.admin<{ kept: number; legal: number }[]>`
      select count(application)::int as kept, count(legal)::int as legal from ind.read_model where made_as is not null`;
    expect(row?.kept).toBeGreaterThan(0);
    expect(row?.legal).toBe(0);
    await world.compareWays();
  });

  it('also of a case of which nothing was kept yet', async () => {
    await world.database.admin`delete from ind.read_model`;
    await together(remove, rewrite(await world.cases()));
    const rows = await world.database.admin`select from ind.read_model where legal is not null`;
    expect(rows).toHaveLength(0);
  });
});
