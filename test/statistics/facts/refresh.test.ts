import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../src/cli/demo.js';
import { inTransaction } from '../../../src/database/transaction.js';
import { beginDelivery, storeRecords } from '../../../src/delivery/store.js';
import { refreshFacts } from '../../../src/statistics/facts/refresh.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { caseFile, file } from '../../support/records.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await loadDemo(db.database);
});
afterAll(() => db?.close());

const NOTHING_NEW = { cases: 0, added: 0, changed: 0, removed: 0 };
const left = (reason: string, day: string) => ({
  caseFile: caseFile('LEFT', 'AMSTERDAM', '2020-01-10', day),
  outflow: [{ reason, durability: 'NONE', leftAt: day }],
});

async function counted(where: string): Promise<number> {
  const [row] = await db.database.admin.unsafe<{ persons: number }[]>(
    `select count(*)::int as persons from statistics.fact where ${where}`,
  );
  return row?.persons ?? 0;
}

describe('a refresh counts', () => {
  it('each person of the demo once, and who left by the reasons that were published', async () => {
    expect(await counted('true')).toBe(1297);
    const rows = await db.database.admin<{ outcome: string; persons: number }[]>`
      select outcome, count(*)::int as persons from statistics.fact where outcome is not null group by 1`;
    expect(Object.fromEntries(rows.map(({ outcome, persons }) => [outcome, persons]))).toEqual({
      PERMIT: 43,
      RETURNED: 50,
      THIRD_COUNTRY: 2,
      AWAITING_ASYLUM_DECISION: 179,
      ENDED_BY_LVV: 76,
      UNKNOWN_DESTINATION: 107,
      OTHER: 80,
    });
    expect(await counted('left_month is not null')).toBe(537);
  });

  it('nothing again that did not change, and the same when everything is counted anew', async () => {
    expect(await refreshFacts(db.database)).toEqual(NOTHING_NEW);
    expect(await refreshFacts(db.database, { full: true })).toEqual({ ...NOTHING_NEW, cases: 1297 });
  });

  it('a new person, and what changes of them, and looks at nobody else', async () => {
    await storeRecords(db.database, [
      file('amsterdam', 'amal', { caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2020-01-10') }),
    ]);
    expect(await refreshFacts(db.database)).toEqual({ cases: 1, added: 1, changed: 0, removed: 0 });
    await storeRecords(db.database, [file('amsterdam', 'amal', left('OTHER', '2020-03-20'))]);
    expect(await refreshFacts(db.database)).toEqual({ cases: 1, added: 0, changed: 1, removed: 0 });
    expect(await counted("left_month = '2020-03-01' and stay_days = 70 and outcome = 'OTHER'")).toBeGreaterThan(0);
  });

  it('as still there whoever left one municipality and is sheltered by another', async () => {
    await storeRecords(db.database, [
      file('amsterdam', 'bilal', left('OTHER', '2020-02-01')),
      file('utrecht', 'bilal', { caseFile: caseFile('IN_GUIDANCE', 'UTRECHT', '2020-02-02') }, 'bilal-2'),
    ]);
    const before = await counted('left_month is null');
    await refreshFacts(db.database);
    expect(await counted('left_month is null')).toBe(before + 1);
  });

  it('nobody who was only referred', async () => {
    await storeRecords(db.database, [file('amsterdam', 'cyra', { caseFile: caseFile('REFERRED', 'AMSTERDAM', null) })]);
    expect(await refreshFacts(db.database)).toEqual({ ...NOTHING_NEW, cases: 1 });
  });

  it('everything anew where the outbox may have lost what changed', async () => {
    await db.database.admin`update statistics.refreshed set refreshed_at = now() - interval '10 years'`;
    const { cases } = await refreshFacts(db.database);
    expect(cases).toBeGreaterThan(1297);
  });
});

describe('a refresh shows no half a state', () => {
  it('to whoever reads while it runs', async () => {
    await storeRecords(db.database, [
      file('amsterdam', 'dawit', { caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2020-05-01') }),
    ]);
    const before = await counted('true');
    const seen: number[] = [];
    const onProgress = () => void seen.push(0);
    await inTransaction(db.database.admin, async (sql) => {
      // The refresh is held up by the lock of another one, with everything still to do.
      await sql`select pg_advisory_xact_lock(hashtext('ketenzicht statistics'))`;
      const refreshing = refreshFacts(db.database, { onProgress });
      seen.push(await counted('true'));
      void refreshing.catch(() => undefined);
    });
    await refreshFacts(db.database);
    expect(seen[0]).toBe(before);
    expect(await counted('true')).toBe(before + 1);
  });

  it('when two run at once: each case has one fact', async () => {
    await storeRecords(db.database, [
      file('amsterdam', 'eden', { caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2020-05-02') }),
    ]);
    await Promise.all([
      refreshFacts(db.database),
      refreshFacts(db.database, { full: true }),
      refreshFacts(db.database),
    ]);
    const [row] = await db.database.admin<{ facts: number; cases: number }[]>`
      select (select count(*) from statistics.fact)::int as facts, (select count(*) from app.fact_of_case)::int as cases`;
    expect(row?.facts).toBe(row?.cases);
  });

  it('when it fails in the middle: nothing of it is there, and the next one does it', async () => {
    await storeRecords(db.database, [
      file('amsterdam', 'farid', { caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2020-05-03') }),
    ]);
    const before = await counted('true');
    const onProgress = (done: number, total: number) => {
      if (done === total) throw new Error('stopped by the test');
    };
    await expect(refreshFacts(db.database, { onProgress })).rejects.toThrow('stopped by the test');
    expect(await counted('true')).toBe(before);
    await refreshFacts(db.database);
    expect(await counted('true')).toBe(before + 1);
  });
});

describe('a fact leads to nobody', () => {
  it('it holds no name, no number, no address, no case and no day', async () => {
    const columns = await db.database.admin<{ name: string; type: string }[]>`
      select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'statistics' and table_name = 'fact' order by ordinal_position`;
    expect(columns.map(({ name }) => name)).toEqual([
      ...['id', 'municipality', 'arrived_month', 'left_month', 'nationality_group', 'scenario'],
      ...['outcome', 'application', 'return_procedure', 'stay_days'],
    ]);
    expect(await counted("arrived_month <> date_trunc('month', arrived_month)")).toBe(0);
    expect(await counted("left_month <> date_trunc('month', left_month)")).toBe(0);
  });

  it('no role of a view reads which case it is of, nor its number', async () => {
    const rights = await db.database.admin<{ grantee: string; what: string }[]>`
      select grantee::text, table_name || '.' || column_name as what from information_schema.column_privileges
      where (table_schema = 'statistics' and column_name in ('id', 'position')) or table_name = 'fact_of_case'`;
    expect(
      [...new Set(rights.map(({ grantee }) => grantee))].filter(
        (role) =>
          /_(statistics|coordination|guidance|decision|return|supervision|identification|access|administration|operations)$/.test(
            role,
          ) && role !== 'ketenzicht_statistics',
      ),
    ).toEqual([]);
  });

  it('it stays when its case is deleted after its term, and nothing leads to it then', async () => {
    const before = await counted('true');
    await inTransaction(db.database.admin, async (sql) => {
      await beginDelivery(sql);
      await sql`delete from shelter.case_file where source_key = 'amal'`;
      await sql`delete from app.case_index where id in (select id from app.case_key where v_number = '1000000001')`;
      await sql`delete from app.case_key where v_number = '1000000001'`;
    });
    await refreshFacts(db.database, { full: true });
    expect(await counted('true')).toBe(before);
    const [row] = await db.database.admin<{ orphans: number }[]>`
      select count(*)::int as orphans from statistics.fact f
      where not exists (select from app.fact_of_case k where k.fact_id = f.id)`;
    expect(row?.orphans).toBe(1);
  });

  it('and goes with a record that was delivered by mistake', async () => {
    const before = await counted('true');
    await inTransaction(db.database.admin, async (sql) => {
      await beginDelivery(sql);
      await sql`delete from shelter.case_file where source_key = 'eden'`;
      await sql`delete from app.case_index i where not exists (select from shelter.case_file f where f.case_id = i.id)`;
    });
    expect((await refreshFacts(db.database, { full: true })).removed).toBe(1);
    expect(await counted('true')).toBe(before - 1);
  });
});
