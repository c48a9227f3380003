import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { connect } from '../../src/database/connect.js';
import { type Database, openDatabase } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { openSnapshot } from '../../src/database/snapshot.js';
import { activityOf } from '../../src/policy/policy.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { testConfig } from '../support/config.js';
import { createDatabase, dropDatabase, urlOf } from '../support/database.js';
import { policyGrants, registerOf } from '../support/policy-grants.js';

const MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url));
const { adminUrl } = JSON.parse(process.env.KETENZICHT_TEST_SERVER ?? '{}') as { adminUrl: string };
const ACTIVITY = activityOf(initialPolicy, 'DTV/RETURN');

let folder: string;
let name: string;
let database: Database;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-from-'));
  name = `ketenzicht_test_from_${process.pid}_${randomBytes(4).toString('hex')}`;
  await createDatabase(adminUrl, name);
  database = await openDatabase(testConfig({ databaseUrl: urlOf(adminUrl, name) }));
});
afterEach(async () => {
  await database.close();
  await dropDatabase(adminUrl, name);
  await rm(folder, { recursive: true, force: true });
});

/** What the release before the migration of this name left behind. */
async function migrateBefore(tag: string): Promise<void> {
  await cp(MIGRATIONS, folder, { recursive: true });
  const file = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(file, 'utf8'));
  const entries = journal.entries as { tag: string }[];
  const place = entries.findIndex((entry) => entry.tag === tag);
  expect(place).toBeGreaterThan(0);
  await writeFile(file, JSON.stringify({ ...journal, entries: entries.slice(0, place) }));
  const sql = connect(database.adminUrl, 1);
  await runMigrations(drizzle({ client: sql }), { migrationsFolder: folder });
  await sql.end();
}

/** As the release before puts a record aside. */
const aside = (
  key: string,
) => `insert into app.quarantine (agency, organisation, source_key, payload, reason, delete_after)
  values ('IND', 'ind', '${key}', '{}', 'NO_V_NUMBER', now() + interval '1 year')`;

test('a database from before activities could end opens as before, and its activities have no end', async () => {
  await migrateBefore('0004_activity_end');
  const columns = async () =>
    (
      await database.admin`select column_name from information_schema.columns
        where (table_schema, table_name) = ('app', 'processing_activity')`
    ).map((row) => row.column_name);
  expect(await columns()).not.toContain('ended_at');
  await database.admin.unsafe(`insert into app.processing_activity values ('${ACTIVITY}', 'DTV', 'RETURN', 'Oud', 'Old',
    'Iemand', 'AVG', '{}', 'A day', false, '2019-01-01', null)`);
  await database.admin.unsafe(aside('before'));
  await migrate(database, policyGrants(), registerOf(testConfig().organisations));
  expect(await columns()).toContain('ended_at');
  const [ended] =
    await database.admin`select count(*)::int as n from app.processing_activity where ended_at is not null`;
  expect(ended).toEqual({ n: 0 });
  // A process of the release before may still put records aside, beside one of this.
  await database.admin.unsafe(aside('beside'));
  await database.admin.unsafe(aside('now').replace(', delete_after', '').replace(", now() + interval '1 year'", ''));
  const kept = await database.admin`select source_key as key from app.quarantine order by 1`;
  expect(kept.map(({ key }) => key)).toEqual(['before', 'beside', 'now']);
  const asked = { role: 'ketenzicht_dtv_return', organisation: 'dtv', purpose: 'RETURN', statementTimeoutMs: 5_000 };
  for (const [activity, opens] of [
    [ACTIVITY, true],
    [ACTIVITY.replace('/v2', '/v3'), false],
  ] as const) {
    const snapshot = await openSnapshot(database.views, { ...asked, activity });
    expect(await snapshot.participates).toBe(opens);
    await snapshot.end();
  }
});

test('a database from before reach repeated what cases are ordered by has it, also what came while it was migrated', async () => {
  await migrateBefore('0007_reach_orders');
  const { admin } = database;
  await admin`insert into app.organisation (code, partner_kind, name, valid_from) values ('ind', 'IND', 'IND', now())`;
  const cases = await admin<{ id: string }[]>`
    insert into app.case_index (id, organisation, status, municipality, arrived_at, left_at)
    select gen_random_uuid(), 'utrecht', 'LEFT', 'UTRECHT', '2020-01-01', '2020-09-30' from generate_series(1, 3)
    returning id`;
  // As the release before writes it, before and after.
  const write = (id = '') => admin`
    insert into app.reach (organisation, case_id, arrived_at) values ('ind', ${id}, '2020-01-01')`;
  await write(cases[0]?.id);
  await write(cases[1]?.id);
  await migrate(database, policyGrants(), registerOf(testConfig().organisations));
  await write(cases[2]?.id);
  const rows = await admin`select left_at::text, status, municipality, count(*)::int from app.reach group by 1, 2, 3`;
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { left_at: '2020-09-30', status: 'LEFT', municipality: 'UTRECHT', count: 3 },
  ]);
});
