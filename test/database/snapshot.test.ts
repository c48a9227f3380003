import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openSnapshot, type Snapshot } from '../../src/database/snapshot.js';
import { activityOf } from '../../src/policy/policy.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { asView } from '../support/as-view.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

const ROLES = {
  ind: 'ketenzicht_ind_residence_decision',
  dtv: 'ketenzicht_dtv_return',
  amsterdam: 'ketenzicht_municipality_case_coordination',
};
const WHO = `select current_user::text as role, session_user::text as login,
  nullif(current_setting('app.organisation', true), '') as organisation,
  current_setting('statement_timeout') as timeout, current_setting('transaction_read_only') as read_only,
  current_setting('transaction_isolation') as isolation`;
/** As a login is, with the time that a statement may take without a transaction that says another. */
const NOBODY = { organisation: null, timeout: '5s', read_only: 'off' };
const CASE = '7f2c1a4e-5d0b-4a6c-9c3e-2b1f0a9d8e7c';
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const OTHER_CASE = '0b8f3f8e-7a55-4b1e-8a57-3d3b0c5f6a11';

const VIEWS = { ind: 'IND/RESIDENCE_DECISION', dtv: 'DTV/RETURN', amsterdam: 'MUNICIPALITY/CASE_COORDINATION' };
type Organisation = keyof typeof ROLES;
const asked = (organisation: Organisation) => ({
  role: ROLES[organisation],
  organisation,
  purpose: VIEWS[organisation].split('/')[1] ?? '',
  activity: activityOf(initialPolicy, VIEWS[organisation]),
  statementTimeoutMs: 1_000,
});
type Identity = Record<'role' | 'login' | 'organisation' | 'timeout' | 'read_only' | 'isolation', string | null>;

