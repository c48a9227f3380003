import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ViewKey } from '../../src/model/purpose.js';
import { databaseGrants } from '../../src/policy/database-grants.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { DELIVERY_ROLE, GATEWAY_ROLE, roleName } from '../../src/policy/role-name.js';
import { readModels } from '../../src/sources/index.js';
import { applyRights } from '../support/apply-rights.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { TABLES } from './guarded-rows.js';
import { initialPolicy, POLICY_TEXT } from './initial-policy.js';

const SCHEMAS = [...new Set(TABLES.map(({ schema }) => schema)), 'audit'];
const VIEWS = initialPolicy.columns.map(({ view }) => view);
const VIEW_ROLES = VIEWS.map(roleName);

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await opened.database.admin.unsafe('create function app.probe() returns int language sql as $$ select 1 $$');
});
afterAll(async () => opened?.close());

const apply = (statements: readonly string[]) => applyRights(opened.database.admin, statements);

/** Every column of our schemas that the role may select, as `schema.table.column`. */
async function readableBy(role: string): Promise<string[]> {
  const rows = await opened.database.admin<{ name: string }[]>`
    select n.nspname || '.' || c.relname || '.' || a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (${SCHEMAS}) and c.relkind in ('r', 'v', 'm', 'p') and a.attnum > 0 and not a.attisdropped
      and has_schema_privilege(${role}, n.oid, 'USAGE') and has_column_privilege(${role}, c.oid, a.attnum, 'SELECT')`;
  return rows.map(({ name }) => name).sort();
}

async function count(query: string): Promise<number> {
  const [row] = await opened.database.admin.unsafe<{ count: string }[]>(`select count(*) ${query}`);
  return Number(row?.count);
}

// What each view may read, and that nobody may do more: `locks.test.ts`. What the logins are: `locks-login.test.ts`.
test("the server's monitoring reads nothing of ours", async () => {
  expect(await readableBy('pg_monitor')).toEqual([]);
});

describe('the roles', () => {
  test('delivery writes the records but not who takes part', async () => {
    const may = (table: string, right: string) =>
      count(`where has_table_privilege('${DELIVERY_ROLE}', '${table}', '${right}')`);
    for (const { schema, table } of TABLES) {
      for (const right of ['SELECT', 'INSERT', 'UPDATE', 'DELETE'])
        expect(await may(`${schema}.${table}`, right)).toBe(1);
      expect(await may(`${schema}.${table}`, 'TRUNCATE')).toBe(0);
    }
    expect(await may('app.organisation', 'SELECT')).toBe(1);
    expect(await may('app.organisation', 'INSERT, UPDATE, DELETE')).toBe(0);
  });
});

describe('the statements', () => {
  const { statements } = databaseGrants(initialPolicy, TABLES, readModels);

  test('run again and change nothing', async () => {
    const rights = () => Promise.all(VIEW_ROLES.map(readableBy));
    const policies = () => opened.database.admin`select * from pg_policies order by schemaname, tablename, policyname`;
    const before = [await rights(), await policies()];
    await apply(statements);
    await apply(statements);
    expect([await rights(), await policies()]).toEqual(before);
    const roles = [GATEWAY_ROLE, ...VIEW_ROLES].map((role) => `('${role}')`).join(', ');
    const right = "has_database_privilege(role, current_database(), 'CREATE, TEMPORARY')";
    expect(await count(`from (values ${roles}) as r(role) where ${right}`)).toBe(0);
  });

  test('close what somebody opened by hand', async () => {
    const role = roleName('AVIM/IDENTIFICATION');
    const rights = () => Promise.all([role, GATEWAY_ROLE].map(readableBy));
    const before = await rights();
    await apply([
      `grant all on all tables in schema ind to ${role}, public`,
      `grant select (bsn) on shelter.person_bsn to ${role}, ${GATEWAY_ROLE}`,
      `grant all on schema ind to public`,
      `create policy open_door on ind.application using (true)`,
      'alter table ind.application no force row level security',
      'grant execute on function app.probe() to public',
    ]);
    expect(await readableBy(role)).toContain('ind.medical_outcome.medical_outcome');
    await apply(statements);
    expect(await rights()).toEqual(before);
    expect(await count("from pg_policies where policyname = 'open_door'")).toBe(0);
    expect(await count("from pg_class where oid = 'ind.application'::regclass and relforcerowsecurity")).toBe(1);
    expect(await count(`where has_function_privilege('${role}', 'app.probe()', 'EXECUTE')`)).toBe(0);
  });

  test('take a right back when its cell turns to no', async () => {
    const narrowed = POLICY_TEXT.replace(/^person\.bsn,.*$/m, '').replace(/^(case\.status,".*",)yes/m, '$1no');
    const role = roleName('MUNICIPALITY/CASE_COORDINATION');
    const before = await readableBy(role);
    await apply(databaseGrants(parsePolicy(narrowed), TABLES, readModels).statements);
    const readable = await readableBy(role);
    expect(
      readable.filter((name) => /bsn|case_index|case_file|reach\.(arrived_at|left_at|status|municipality)/.test(name)),
    ).toEqual([]);
    expect(readable).toEqual(expect.arrayContaining(['app.reach.case_id', 'shelter.stay.kind']));
    await apply(statements);
    expect(await readableBy(role)).toEqual(before);
  });

  test('are refused for a name that could carry SQL', () => {
    const bad = { ...TABLES[0]!, table: 'x"; drop table y' };
    expect(() => databaseGrants(initialPolicy, [bad], [])).toThrow(RangeError);
    expect(() => databaseGrants(initialPolicy, [{ ...TABLES[0]!, columns: ["a'"] }], [])).toThrow(RangeError);
    expect(() => roleName('IND/X; drop' as ViewKey)).toThrow(RangeError);
    expect(() => roleName(`IND/${'X'.repeat(60)}`)).toThrow('more than 63');
    expect(roleName('IND/RESIDENCE_DECISION')).toBe('ketenzicht_ind_residence_decision');
  });
});
