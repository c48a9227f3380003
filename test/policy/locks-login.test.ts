import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type postgres from 'postgres';
import { openSnapshot } from '../../src/database/snapshot.js';
import { activityOf } from '../../src/policy/policy.js';
import {
  DELIVERY_ROLE,
  GATEWAY_ROLE,
  KEYS_ROLE,
  LOG_ROLE,
  REGISTER_ROLE,
  roleName,
  STATISTICS_ROLE,
} from '../../src/policy/role-name.js';
import type { TestDatabase } from '../support/database.js';
import { initialPolicy } from './initial-policy.js';
import { asAsker, outcomeOf, withLogin } from './locks/asker.js';
import { byTable, catalogueColumns, quoted } from './locks/catalogue.js';
import { locksDatabase } from './locks/locks-database.js';

const VIEWS = initialPolicy.columns.map(({ view }) => view);
const VIEW_ROLES = VIEWS.map(roleName);
const SNAPSHOT_ROLES = [KEYS_ROLE, ...VIEW_ROLES];
const LOGINS = [GATEWAY_ROLE, LOG_ROLE, ...SNAPSHOT_ROLES];
const OURS = [...LOGINS, DELIVERY_ROLE, REGISTER_ROLE, STATISTICS_ROLE];
const DENIED = '42501';

/** What the gateway's own login reads: who takes part and for what, and how far the outbox goes. Nothing of a person. */
const REGISTER = [
  'app.change.position',
  ...['code', 'partner_kind', 'name', 'valid_from', 'valid_until', 'revoked_at'].map(
    (one) => `app.organisation.${one}`,
  ),
  ...['organisation', 'purpose', 'valid_from', 'valid_until', 'revoked_at'].map((one) => `app.purpose_grant.${one}`),
  ...['uri', 'partner_kind', 'purpose', 'valid_from', 'valid_until', 'ended_at'].map(
    (one) => `app.processing_activity.${one}`,
  ),
];

let opened: TestDatabase;
beforeAll(async () => {
  opened = await locksDatabase();
});
afterAll(() => opened?.close());

/** Every column of ours that the session may really select. */
async function readable(session: postgres.Sql): Promise<string[]> {
  const columns = await catalogueColumns(opened.database.admin);
  const outcomes = await Promise.all(
    columns.map(({ table, column }) => outcomeOf(session, `select "${column}" from ${quoted(table)}`)),
  );
  expect(outcomes.filter((outcome) => typeof outcome !== 'number' && outcome !== DENIED)).toEqual([]);
  return columns.flatMap(({ table, column }, place) => (outcomes[place] === DENIED ? [] : [`${table}.${column}`]));
}

async function rowsOf(query: string): Promise<readonly object[]> {
  return [...(await opened.database.admin.unsafe(query, [OURS] as never))];
}

/** A connection of any login of ours, by its name. */
function asLogin<Result>(role: string, work: (session: postgres.Sql) => Promise<Result>): Promise<Result> {
  const { gateway, log, views } = opened.database;
  const clients: Readonly<Record<string, Pick<postgres.Sql, 'options'>>> = { [GATEWAY_ROLE]: gateway, [LOG_ROLE]: log };
  return withLogin(clients[role] ?? { options: views.optionsOf(role) }, work);
}

const rolesOfServer = async () =>
  (await opened.database.admin.unsafe<{ name: string }[]>('select rolname as name from pg_roles')).map(
    ({ name }) => name,
  );

describe('the login of the gateway', () => {
  test('reads by itself who takes part, and not one column more, whatever organisation is set', async () => {
    await asLogin(GATEWAY_ROLE, async (session) => {
      expect((await readable(session)).sort()).toEqual([...REGISTER].sort());
      await session.unsafe(`set app.organisation = 'ind'`);
      expect((await readable(session)).sort()).toEqual([...REGISTER].sort());
    });
  });
});

