import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type postgres from 'postgres';
import type { Config } from '../../src/config.js';
import { type Database, openDatabase } from '../../src/database/database.js';
import { type EmbeddedServer, openEmbedded } from '../../src/database/embedded.js';
import { migrate } from '../../src/database/migrate.js';
import { databaseGrants } from '../../src/policy/database-grants.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { KEYS_ROLE, roleName } from '../../src/policy/role-name.js';
import { readModels } from '../../src/sources/index.js';
import { TABLES } from '../policy/guarded-rows.js';
import { initialPolicy, POLICY_TEXT } from '../policy/initial-policy.js';
import { asView } from '../support/as-view.js';
import { testConfig } from '../support/config.js';
import { policyGrants, registerOf } from '../support/policy-grants.js';
import { newFolder } from './embedded-folder.js';

/* Logins and passwords belong to a whole server, so these tests have one of their own. */

const config = testConfig();
const IND = roleName('IND/RESIDENCE_DECISION');
const [NEW, OLD] = ['a new secret of forty characters or so..', 'an old one of forty characters and more'].map((text) =>
  Buffer.from(text),
) as [Buffer, Buffer];

const folder = newFolder();
let server: EmbeddedServer;
beforeAll(async () => {
  server = await openEmbedded(folder, { settings: { fsync: 'off' } });
  await using(config, (database) => migrate(database, policyGrants(), registerOf(config.organisations)));
}, 60_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Works on the server as a process with other settings would. */
async function using<Result>(changed: Partial<Config>, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase({ ...config, databaseUrl: server.url, ...changed });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const migrated = (changed: Partial<Config> = {}) =>
  using(changed, (database) => migrate(database, policyGrants(), registerOf(config.organisations)));

const login = async (changed: Partial<Config> = {}, role: string = IND): Promise<unknown> =>
  using(changed, (database) =>
    asView(database.views, role, null, (sql) => sql`select session_user::text as login`).then(
      ([row]) => row,
      (error: { code?: string }) => error.code,
    ),
  );

describe('a database of the version before, with one login that is a member of every view', () => {
  test('has none of it after it is migrated: each view logs in itself and the gateway is a member of nothing', async () => {
    await using({}, async ({ admin }) => {
      const [{ version }] = (await admin`select current_setting('server_version_num')::int as version`) as [
        { version: number },
      ];
      const how = version >= 160_000 ? 'with inherit false, set true' : '';
      for (const role of policyGrants().logins) {
        await admin.unsafe(`alter role ${role} nologin password null`);
        await admin.unsafe(`grant ${role} to ketenzicht_gateway ${how}`);
      }
      await admin.unsafe('drop function app.participating(text, text, text)');
    });
    expect(await login()).toBe('28P01');
    await migrated();
    expect(await login()).toEqual({ login: IND });
    await using({}, async ({ admin, gateway }) => {
      const members = await admin`select from pg_auth_members where member = 'ketenzicht_gateway'::regrole`;
      expect(members).toHaveLength(0);
      await expect(gateway.unsafe(`set role ${IND}`)).rejects.toMatchObject({ code: '42501' });
    });
  });

  test('a view that left the policy meanwhile goes with it', async () => {
    const role = 'ketenzicht_avim_of_before';
    await using({}, async ({ admin }) => {
      await admin.unsafe(`create role ${role} nologin`);
      await admin.unsafe(`grant usage on schema app to ${role}`);
      await admin.unsafe(`grant select on app.case_index to ${role}`);
      await admin.unsafe(`grant ${role} to ketenzicht_gateway`);
      await migrated();
      const [has] = await admin`select has_schema_privilege(${role}, 'app', 'USAGE') as schema,
        has_table_privilege(${role}, 'app.case_index', 'SELECT') as rows,
        (select rolcanlogin from pg_roles where rolname = ${role}) as login`;
      expect(has).toEqual({ schema: false, rows: false, login: false });
      await admin.unsafe(`drop role ${role}`);
    });
  });
});

describe('a view that leaves the policy', () => {
  const more = POLICY_TEXT.replaceAll(',AVIM/IDENTIFICATION', ',AVIM/TRIAL');
  const wider = { ...policyGrants(), ...databaseGrants(parsePolicy(more), TABLES, readModels) };
  const TRIAL = 'ketenzicht_avim_trial';
  const LEFT = roleName('AVIM/IDENTIFICATION');

  test('logs in no more, has no right, and what is open under it finds nothing; the others stay', async () => {
    await using({}, async (database) => {
      const { views } = database;
      const open = await views.take(LEFT);
      const read = (what: string) => open.client.unsafe(`select ${what}`, [], { prepare: true });
      expect(await read('case_id from app.reach')).toHaveLength(0);
      await migrate(database, wider, registerOf(config.organisations));
      for (const what of ['case_id from app.reach', 'code from app.organisation', "app.participating('avim', 'X')"]) {
        await expect(read(what)).rejects.toMatchObject({ code: '42501' });
      }
      views.give(open);
    });
    expect(await login({}, LEFT)).toBe('28P01');
    expect(await login({}, TRIAL)).toEqual({ login: TRIAL });
    expect(await login()).toEqual({ login: IND });
  });

  test('logs in again, under the same rights as before, when it comes back', async () => {
    await migrated();
    expect(await login({}, LEFT)).toEqual({ login: LEFT });
    expect(await login({}, TRIAL)).toBe('28P01');
    await using({}, async ({ views }) => {
      const reach = asView(views, LEFT, 'avim', (sql) => sql`select case_id from app.reach`);
      expect(await reach).toHaveLength(0);
    });
  });

  test('takes no role of somebody else along, although its name is like ours and a row policy names it', async () => {
    await using({}, async ({ admin }) => {
      await admin.unsafe(`create role ketenzicht_reporting login; create role somebody login`);
      await admin.unsafe('create policy somebody on app.reach for select to somebody using (true)');
      await migrated();
      const rows = await admin`select rolname from pg_roles where rolcanlogin
        and rolname in ('ketenzicht_reporting', 'somebody') order by 1`;
      expect(rows.map(({ rolname }) => rolname)).toEqual(['ketenzicht_reporting', 'somebody']);
    });
  });
});

test('a statement of a view takes one process of the server, however much it counts', async () => {
  const dear = ['parallel_setup_cost', 'parallel_tuple_cost', 'min_parallel_table_scan_size'];
  const planOf = async (sql: postgres.TransactionSql) => {
    for (const setting of dear) await sql`select set_config(${setting}, '0', true)`;
    return (await sql`explain select count(*) from pg_class`).map((line) => line['QUERY PLAN']).join('\n');
  };
  const [asOwner, asIts] = await using({}, async ({ admin, views }) => [
    await admin.begin(planOf),
    await asView(views, IND, null, planOf),
  ]);
  expect(asOwner).toContain('Workers Planned');
  expect(asIts).not.toContain('Workers Planned');
});

describe('a secret that is not the one of the server', () => {
  test('is refused with what to do, and nobody is shut out', async () => {
    await expect(migrated({ secret: NEW })).rejects.toMatchObject({
      name: 'DatabaseError',
      message: expect.stringMatching(/KETENZICHT_SECRET.*KETENZICHT_OLD_SECRETS.*alter role ketenzicht_keys nologin/),
    });
    await expect(migrated({ secret: NEW, oldSecrets: [OLD] })).rejects.toThrow('KETENZICHT_SECRET');
    expect(await login()).toEqual({ login: IND });
    expect(await login({ secret: NEW })).toBe('28P01');
  });

  test('replaces it when the one of before is among the old ones, for every login', async () => {
    await migrated({ secret: NEW, oldSecrets: [OLD, config.secret] });
    expect(await login({ secret: NEW })).toEqual({ login: IND });
    expect(await login()).toBe('28P01');
    await using({ secret: NEW }, async ({ gateway, log }) => {
      expect([...(await gateway`select current_user::text as name`)]).toEqual([{ name: 'ketenzicht_gateway' }]);
      expect([...(await log`select current_user::text as name`)]).toEqual([{ name: 'ketenzicht_log' }]);
    });
    await migrated({ secret: NEW });
    await migrated({ oldSecrets: [NEW] });
    expect(await login()).toEqual({ login: IND });
  });

  test('replaces a lost one after the owner of the database has said so', async () => {
    await using({}, ({ admin }) => admin.unsafe(`alter role ${KEYS_ROLE} nologin`));
    await migrated({ secret: NEW });
    expect(await login({ secret: NEW })).toEqual({ login: IND });
    await migrated({ oldSecrets: [NEW] });
  });

  test('and each login has another password, none of which is that of another kind of login', async () => {
    const { logins } = policyGrants();
    await using({}, async ({ views, gatewayPassword, logPassword }) => {
      const passwords = logins.map((role) => String(views.optionsOf(role).pass));
      expect(new Set([...passwords, gatewayPassword, logPassword]).size).toBe(logins.length + 2);
      expect(logins.length).toBe(initialPolicy.columns.length + 1);
    });
    const [stored] = await using({}, ({ admin }) => admin`select rolpassword from pg_authid where rolname = ${IND}`);
    expect(stored?.rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/);
  });
});

describe('DATABASE_GATEWAY_URL', () => {
  const gatewayUrl = (change: (url: URL) => void = () => undefined) => {
    const url = new URL(server.url);
    url.username = 'our_gateway';
    url.password = 'chosen-by-the-operator';
    change(url);
    return url.toString();
  };

  test('says where the views log in, and with which options; user and password are the view’s own', async () => {
    await using({}, ({ admin }) =>
      admin.unsafe(`create role our_gateway login password 'chosen-by-the-operator' noinherit`),
    );
    const databaseGatewayUrl = gatewayUrl((url) => url.searchParams.set('application_name', 'a replica'));
    await using({ databaseGatewayUrl }, async ({ views, gateway }) => {
      const who = `select session_user::text as login, current_setting('application_name') as application`;
      expect([...(await gateway.unsafe(who))]).toEqual([{ login: 'our_gateway', application: 'a replica' }]);
      expect([...(await asView(views, IND, null, (sql) => sql.unsafe(who)))]).toEqual([
        { login: IND, application: 'a replica' },
      ]);
    });
  });

  test('that leads nowhere is told when the database is migrated', async () => {
    const databaseGatewayUrl = gatewayUrl((url) => {
      url.port = '1';
    });
    await expect(migrated({ databaseGatewayUrl })).rejects.toMatchObject({
      name: 'DatabaseError',
      message: expect.stringMatching(/ketenzicht_keys.*ECONNREFUSED.*DATABASE_GATEWAY_URL/),
    });
  });
});
