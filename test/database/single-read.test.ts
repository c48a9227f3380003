import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { openDatabase } from '../../src/database/database.js';
import { openSingleRead, type SingleRead } from '../../src/database/single-read.js';
import type { SnapshotOptions } from '../../src/database/snapshot.js';
import type { ViewKey } from '../../src/model/purpose.js';
import { activityOf } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { asView } from '../support/as-view.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';

const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const CASES = {
  amsterdam: '7f2c1a4e-5d0b-4a6c-9c3e-2b1f0a9d8e7c',
  utrecht: '0b8f3f8e-7a55-4b1e-8a57-3d3b0c5f6a11',
  rotterdam: '5c1d9f0a-0f5b-4d53-9b3f-6f0d2e1c7b44',
};
type City = keyof typeof CASES;
const CITIES = Object.keys(CASES) as City[];
const VIEW = 'MUNICIPALITY/CASE_COORDINATION';
const WHO = `select current_user::text as role, current_setting('app.organisation') as organisation,
  current_setting('transaction_read_only') as read_only`;
const REACH = `select (select coalesce(json_agg(r.case_id), '[]') from app.reach r) as cases`;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  for (const [city, id] of Object.entries(CASES)) {
    await db.database.admin`insert into app.reach (organisation, case_id) values (${city}, ${id})`;
  }
});
afterAll(() => db.close());

const asking = (organisation: string, view: ViewKey = VIEW): SnapshotOptions => ({
  role: roleName(view),
  organisation,
  purpose: view.split('/')[1] ?? '',
  activity: activityOf(initialPolicy, view),
  statementTimeoutMs: testConfig().limits.statementTimeoutMs,
});

function single(options: SnapshotOptions): SingleRead {
  const read = openSingleRead(db.database.views, options);
  if (!read) throw new Error('no single read is opened');
  return read;
}

describe('a read of one statement', () => {
  it('is made as the role and for the organisation that asks, and cannot write', async () => {
    const read = single(asking('amsterdam'));
    expect(await read.query(WHO, [])).toMatchObject([
      { role: 'ketenzicht_municipality_case_coordination', organisation: 'amsterdam', read_only: 'on' },
    ]);
    expect(await read.participates).toBe(true);
  });

  it('binds the values that it is given before its own', async () => {
    const rows = await single(asking('amsterdam')).query('select $1::text as one, $2::text[] as two', [
      'a',
      ['b', 'c'],
    ]);
    expect(rows).toMatchObject([{ one: 'a', two: ['b', 'c'] }]);
  });

  it('leaves no organisation behind on its connection', async () => {
    await single(asking('amsterdam')).query(REACH, []);
    const left = await asView(db.database.views, roleName(VIEW), null, (sql) =>
      sql.unsafe(`select nullif(current_setting('app.organisation', true), '') as organisation, count(*)::int as n
        from app.reach`),
    );
    expect(left).toEqual([{ organisation: null, n: 0 }]);
  });

  test(`shows each of many who ask at once their own reach and no other (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...CITIES, 'ind', 'nobody'), { minLength: 30 }), async (asked) => {
        const seen = await Promise.all(
          asked.map(async (organisation) => {
            const read = single(asking(organisation));
            const [row] = await read.query<{ cases: string[] | null }>(REACH, []);
            return [organisation, row?.cases, await read.participates];
          }),
        );
        // The IND may not ask as a municipality does.
        const own = (organisation: string) => (organisation in CASES ? [CASES[organisation as City]] : null);
        expect(seen).toEqual(asked.map((each) => [each, own(each), each in CASES]));
      }),
      { numRuns: 10, seed: SEED },
    );
  });
});

describe('whoever may not ask', () => {
  test.each([
    ['for a purpose that it was not granted', asking('ind')],
    ['unknown', asking('nobody')],
    ['under an activity that does not stand', { ...asking('amsterdam'), activity: 'https://example.org/none' }],
  ])('%s is told so, and nothing is looked for', async (_, options) => {
    const read = single(options);
    // To divide by zero would fail, if it were done.
    const rows = await read.query("select (select 1 / length(current_setting('app.organisation'))) as x", []);
    expect([rows, await read.participates]).toEqual([[{ participates: false, x: null }], false]);
  });

  it('no longer, is told at the next read', async () => {
    const { admin } = db.database;
    const before = single(asking('utrecht'));
    await before.query(REACH, []);
    await admin`update app.organisation set revoked_at = now() where code = 'utrecht'`;
    const after = single(asking('utrecht'));
    await after.query(REACH, []);
    await admin`update app.organisation set revoked_at = null where code = 'utrecht'`;
    expect([await before.participates, await after.participates]).toEqual([true, false]);
  });
});

describe('a read of one statement fails', () => {
  it('on a table that its role may not read, and then says of nobody that they may ask', async () => {
    const read = single(asking('amsterdam'));
    await expect(read.query('select (select count(*) from app.case_key) as n', [])).rejects.toMatchObject({
      code: '42501',
    });
    await expect(read.participates).rejects.toMatchObject({ code: '42501' });
  });

  it('on a value that the driver cannot bind, before it is sent', async () => {
    const sent: string[] = [];
    const read = single({ ...asking('amsterdam'), onStatement: (text) => sent.push(text) });
    await expect(read.query('select $1::text as x', [{} as never])).rejects.toThrow('bound value');
    expect(sent).toEqual([]);
  });

  it('when it takes longer than a statement may', async () => {
    const limits = { statementTimeoutMs: 100 };
    const database = await openDatabase({ ...testConfig(), databaseUrl: db.adminUrl, limits });
    try {
      const read = openSingleRead(database.views, { ...asking('amsterdam'), ...limits });
      await expect(read?.query('select pg_sleep(60)::text as x', [])).rejects.toMatchObject({ code: '57014' });
    } finally {
      await database.close();
    }
  });

  it('when nobody waits for it any more, with that reason, and the server stops working at it', async () => {
    const leave = new AbortController();
    const read = single({ ...asking('amsterdam'), signal: leave.signal });
    const answer = read.query('select pg_sleep(60)::text as left_alone', []);
    leave.abort(new Error('gone'));
    await expect(answer).rejects.toThrow('gone');
    let running = 1;
    while (running > 0) {
      const [row] = await db.database.admin<{ n: number }[]>`select count(*)::int as n from pg_stat_activity
        where state = 'active' and query like '%left_alone%' and pid <> pg_backend_pid()`;
      running = row?.n ?? 0;
    }
  });

  it('with its connection, and the next one works', async () => {
    const failing = single(asking('amsterdam')).query('select pg_terminate_backend(pg_backend_pid())::text as x', []);
    await expect(failing).rejects.toThrow();
    expect(await single(asking('amsterdam')).query(WHO, [])).toMatchObject([{ organisation: 'amsterdam' }]);
  });
});

it('none is opened where a statement may take another time than on its connections', () => {
  expect(openSingleRead(db.database.views, { ...asking('amsterdam'), statementTimeoutMs: 1 })).toBeUndefined();
});