describe('every role of ours', () => {
  test('owns nothing: no table, schema, function, type or database', async () => {
    const owned = `select refobjid::regrole::text as role, classid::regclass::text as kind from pg_shdepend
      where deptype = 'o' and refclassid = 'pg_authid'::regclass and refobjid::regrole::text = any ($1)
        and dbid in (0, (select oid from pg_database where datname = current_database()))`;
    expect(await rowsOf(owned)).toEqual([]);
    for (const [catalogue, column] of [
      ['pg_class', 'relowner'],
      ['pg_namespace', 'nspowner'],
      ['pg_proc', 'proowner'],
      ['pg_type', 'typowner'],
      ['pg_largeobject_metadata', 'lomowner'],
      ['pg_database', 'datdba'],
      ['pg_tablespace', 'spcowner'],
    ]) {
      expect(await rowsOf(`select 1 from ${catalogue} where ${column}::regrole::text = any ($1)`)).toEqual([]);
    }
  });

  test('is a member of no role at all, and nobody but the owner is a member of it', async () => {
    const member = `select m.member::regrole::text as member, m.roleid::regrole::text as role from pg_auth_members m
      where m.member::regrole::text = any ($1) or (m.roleid::regrole::text = any ($1)
        and not (select rolsuper from pg_roles r where r.oid = m.member))`;
    expect(await rowsOf(member)).toEqual([]);
    const used = `select one, other from unnest($1::text[]) one, unnest($1::text[]) other
      where one <> other and pg_has_role(one, other, 'MEMBER')`;
    expect(await rowsOf(used)).toEqual([]);
  });

  test('is no superuser, goes around no row-level security, makes no role and no database, copies no log', async () => {
    const rights = `select rolname from pg_roles where rolname = any ($1)
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)`;
    expect(await rowsOf(rights)).toEqual([]);
    const logins = await rowsOf(
      'select rolname as name from pg_roles where rolname = any ($1) and rolcanlogin order by 1',
    );
    expect(logins).toEqual([...LOGINS].sort().map((name) => ({ name })));
  });

  test('has no settings of its own with which a session would begin', async () => {
    const settings = `select setrole::regrole::text as role, setconfig from pg_db_role_setting
      where setrole::regrole::text = any ($1)`;
    expect(await rowsOf(settings)).toEqual([]);
  });
});

