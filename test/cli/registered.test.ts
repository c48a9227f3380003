import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readPolicy } from '../../src/cli/policy-file.js';
import { policyGrants, registerOf } from '../../src/cli/policy-grants.js';
import { migrate } from '../../src/database/migrate.js';
import type { Policy } from '../../src/policy/policy.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';

let opened: TestDatabase;
let policy: Policy;
beforeAll(async () => {
  [opened, policy] = [await testDatabase(), await readPolicy()];
});
afterAll(() => opened?.close());

const KADE = { code: 'ngo-de-kade', partnerKind: 'NGO', name: 'Stichting De Kade' } as const;

/** Brings the database up to date with another list of organisations, as `serve` and `migrate` do. */
async function migrateWith(
  more: readonly (typeof KADE)[],
  rename: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { organisations, ...config } = testConfig();
  const renamed = organisations.map((one) => ({ ...one, name: rename[one.code] ?? one.name }));
  const list = { ...config, organisations: [...renamed, ...more] };
  await migrate(opened.database, policyGrants(policy), registerOf(list, policy, opened.database));
}

const lines = async () => {
  const rows = await opened.database.admin<{ body: string }[]>`select body from audit.audit_record order by seq`;
  return rows.map(({ body }) => JSON.parse(body)).map(({ action, about }) => `${action}: ${about}`);
};

it('the list of organisations changes nothing unseen: each new or changed one leaves a line', async () => {
  await migrateWith([]);
  expect(await lines()).toEqual([]);
  await migrateWith([KADE], { dtv: 'Another name' });
  const expected = ['organisation changed: dtv', 'organisation registered: ngo-de-kade'];
  expect(await lines()).toEqual(expected);
  await migrateWith([KADE], { dtv: 'Another name' });
  expect(await lines()).toEqual(expected);
});

it('and what cannot be logged is not registered', async () => {
  const { admin } = opened.database;
  await admin.unsafe(`create function audit.no_room() returns trigger language plpgsql as
    $$ begin raise exception 'no room' using errcode = '53100'; end $$`);
  await admin.unsafe(`create trigger no_room before insert on audit.audit_record
    for each row execute function audit.no_room()`);
  const next = [KADE, { ...KADE, code: 'ngo-de-steiger' }] as unknown as readonly (typeof KADE)[];
  await expect(migrateWith(next)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
  await admin`drop trigger no_room on audit.audit_record`;
  expect(await admin`select from app.organisation where code = 'ngo-de-steiger'`).toHaveLength(0);
  expect(await admin`select from app.purpose_grant where organisation = 'ngo-de-steiger'`).toHaveLength(0);
});
