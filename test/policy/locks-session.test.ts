import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type postgres from 'postgres';
import { openSnapshot, type Snapshot } from '../../src/database/snapshot.js';
import type { ViewKey } from '../../src/model/purpose.js';
import { activityOf } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import type { TestDatabase } from '../support/database.js';
import { initialPolicy } from './initial-policy.js';
import { type Asker, asAsker, askFor, outcomeOf } from './locks/asker.js';
import { locksDatabase } from './locks/locks-database.js';

const AMSTERDAM = { view: 'MUNICIPALITY/CASE_COORDINATION', organisation: 'amsterdam' } as const;
const ROTTERDAM = { view: 'MUNICIPALITY/CASE_COORDINATION', organisation: 'rotterdam' } as const;
const IND = { view: 'IND/RESIDENCE_DECISION', organisation: 'ind' } as const;
const AVIM = { view: 'AVIM/IDENTIFICATION', organisation: 'avim' } as const;

let opened: TestDatabase;
beforeAll(async () => {
  opened = await locksDatabase();
  const { admin } = opened.database;
  await admin.unsafe(`update shelter.place set room =
    case organisation when 'amsterdam' then '12' else 'hidden ' || room end`);
  await admin.unsafe('create index on shelter.place (room)');
  await admin.unsafe('analyze');
});
afterAll(() => opened?.close());

const session = <Result>(asker: Asker, work: (sql: postgres.Sql) => Promise<Result>) =>
  asAsker(opened.database, asker, work);

/** One snapshot, as a request opens it. */
async function inSnapshot<Result>(
  { view, organisation }: { readonly view: ViewKey; readonly organisation: string },
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const snapshot = await openSnapshot(opened.database.views, {
    role: roleName(view),
    organisation,
    purpose: view.split('/')[1] ?? '',
    activity: activityOf(initialPolicy, view),
    statementTimeoutMs: 5_000,
  });
  try {
    return await work(snapshot);
  } finally {
    await snapshot.end();
  }
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: { code: string; message: string }) => error,
  );

describe('an error tells nothing of rows that are kept back', () => {
  /** Each would fail on a row that is kept back, and name its value, if it ever saw one. */
  const OVER_ROWS = [
    'select count(*) from shelter.place where room::int > 0',
    'select room::int from shelter.place order by 1',
    'select max(room::int) from shelter.place group by room::int having max(room::int) > 0',
    "select count(*) from shelter.place where 1 / (1 - sign(strpos(room, 'hidden'))) > 0",
    'select count(*) from shelter.place a join shelter.place b on a.room::int = b.room::int',
    'select count(*) from app.reach r join shelter.place p using (case_id) where p.room::int > 0',
    "select count(*) from shelter.place where room > '' and room::int > 0",
    "do 'begin perform room::int from shelter.place; end'",
  ];
  const PLANS = ['set enable_seqscan = on', 'set enable_seqscan = off', 'set enable_hashjoin = off'];

  test.each(OVER_ROWS)('%s: runs over the rows in its right alone, whatever the plan', async (statement) => {
    await session(AMSTERDAM, async (sql) => {
      for (const plan of PLANS) {
        await sql.unsafe(plan);
        expect([plan, await failureOf(sql.unsafe(statement))]).toEqual([plan, undefined]);
      }
    });
  });

  test('and it would fail and name them for who may see them: the same statement, as the owner', async () => {
    const failure = await failureOf(opened.database.admin.unsafe(OVER_ROWS[0] ?? ''));
    expect(failure).toMatchObject({ code: '22P02', message: expect.stringContaining('hidden') });
  });

  test('an error over rows in its right repeats only those', async () => {
    await session(AMSTERDAM, async (sql) => {
      const failure = await failureOf(sql.unsafe("select 1 from shelter.place where (room || 'x')::int > 0"));
      expect(failure).toMatchObject({ code: '22P02', message: expect.stringContaining('"12x"') });
    });
  });

  test('a cast, a division or a join on a column that it may not read is refused before it is tried', async () => {
    await session(AVIM, async (sql) => {
      for (const condition of [
        'bsn::int / 0 = 1',
        "(bsn || 'x')::date is null",
        'bsn in (select bsn from ind.application)',
      ]) {
        const failure = await failureOf(sql.unsafe(`select 1 from shelter.person_bsn where ${condition}`));
        expect(failure).toMatchObject({ code: '42501', message: 'permission denied for table person_bsn' });
      }
    });
  });
});

