import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import postgres from 'postgres';
import { type Database, openDatabase } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { testConfig } from '../support/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { policyGrants, registerOf } from '../support/policy-grants.js';

const SCHEMAS = ['app', 'avim', 'dtv', 'guidance', 'ind', 'shelter'];
const { organisations } = testConfig();

describe('a migration', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());

  /** Every right, rule, membership and organisation of the database, as text. */
  async function everything({ admin }: Database): Promise<unknown[]> {
    return Promise.all([
      admin`select relname, relacl::text, relrowsecurity, relforcerowsecurity from pg_class
        where relnamespace::regnamespace::text = any (${SCHEMAS}) order by relnamespace, relname`,
      admin`select attrelid::regclass::text as table, attname, attacl::text from pg_attribute
        where attacl is not null and attrelid::regclass::text ~ '^(app|avim|dtv|guidance|ind|shelter|statistics)\\.' order by 1, 2`,
      admin`select schemaname, tablename, policyname, roles::text, cmd, qual from pg_policies order by 1, 2, 3`,
      // Roles are the whole server's: the login that a test of the logs makes beside this one is none of ours.
      admin`select roleid::regrole::text, member::regrole::text from pg_auth_members
        where member::regrole::text not like 'log_of_%' order by 1, 2`,
      admin`select * from app.organisation order by code`,
    ]);
  }

  test('makes every schema, and guards every table of an agency row by row, its owner included', async () => {
    const tables = await db.database.admin<{ schema: string; name: string; guarded: boolean }[]>`
      select relnamespace::regnamespace::text as schema, relname as name, relrowsecurity and relforcerowsecurity as guarded
      from pg_class where relkind = 'r' and relnamespace::regnamespace::text = any (${SCHEMAS})`;
    expect([...new Set(tables.map(({ schema }) => schema))].sort()).toEqual(SCHEMAS);
    const open = tables.filter(({ schema, guarded }) => schema !== 'app' && !guarded);
    expect(open).toEqual([]);
  });

  test('registers the organisations from 2019 on, without an end', async () => {
    const rows = await db.database.admin`select code, valid_from, valid_until, revoked_at from app.organisation`;
    expect(rows).toHaveLength(organisations.length);
    for (const row of rows) {
      expect(row).toMatchObject({ valid_from: '2019-01-01T00:00:00Z', valid_until: null, revoked_at: null });
    }
  });

  test('changes nothing when it is run again', async () => {
    const before = await everything(db.database);
    await migrate(db.database, policyGrants(), registerOf(organisations));
    expect(await everything(db.database)).toEqual(before);
  });

  test('never gives an organisation back what was ended or revoked, and does follow a new name', async () => {
    const { admin } = db.database;
    await admin`update app.organisation set revoked_at = '2024-05-01T00:00:00Z' where code = 'dtv'`;
    await admin`update app.organisation set valid_until = '2024-12-31T00:00:00Z' where code = 'avim'`;
    const renamed = organisations.map((each) => (each.code === 'dtv' ? { ...each, name: 'Another name' } : each));
    await migrate(db.database, policyGrants(), registerOf(renamed));
    const rows =
      await admin`select code, name, valid_until, revoked_at from app.organisation where code in ('dtv', 'avim')
      order by code`;
    expect(rows).toMatchObject([
      { code: 'avim', valid_until: '2024-12-31T00:00:00Z', revoked_at: null },
      { code: 'dtv', name: 'Another name', valid_until: null, revoked_at: '2024-05-01T00:00:00Z' },
    ]);
  });

  test('gives no right at all when one of its statements fails', async () => {
    const before = await everything(db.database);
    const { statements, ...others } = policyGrants();
    const wrong = ['grant select on app.case_key to ketenzicht_gateway', 'grant nonsense'];
    const broken = { ...others, statements: [...statements, ...wrong] };
    await expect(migrate(db.database, broken, registerOf(organisations))).rejects.toMatchObject({ code: '42601' });
    expect(await everything(db.database)).toEqual(before);
  });

  test('can run several times at once, in one database and in another one of the same server', async () => {
    const other = await testDatabase();
    try {
      const runs = [db, other, db, other].map(({ database }) =>
        migrate(database, policyGrants(), registerOf(organisations)),
      );
      expect((await Promise.allSettled(runs)).map(({ status }) => status)).toEqual(runs.map(() => 'fulfilled'));
    } finally {
      await other.close();
    }
  });

  test('sets the gateway’s password, and only that one lets in', async () => {
    const [row] = await db.database.gateway`select current_user as name`;
    expect(row).toEqual({ name: 'ketenzicht_gateway' });
    const { hostname, port, pathname } = new URL(db.adminUrl);
    const guess = postgres(`postgres://ketenzicht_gateway:guess@${hostname}:${port}${pathname}`, { max: 1 });
    await expect(guess`select 1`).rejects.toMatchObject({ code: '28P01' });
    await guess.end();
  });
});

describe('a DATABASE_URL that does not work', () => {
  const { adminUrl } = JSON.parse(process.env.KETENZICHT_TEST_SERVER ?? '{}') as { adminUrl: string };
  const changed = (change: (url: URL) => void) => {
    const url = new URL(adminUrl);
    url.password = 'a-password-that-nobody-may-see';
    change(url);
    return url.toString();
  };
  test.each([
    [
      'a wrong port',
      changed((url) => {
        url.port = '1';
      }),
      'ECONNREFUSED',
    ],
    ['a wrong password', changed(() => undefined), '28P01'],
    [
      'an unknown host',
      changed((url) => {
        url.hostname = 'no-such-host.invalid';
      }),
      /ENOTFOUND|EAI_AGAIN/,
    ],
    ['an unknown database', new URL('/no_such_database', adminUrl).toString(), '3D000'],
  ])('says so for %s, without the password', async (_, databaseUrl, code) => {
    const error: unknown = await openDatabase(testConfig({ databaseUrl })).catch((each: unknown) => each);
    expect(error).toMatchObject({ name: 'DatabaseError', message: expect.stringMatching(code) });
    expect(String(error)).toContain('DATABASE_URL');
    expect(String(error)).not.toContain(new URL(databaseUrl).password);
  });
});