describe('a login of ours becomes nobody else', () => {
  /** The ways to become a role; the last of them by what a statement may hide, and by a function that is made for it. */
  const ways = (role: string) => [
    `set role "${role}"`,
    `set local role "${role}"`,
    `set session authorization "${role}"`,
    `select set_config('role', '${role}', false)`,
    `select set_config('role', '${role}', true)`,
    `select set_config('session_authorization', '${role}', false)`,
    `do $do$ begin set role "${role}"; end $do$`,
    `do $do$ begin perform set_config('role', '${role}', true); end $do$`,
    `create function pg_temp.become() returns void language sql as 'set role "${role}"'`,
    `create function public.become() returns void language sql set role = '${role}' as ''`,
  ];

  async function outcomeWithin(session: postgres.Sql, statement: string): Promise<string | number> {
    await session.unsafe('begin');
    const outcome = await outcomeOf(session, statement);
    await session.unsafe('rollback');
    return outcome;
  }

  test.each(LOGINS)(
    '%s: by no statement, do block or function, in no transaction and in one',
    async (login) => {
      const others = (await rolesOfServer()).filter((name) => name !== login);
      await asLogin(login, async (session) => {
        const became: string[] = [];
        for (const statement of others.flatMap(ways)) {
          const outcomes = [await outcomeOf(session, statement), await outcomeWithin(session, statement)];
          if (outcomes.some((outcome) => outcome !== DENIED)) became.push(`${statement}: ${outcomes.join(', ')}`);
        }
        expect(became).toEqual([]);
        const [who] = await session.unsafe(`select current_user::text as role, session_user::text as login`);
        expect(who).toEqual({ role: login, login });
      });
    },
    60_000,
  );

  test.each(SNAPSHOT_ROLES)(
    '%s: within a snapshot',
    async (role) => {
      const others = (await rolesOfServer()).filter((name) => name !== role);
      for (const other of others) {
        const snapshot = await openSnapshot(opened.database.views, {
          role,
          organisation: 'ind',
          purpose: 'RESIDENCE_DECISION',
          activity: activityOf(initialPolicy, 'IND/RESIDENCE_DECISION'),
          statementTimeoutMs: 5_000,
        });
        const set = snapshot.query(`select set_config('role', $1, true)`, [other]);
        await expect(set).rejects.toMatchObject({ code: DENIED });
        await snapshot.end();
      }
    },
    60_000,
  );

  test('nor by what is not refused but does nothing: the view of settings, and a default of its own', async () => {
    const [login, other] = [roleName('AVIM/IDENTIFICATION'), roleName('IND/RESIDENCE_DECISION')];
    const who = 'select current_user::text as role, session_user::text as login';
    const [database] = await opened.database.admin.unsafe<{ name: string }[]>('select current_database() as name');
    const itself = `alter role current_user in database "${database?.name}"`;
    await asLogin(login, async (session) => {
      expect(await outcomeOf(session, `update pg_settings set setting = '${other}' where name = 'role'`)).toBe(0);
      expect([...(await session.unsafe(who))]).toEqual([{ role: login, login }]);
      await session.unsafe(`${itself} set role = '${other}'`);
    });
    await asLogin(login, async (session) => {
      expect([...(await session.unsafe(who))]).toEqual([{ role: login, login }]);
      await session.unsafe(`${itself} reset all`);
    });
  });

  test.each(['reset role', 'set role none', 'set session authorization default', 'discard all'])(
    'and gets no more by `%s` than it had',
    async (statement) => {
      await asAsker(opened.database, { view: 'AVIM/IDENTIFICATION', organisation: 'avim' }, async (session) => {
        const before = (await readable(session)).sort();
        expect(await outcomeOf(session, statement)).toBe(0);
        expect((await readable(session)).sort()).toEqual(before);
      });
    },
  );

  test('a known limit: it may set another organisation, if it may send SQL of its own choice: whose reach it then has, and never the columns of another view', async () => {
    await asAsker(opened.database, { view: 'AVIM/IDENTIFICATION', organisation: 'avim' }, async (session) => {
      const before = (await readable(session)).sort();
      const owner = 'select organisation from app.reach group by 1';
      expect([...(await session.unsafe(owner))]).toEqual([{ organisation: 'avim' }]);
      await session.unsafe(`set app.organisation = 'ind'`);
      expect([...(await session.unsafe(owner))]).toEqual([{ organisation: 'ind' }]);
      expect((await readable(session)).sort()).toEqual(before);
      expect(await outcomeOf(session, 'select kind from ind.application')).toBe(DENIED);
    });
  });
});

describe('the login of the logs', () => {
  test("reads nothing of the agencies' tables", async () => {
    await asLogin(LOG_ROLE, async (session) => {
      const schemas = (await readable(session)).map((name) => name.split('.')[0]);
      expect([...new Set(schemas)].sort()).toEqual(['app', 'audit']);
    });
  });

  test('changes nothing and deletes nothing of what stands in them, by no table of a month either', async () => {
    const columns = await catalogueColumns(opened.database.admin);
    const tables = byTable(columns.filter(({ table }) => /^audit\.(?!export_cursor$)/.test(table)));
    expect([...tables.keys()].filter((table) => /_\d{4}_\d{2}$/.test(table))).toHaveLength(2);
    await asLogin(LOG_ROLE, async (session) => {
      for (const [table, [first]] of tables) {
        const change = `update ${table} set "${first?.column}" = "${first?.column}"`;
        for (const statement of [change, `delete from ${table}`, `truncate ${table}`, `drop table ${table}`]) {
          expect([statement, await outcomeOf(session, statement)]).toEqual([statement, DENIED]);
        }
      }
    });
  });
});
