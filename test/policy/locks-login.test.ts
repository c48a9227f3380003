import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type postgres from 'postgres';
import {
  DELIVERY_ROLE,
  GATEWAY_ROLE,
  KEYS_ROLE,
  LOG_ROLE,
  REGISTER_ROLE,
  roleName,
} from '../../src/policy/role-name.js';
import type { TestDatabase } from '../support/database.js';
import { initialPolicy } from './initial-policy.js';
import { become, outcomeOf, withLogin } from './locks/asker.js';
import { byTable, catalogueColumns, quoted } from './locks/catalogue.js';
import { locksDatabase } from './locks/locks-database.js';

const VIEWS = initialPolicy.columns.map(({ view }) => view);
const VIEW_ROLES = VIEWS.map(roleName);
const OURS = [GATEWAY_ROLE, KEYS_ROLE, LOG_ROLE, DELIVERY_ROLE, REGISTER_ROLE, ...VIEW_ROLES];
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

const asGateway = <Result>(work: (session: postgres.Sql) => Promise<Result>) =>
  withLogin(opened.database.gateway, work);

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

describe('the login of the gateway', () => {
  test('reads by itself who takes part, and not one column more, whatever organisation is set', async () => {
    await asGateway(async (session) => {
      expect((await readable(session)).sort()).toEqual([...REGISTER].sort());
      await session.unsafe(`set app.organisation = 'ind'`);
      expect((await readable(session)).sort()).toEqual([...REGISTER].sort());
    });
  });

  test('owns nothing, and neither does any other role of ours: no table, schema, function, type or database', async () => {
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

  test('inherits nothing, and nobody else is a member of a view', async () => {
    // Before PostgreSQL 16 a membership has no option of its own, and the role says that it does not inherit.
    const inherited = `select m.member::regrole::text as member, m.roleid::regrole::text as role from pg_auth_members m
      where (m.member::regrole::text = any ($1) and (coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, false) or m.admin_option))
        or (m.roleid::regrole::text = any ($1) and m.member::regrole::text <> '${GATEWAY_ROLE}'
          and not (select rolsuper from pg_roles r where r.oid = m.member))`;
    expect(await rowsOf(inherited)).toEqual([]);
    const used = `select one, other from unnest($1::text[]) one, unnest($1::text[]) other
      where one <> other and pg_has_role(one, other, 'USAGE')`;
    expect(await rowsOf(used)).toEqual([]);
  });

  test('has no settings of its own with which a session would begin', async () => {
    const settings = `select setrole::regrole::text as role, setconfig from pg_db_role_setting
      where setrole::regrole::text = any ($1)`;
    expect(await rowsOf(settings)).toEqual([]);
  });

  test('takes on the roles of views, that of the keys, and no other role of the server', async () => {
    const roles = await opened.database.admin.unsafe<{ name: string }[]>('select rolname as name from pg_roles');
    await asGateway(async (session) => {
      const taken: string[] = [];
      for (const { name } of roles) if ((await outcomeOf(session, `set role "${name}"`)) === 0) taken.push(name);
      expect(taken.sort()).toEqual([GATEWAY_ROLE, KEYS_ROLE, ...VIEW_ROLES].sort());
    });
  });
});

describe('a session with the role of a view set', () => {
  test.each(['reset role', 'set role none', 'set session authorization default', 'discard all'])(
    'gets no more by `%s` than the login has: who takes part',
    async (statement) => {
      await asGateway(async (session) => {
        await become(session, { view: 'IND/RESIDENCE_DECISION', organisation: 'ind' });
        expect(await outcomeOf(session, statement)).toBe(0);
        expect((await readable(session)).sort()).toEqual([...REGISTER].sort());
      });
    },
  );

  test('a known limit of PostgreSQL: it may set the role of another view, and another organisation, if it may send SQL of its own choice', async () => {
    await asGateway(async (session) => {
      await become(session, { view: 'AVIM/IDENTIFICATION', organisation: 'avim' });
      expect(await outcomeOf(session, 'select kind from ind.application')).toBe(DENIED);
      await become(session, { view: 'IND/RESIDENCE_DECISION', organisation: 'ind' });
      expect(await outcomeOf(session, 'select kind from ind.application')).toBeGreaterThan(0);
    });
  });
});

describe('the login of the logs', () => {
  test("reads nothing of the agencies' tables, and becomes nobody else", async () => {
    const roles = await opened.database.admin.unsafe<{ name: string }[]>('select rolname as name from pg_roles');
    await withLogin(opened.database.log, async (session) => {
      const schemas = (await readable(session)).map((name) => name.split('.')[0]);
      expect([...new Set(schemas)].sort()).toEqual(['app', 'audit']);
      const taken: string[] = [];
      for (const { name } of roles) if ((await outcomeOf(session, `set role "${name}"`)) === 0) taken.push(name);
      expect(taken).toEqual([LOG_ROLE]);
    });
  });

  test('changes nothing and deletes nothing of what stands in them, by no table of a month either', async () => {
    const columns = await catalogueColumns(opened.database.admin);
    const tables = byTable(columns.filter(({ table }) => /^audit\.(?!export_cursor$)/.test(table)));
    expect([...tables.keys()].filter((table) => /_\d{4}_\d{2}$/.test(table))).toHaveLength(2);
    await withLogin(opened.database.log, async (session) => {
      for (const [table, [first]] of tables) {
        const change = `update ${table} set "${first?.column}" = "${first?.column}"`;
        for (const statement of [change, `delete from ${table}`, `truncate ${table}`, `drop table ${table}`]) {
          expect([statement, await outcomeOf(session, statement)]).toEqual([statement, DENIED]);
        }
      }
    });
  });
});