describe('a snapshot', () => {
  let db: TestDatabase;
  let open: Snapshot[] = [];
  beforeAll(async () => {
    db = await testDatabase();
    await db.database.admin`insert into app.case_index (id, organisation, status, municipality) values
      (${CASE}, 'amsterdam', 'IN_GUIDANCE', 'AMSTERDAM'), (${OTHER_CASE}, 'utrecht', 'LEFT', 'UTRECHT')`;
    await db.database.admin`insert into app.reach (organisation, case_id, arrived_at) values
      ('ind', ${CASE}, '2020-01-01'), ('ind', ${OTHER_CASE}, '2020-01-02')`;
  });
  beforeEach(async () => {
    await Promise.all(open.map((snapshot) => snapshot.end()));
    open = [];
  });
  afterAll(() => db.close());

  async function snapshotFor(organisation: Organisation, role: string = ROLES[organisation]): Promise<Snapshot> {
    const snapshot = await openSnapshot(db.database.views, { ...asked(organisation), role });
    open.push(snapshot);
    return snapshot;
  }

  test('reads as the role and for the organisation it was opened for, and cannot write', async () => {
    const snapshot = await snapshotFor('ind');
    const [identity] = await snapshot.query<Identity>(WHO, []);
    expect(identity).toEqual({
      role: ROLES.ind,
      login: ROLES.ind,
      organisation: 'ind',
      timeout: '1s',
      read_only: 'on',
      isolation: 'repeatable read',
    });
    await expect(snapshot.query('create table public.x (y int)', [])).rejects.toMatchObject({ code: '25006' });
  });

  test('sees one moment, whatever is written while it is open', async () => {
    const snapshot = await snapshotFor('ind');
    const count = `select count(*)::int as n from app.case_index`;
    const [before] = await snapshot.query<{ n: number }>(count, []);
    await db.database.admin`update app.reach set organisation = 'avim' where case_id = ${OTHER_CASE}`;
    const [after] = await snapshot.query<{ n: number }>(count, []);
    await db.database.admin`update app.reach set organisation = 'ind' where case_id = ${OTHER_CASE}`;
    expect([before, after]).toEqual([{ n: 2 }, { n: 2 }]);
  });

  test('answers each of many statements sent at once with its own rows', async () => {
    const snapshot = await snapshotFor('ind');
    const asked = Array.from({ length: 250 }, (_, place) => place);
    const answers = await Promise.all(
      asked.map((place) => snapshot.query<{ n: number }>(`select $1::int + ${place % 3} as n`, [place])),
    );
    expect(answers.map(([row]) => row?.n)).toEqual(asked.map((place) => place + (place % 3)));
  });

  test('binds lists, empty lists, quotes and null as they are', async () => {
    const snapshot = await snapshotFor('ind');
    const ids = 'select id from app.case_index where id = any ($1::uuid[]) order by id';
    const texts = ['plain', 'with "quotes"', 'and, comma', '{brace}', 'back\\slash', 'NULL', ''];
    const echo =
      'select $1::text[] as texts, $2::int[] as numbers, $3::text as nothing, $4::boolean as no, $5::date as day';
    expect(await snapshot.query(ids, [[CASE]])).toEqual([{ id: CASE }]);
    expect(await snapshot.query(ids, [[OTHER_CASE, CASE]])).toHaveLength(2);
    expect(await snapshot.query(ids, [[]])).toEqual([]);
    expect(await snapshot.query(echo, [texts, [3, 1, 2], null, false, '2020-02-29'])).toEqual([
      { texts, numbers: [3, 1, 2], nothing: null, no: false, day: '2020-02-29' },
    ]);
  });

  test('gives moments in ISO 8601 with all their digits, and takes them back', async () => {
    const snapshot = await snapshotFor('ind');
    const moment = '2020-11-01T10:00:00.123456Z';
    const [row] = await snapshot.query('select $1::timestamptz as moment, $1::timestamptz = $2::timestamptz as same', [
      moment,
      '2020-11-01T11:00:00.123456+01:00',
    ]);
    expect(row).toEqual({ moment, same: true });
  });

  test('tells of each statement but begin and commit', async () => {
    const statements: string[] = [];
    const snapshot = await openSnapshot(db.database.views, {
      ...asked('ind'),
      onStatement: (text) => statements.push(text),
    });
    await snapshot.query('select 1', []);
    await snapshot.end();
    expect(statements).toEqual([expect.stringContaining('set_config'), 'select 1']);
  });

  describe('refuses', () => {
    test('a table, a column and another role that its own role has no right to', async () => {
      const denied = [
        'select * from app.case_key',
        'select * from avim.measure',
        'select name from app.organisation',
        `select set_config('role', 'pg_read_all_data', true)`,
        `select set_config('role', 'ketenzicht_delivery', true)`,
        `select set_config('role', '${ROLES.ind}', true)`,
        `select set_config('session_authorization', '${ROLES.ind}', true)`,
      ];
      for (const text of denied) {
        const snapshot = await snapshotFor('amsterdam');
        const outcome = await snapshot.query(text, []).catch((error: { code: string }) => error.code);
        expect([text, outcome]).toEqual([text, '42501']);
        await snapshot.end();
      }
    });

    test.each([
      ...['ketenzicht_gateway', 'ketenzicht_log', 'ketenzicht_delivery', 'ketenzicht_register'],
      ...['postgres', 'pg_read_all_data', 'no_such_role'],
    ])('to be opened as %s', async (role) => {
      const snapshot = await snapshotFor('ind', role);
      await expect(snapshot.participates).rejects.toMatchObject({ code: '28P01' });
      await expect(snapshot.query('select 1', [])).rejects.toThrow();
    });

    test('a statement that takes longer than it may', async () => {
      const snapshot = await openSnapshot(db.database.views, { ...asked('ind'), statementTimeoutMs: 100 });
      await expect(snapshot.query('select pg_sleep(30)', [])).rejects.toMatchObject({ code: '57014' });
      await snapshot.end();
    });

    test('every further statement after a failed one, and after its end', async () => {
      const snapshot = await snapshotFor('ind');
      await expect(snapshot.query('select 1/0 as n', [])).rejects.toMatchObject({ code: '22012' });
      await expect(snapshot.query('select 1', [])).rejects.toMatchObject({ code: '25P02' });
      await snapshot.end();
      await expect(snapshot.query('select 1', [])).rejects.toThrow('has ended');
    });

    test('a value that cannot be bound, without mixing up the answers of other statements', async () => {
      const snapshot = await snapshotFor('ind');
      const bad = [undefined, new Date(0), { a: 1 }, [null], 1n] as unknown as string[];
      const first = snapshot.query('select 1 as n', []);
      const refused = await Promise.allSettled(bad.map((value) => snapshot.query('select $1::text as n', [value])));
      const last = snapshot.query('select 2 as n', []);
      expect(refused.map(({ status }) => status)).toEqual(bad.map(() => 'rejected'));
      expect(await Promise.all([first, last])).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    });
  });

  describe('leaves nothing behind', () => {
    const fails = ['select 1/0', 'select * from app.case_key', 'not even sql', 'select $1::int'];

    test(`after hundreds of snapshots of several partners of which a quarter fails (seed ${SEED})`, async () => {
      const plan = fc.array(
        fc.record({
          organisation: fc.constantFrom<Organisation>('ind', 'dtv', 'amsterdam'),
          failing: fc.integer({ min: 0, max: 4 * fails.length - 1 }),
          awaited: fc.boolean(),
        }),
        { minLength: 60, maxLength: 60 },
      );
      await fc.assert(
        fc.asyncProperty(plan, async (requests) => {
          const seen = await Promise.all(requests.map(oneRequest));
          expect(seen).toEqual(requests.map(({ organisation }) => ({ organisation, role: ROLES[organisation] })));
          const after = await sessionsAfter();
          expect(after).toEqual(after.map(() => NOBODY));
          expect(await idleInTransaction()).toBe(0);
        }),
        // What fails here is a matter of moments: smaller ones would take their time and fail by another reason.
        { numRuns: 8, seed: SEED, endOnFailure: true },
      );
    });

    async function oneRequest(request: { organisation: Organisation; failing: number; awaited: boolean }) {
      const { organisation, failing, awaited } = request;
      // Sixty at once wait for their turn: how long that takes is the machine's.
      const patient = { ...asked(organisation), statementTimeoutMs: 60_000 };
      const snapshot = await openSnapshot(db.database.views, patient);
      const identity = snapshot.query<Identity>(WHO, []);
      const text = fails[failing];
      // A failure that nobody waits for must not end the process either.
      const failure = text ? snapshot.query(text, text.includes('$1') ? ['x'] : []) : undefined;
      if (awaited) await failure?.catch(() => undefined);
      const ended = snapshot.end();
      const [seen] = await identity;
      await ended;
      return { organisation: seen?.organisation, role: seen?.role };
    }

    /** What is left on every connection of the pool when no snapshot is open. */
    async function sessionsAfter(): Promise<Partial<Identity>[]> {
      const { views } = db.database;
      const all = Object.values(ROLES).flatMap((role) => [role, role]);
      const sessions = await Promise.all(all.map((role) => views.take(role)));
      const rows = (await Promise.all(sessions.map(({ client }) => client.unsafe<Identity[]>(WHO)))).flat();
      for (const session of sessions) views.give(session);
      expect(rows.map(({ role, login }) => [role, login])).toEqual(all.map((role) => [role, role]));
      return rows.map(({ organisation, timeout, read_only }) => ({ organisation, timeout, read_only }));
    }

    async function idleInTransaction(): Promise<number | undefined> {
      const [row] = await db.database.admin<{ n: number }[]>`select count(*)::int as n from pg_stat_activity
        where usename like 'ketenzicht%' and datname = current_database() and state like 'idle in transaction%'`;
      return row?.n;
    }

    test('the login itself, for which no organisation is set, sees nothing of a person', async () => {
      const { views } = db.database;
      for (const text of ['select id from app.case_index', 'select case_id from app.reach']) {
        expect(await asView(views, ROLES.amsterdam, null, (sql) => sql.unsafe(text))).toEqual([]);
        await expect(db.database.gateway.unsafe(text)).rejects.toMatchObject({ code: '42501' });
      }
      const after = await sessionsAfter();
      expect(after).toEqual(after.map(() => NOBODY));
    });

    test('when its connection is lost while it is idle: that snapshot fails, the next one works', async () => {
      const snapshot = await snapshotFor('ind');
      const [row] = await snapshot.query<{ pid: number }>('select pg_backend_pid() as pid', []);
      await db.database.admin`select pg_terminate_backend(${row?.pid ?? 0}, 5000)`;
      await expect(snapshot.query(WHO, [])).rejects.toThrow();
      await expect(snapshot.query(WHO, [])).rejects.toThrow();
      await snapshot.end();
      const next = await snapshotFor('dtv');
      const [identity] = await next.query<Identity>(WHO, []);
      expect(identity).toMatchObject({ role: ROLES.dtv, organisation: 'dtv', isolation: 'repeatable read' });
    });

    test('when its connection is lost during a statement', async () => {
      const snapshot = await snapshotFor('ind');
      const [row] = await snapshot.query<{ pid: number }>('select pg_backend_pid() as pid', []);
      const running = snapshot.query('select count(*) from generate_series(1, 1e12)', []);
      const behind = snapshot.query('select * from app.case_index', []);
      await db.database.admin`select pg_terminate_backend(${row?.pid ?? 0}, 5000)`;
      await expect(running).rejects.toThrow();
      await expect(behind).rejects.toThrow();
      await snapshot.end();
      expect(await (await snapshotFor('ind')).query('select id from app.case_index', [])).toHaveLength(2);
    });
  });

  test('is given to one caller after another when more ask than there are connections', async () => {
    const pids = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const snapshot = await snapshotFor('ind');
        const [row] = await snapshot.query<{ pid: number }>('select pg_backend_pid() as pid', []);
        await snapshot.end();
        return row?.pid;
      }),
    );
    expect(new Set(pids).size).toBeLessThanOrEqual(8);
  });

  test('replaces a connection that keeps too many prepared statements', async () => {
    const pids = new Set<number | undefined>();
    for (let round = 0; round < 3; round += 1) {
      const snapshot = await snapshotFor('ind');
      const texts = Array.from(
        { length: 300 },
        (_, place) => `select pg_backend_pid() as pid, ${round * 300 + place} as n`,
      );
      const rows = await Promise.all(texts.map((text) => snapshot.query<{ pid: number }>(text, [])));
      pids.add(rows[0]?.[0]?.pid);
      await snapshot.end();
    }
    expect(pids.size).toBe(2);
  });
});