describe('a session that goes from one partner to the next', () => {
  const OUTCOMES = 'select outcome from ind.application order by 1';

  test('checks a statement anew that was prepared for another one, also when its plan was kept', async () => {
    const asInd = async () => inSnapshot(IND, (snapshot) => snapshot.query(OUTCOMES, []));
    const before = await asInd();
    for (let time = 0; time < 8; time += 1) expect(await asInd()).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
    await expect(inSnapshot(AVIM, (snapshot) => snapshot.query(OUTCOMES, []))).rejects.toMatchObject({ code: '42501' });
    expect(await inSnapshot(ROTTERDAM, (snapshot) => snapshot.query(OUTCOMES, []))).toEqual([]);
    expect(await asInd()).toEqual(before);
  });

  test('the same by `prepare` and `execute`', async () => {
    await session(AMSTERDAM, async (sql) => {
      await sql.unsafe(`prepare kept as ${OUTCOMES}`);
      const before = await outcomeOf(sql, 'execute kept');
      for (let time = 0; time < 8; time += 1) expect(await outcomeOf(sql, 'execute kept')).toBe(before);
      expect(before).toBeGreaterThan(0);
      await askFor(sql, ROTTERDAM.organisation);
      expect(await outcomeOf(sql, 'execute kept')).toBe(0);
    });
  });

  test('loses a cursor with the transaction', async () => {
    await inSnapshot(AMSTERDAM, (snapshot) => snapshot.query(`declare kept cursor for ${OUTCOMES}`, []));
    const fetched = inSnapshot(ROTTERDAM, (snapshot) => snapshot.query('fetch all from kept', []));
    await expect(fetched).rejects.toMatchObject({ code: '34000' });
  });

  const OWN_REACH = 'select organisation from app.reach group by 1';

  test('keeps no organisation of the one before, even one that was set for the session', async () => {
    await inSnapshot(IND, (snapshot) => snapshot.query(`select set_config('app.organisation', 'avim', false)`, []));
    expect(await inSnapshot(IND, (snapshot) => snapshot.query(OWN_REACH, []))).toEqual([{ organisation: 'ind' }]);
    const nobody = { ...IND, organisation: 'no-such-organisation' };
    expect(await inSnapshot(nobody, (snapshot) => snapshot.query(OWN_REACH, []))).toEqual([]);
  });

  test('is the login that it was, whatever was tried: no role is taken on, for the transaction or for the session', async () => {
    for (const isLocal of [true, false]) {
      for (const setting of ['role', 'session_authorization']) {
        const set = `select set_config('${setting}', '${roleName(IND.view)}', ${isLocal})`;
        const failure = await failureOf(inSnapshot(ROTTERDAM, (snapshot) => snapshot.query(set, [])));
        expect([set, failure]).toEqual([set, expect.objectContaining({ code: '42501' })]);
      }
    }
    const who = 'select current_user::text as role, session_user::text as login';
    const role = roleName(ROTTERDAM.view);
    expect(await inSnapshot(ROTTERDAM, (snapshot) => snapshot.query(who, []))).toEqual([{ role, login: role }]);
  });

  test('writes nothing, not even a large object, nor a setting of a role', async () => {
    const [server] = await opened.database.admin.unsafe<{ version: number }[]>(
      "select current_setting('server_version_num')::int as version",
    );
    const writes = [
      'alter role current_user set app.organisation = $$ind$$',
      'create temp table mine ()',
      // PostgreSQL 15 lets a read-only transaction make one.
      ...((server?.version ?? 0) >= 160_000 ? ['select lo_create(0)'] : []),
    ];
    for (const statement of writes) {
      const failure = await failureOf(inSnapshot(IND, (snapshot) => snapshot.query(statement, [])));
      const refused = expect.objectContaining({ code: expect.stringMatching('25006|42501') });
      expect([statement, failure]).toEqual([statement, refused]);
    }
  });
});

describe('what goes on in other sessions', () => {
  test('is not shown to a view: no text of a statement of another login', async () => {
    await session(IND, async (other) => {
      const lasting = other.unsafe(`select 'a secret of another session', pg_sleep(30)`);
      lasting.catch(() => undefined);
      await session(AMSTERDAM, async (sql) => {
        const rows = await sql.unsafe<{ query: string }[]>(
          `select query from pg_stat_activity
           where datname = current_database() and usename is not null and usename <> current_user`,
        );
        expect(rows.length).toBeGreaterThan(1);
        expect(rows.every(({ query }) => query === '<insufficient privilege>')).toBe(true);
      });
      lasting.cancel();
    });
  });

  test('a known limit: who can send any SQL sees the statements of its own view, with the places of values and no value', async () => {
    await inSnapshot(AMSTERDAM, async (snapshot) => {
      await snapshot.query('select 1 from app.reach where case_id::text = $1', ['a value of somebody']);
      await session(ROTTERDAM, async (sql) => {
        const rows = await sql.unsafe<{ query: string }[]>(
          'select query from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()',
        );
        expect(rows.map(({ query }) => query)).toContain('select 1 from app.reach where case_id::text = $1');
        expect(rows.some(({ query }) => query.includes('a value of somebody'))).toBe(false);
      });
    });
  });

  test('is not stopped by a view, if it is not its own', async () => {
    await session(AMSTERDAM, async (sql) => {
      const [own] = await opened.database.admin.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid');
      for (const call of ['pg_cancel_backend', 'pg_terminate_backend']) {
        expect(await outcomeOf(sql, `select ${call}(${own?.pid})`)).toBe('42501');
      }
    });
  });
});

test('a known limit: a cursor declared `with hold` outlives its transaction; the house rules keep such a one out of src', async () => {
  await session(AMSTERDAM, async (sql) => {
    await sql.unsafe('begin; declare kept cursor with hold for select outcome from ind.application; commit');
    await askFor(sql, ROTTERDAM.organisation);
    expect(await outcomeOf(sql, 'fetch all from kept')).toBeGreaterThan(0);
  });
});

test('a known limit: who can send any SQL learns how big a table is, though no value of it; no caller can', async () => {
  await session(AVIM, async (sql) => {
    const [size] = await sql.unsafe<{ rows: number }[]>(
      `select reltuples::int as rows from pg_class where relname = 'medical_outcome'`,
    );
    expect(size?.rows).toBeGreaterThan(0);
    expect(await outcomeOf(sql, 'select count(*) from ind.medical_outcome')).toBe('42501');
  });
});
