import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TransactionSql } from 'postgres';
import { inTransaction } from '../../src/database/transaction.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

const LOST = expect.objectContaining({ code: 'CONNECTION_CLOSED' });

describe('a transaction that writes', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  beforeEach(async () => {
    await db.database.admin`truncate app.retention_term`;
  });
  afterAll(() => db.close());

  const write = (sql: TransactionSql, what: string) =>
    sql`insert into app.retention_term (what, days, basis) values (${what}, 1, 'a trial')`;
  const written = async () => {
    const rows = await db.database.admin<{ what: string }[]>`select what from app.retention_term order by what`;
    return rows.map(({ what }) => what);
  };
  const transact = <Value>(run: (sql: TransactionSql) => Promise<Value>) => inTransaction(db.database.admin, run);

  it('is kept whole when it ends well, and gives what it was made for', async () => {
    const answer = await transact(async (sql) => {
      await write(sql, 'one');
      await sql.unsafe('update app.retention_term set days = days + $1', [1]);
      return sql<{ days: number }[]>`select days from app.retention_term where what = any(${['one']})`;
    });
    expect(answer.map(({ days }) => days)).toEqual([2]);
    expect(await written()).toEqual(['one']);
  });

  it('leaves nothing when it throws', async () => {
    const failing = transact(async (sql) => {
      await write(sql, 'one');
      throw new RangeError('on purpose');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await written()).toEqual([]);
  });

  it('leaves nothing when a statement failed, even if nobody looked', async () => {
    const failing = transact(async (sql) => {
      await write(sql, 'one');
      await sql`select 1 / 0`.catch(() => undefined);
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await written()).toEqual([]);
  });

  it('leaves no role or setting for the next one', async () => {
    await transact(
      (sql) => sql`select set_config('role', 'ketenzicht_delivery', true), set_config('app.x', 'y', true)`,
    );
    const seen = await transact(
      (sql) =>
        sql<{ role: string; x: string }[]>`select current_user::text as role, current_setting('app.x', true) as x`,
    );
    expect(seen[0]?.role).not.toBe('ketenzicht_delivery');
    expect(seen[0]?.x || null).toBeNull();
  });

  it.each([
    ['between two statements', false],
    ['during a statement', true],
  ])('leaves nothing when its connection is lost %s, and ends no process', async (_, busy) => {
    const failing = transact(async (sql) => {
      await write(sql, 'one');
      const [session] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
      const waits = busy ? sql`select pg_sleep(60)` : undefined;
      const ended = waits?.catch(() => undefined);
      await db.database.admin`select pg_terminate_backend(${session?.pid ?? 0}, 5000)`;
      await ended;
      await write(sql, 'two');
      await write(sql, 'three');
    });
    await expect(failing).rejects.toEqual(LOST);
    expect(await written()).toEqual([]);
    await transact((sql) => write(sql, 'next'));
    expect(await written()).toEqual(['next']);
  });

  it('can write nothing after a loss, also where the code goes on as if nothing had happened', async () => {
    let after: unknown;
    const failing = transact(async (sql) => {
      const [session] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
      const sent = [write(sql, 'one'), write(sql, 'two')].map((statement) => statement.catch(() => undefined));
      await db.database.admin`select pg_terminate_backend(${session?.pid ?? 0}, 5000)`;
      await Promise.all(sent);
      after = await Promise.resolve()
        .then(() => write(sql, 'three'))
        .catch((error: unknown) => error);
    });
    await expect(failing).rejects.toEqual(LOST);
    expect(after === undefined || after instanceof Error).toBe(true);
    expect(await written()).toEqual([]);
  });

  it('runs beside others, more than there are sessions', async () => {
    const names = Array.from({ length: 20 }, (_, place) => `n${String(place).padStart(2, '0')}`);
    await Promise.all(names.map((name) => transact((sql) => write(sql, name))));
    expect(await written()).toEqual(names);
  });
});
