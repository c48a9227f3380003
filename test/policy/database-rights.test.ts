import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ViewKey } from '../../src/model/purpose.js';
import { databaseGrants } from '../../src/policy/database-grants.js';
import { decideTogether } from '../../src/policy/decide.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { DELIVERY_ROLE, GATEWAY_ROLE, roleName } from '../../src/policy/role-name.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { TABLES } from './guarded-rows.js';
import { initialPolicy, POLICY_TEXT } from './initial-policy.js';

const SCHEMAS = [...new Set(TABLES.map(({ schema }) => schema))];
const VIEWS = initialPolicy.columns.map(({ view }) => view);
const VIEW_ROLES = VIEWS.map(roleName);
const GATEWAY_READS = ['code', 'partner_kind', 'valid_from', 'valid_until', 'revoked_at'].map(
  (one) => `app.organisation.${one}`,
);
const REACH = ['organisation', 'case_id', 'arrived_at'].map((column) => `app.reach.${column}`);
const CONSENT = ['case_id', 'partner_kind', 'organisation', 'given_at', 'withdrawn_at'].map(
  (one) => `app.consent.${one}`,
);

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await opened.database.admin.unsafe('create function app.probe() returns int language sql as $$ select 1 $$');
  await opened.database.admin.unsafe('create sequence app.probe_sequence');
});
afterAll(async () => opened?.close());

async function apply(statements: readonly string[]): Promise<void> {
  await opened.database.admin.begin(async (sql) => {
    for (const statement of statements) await sql.unsafe(statement);
  });
}

/** Every column of our schemas that the role may select, as `schema.table.column`. */
async function readableBy(role: string): Promise<string[]> {
  const rows = await opened.database.admin<{ name: string }[]>`
    select n.nspname || '.' || c.relname || '.' || a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (${SCHEMAS}) and c.relkind in ('r', 'v', 'm', 'p') and a.attnum > 0 and not a.attisdropped
      and has_schema_privilege(${role}, n.oid, 'USAGE') and has_column_privilege(${role}, c.oid, a.attnum, 'SELECT')`;
  return rows.map(({ name }) => name).sort();
}

/** When agencies delivered: open to every view. */
const FRESHNESS = ['app.delivery.agency', 'app.delivery.complete', 'app.delivery.ended_at'];

function permittedTo(view: ViewKey): string[] {
  const permitted = TABLES.filter(({ categories }) => decideTogether(initialPolicy, view, categories).permitted);
  const columns = permitted.flatMap(({ schema, table, columns }) =>
    columns.map((column) => `${schema}.${table}.${column}`),
  );
  return columns.length === 0 ? FRESHNESS : [...columns, ...REACH, ...CONSENT, ...FRESHNESS].sort();
}

async function count(query: string): Promise<number> {
  const [row] = await opened.database.admin.unsafe<{ count: string }[]>(`select count(*) ${query}`);
  return Number(row?.count);
}

describe('what a view denies, the database denies too', () => {
  test.each(VIEWS)('%s selects exactly the columns of its permitted tables', async (view) => {
    expect(await readableBy(roleName(view))).toEqual(permittedTo(view));
  });

  test('and the views without cases select nothing of a person', () => {
    const empty = VIEWS.filter((view) => permittedTo(view) === FRESHNESS);
    expect(empty).toEqual(['RESEARCHER/STATISTICS', 'PROGRAMME_OFFICE/STATISTICS', 'PRIVACY_OFFICER/SUBJECT_ACCESS']);
  });

  test('the gateway itself selects who takes part, and nothing else; PUBLIC nothing at all', async () => {
    expect(await readableBy(GATEWAY_ROLE)).toEqual([...GATEWAY_READS].sort());
    expect(
      await count(
        `from pg_namespace n, aclexplode(n.nspacl) a where a.grantee = 0 and n.nspname = any ('{${SCHEMAS}}')`,
      ),
    ).toBe(0);
    expect(await readableBy('pg_monitor')).toEqual([]);
  });

  test('no view writes, runs a function of ours, uses a sequence or makes anything', async () => {
    const roles = [GATEWAY_ROLE, ...VIEW_ROLES].map((role) => `('${role}')`).join(', ');
    const from = `from (values ${roles}) as r(role), pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = any ('{${SCHEMAS}}')`;
    const tables = `${from} where c.relkind in ('r', 'v', 'p')`;
    expect(await count(tables)).toBeGreaterThan(400);
    expect(
      await count(
        `${tables} and has_table_privilege(role, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')`,
      ),
    ).toBe(0);
    expect(await count(`${tables} and has_any_column_privilege(role, c.oid, 'INSERT, UPDATE, REFERENCES')`)).toBe(0);
    expect(await count(`${tables} and has_any_column_privilege(role, c.oid, 'SELECT WITH GRANT OPTION')`)).toBe(0);
    expect(
      await count(`${from} where c.relkind = 'S' and has_sequence_privilege(role, c.oid, 'USAGE, SELECT, UPDATE')`),
    ).toBe(0);
    expect(
      await count(`from (values ${roles}) as r(role) where has_function_privilege(role, 'app.probe()', 'EXECUTE')`),
    ).toBe(0);
    const schemas = [...SCHEMAS, 'public'].map((schema) => `('${schema}')`).join(', ');
    expect(
      await count(
        `from (values ${roles}) as r(role), (values ${schemas}) as s(name) where has_schema_privilege(role, name, 'CREATE')`,
      ),
    ).toBe(0);
  });

  test('every guarded table is under row-level security that binds its owner too', async () => {
    const names = [...TABLES.map(({ schema, table }) => `${schema}.${table}`), 'app.reach', 'app.consent'];
    const where = names.map((name) => `'${name}'::regclass`).join(', ');
    expect(await count(`from pg_class where oid in (${where}) and relrowsecurity and relforcerowsecurity`)).toBe(
      names.length,
    );
  });
});

describe('the roles', () => {
  const ours = [GATEWAY_ROLE, DELIVERY_ROLE, ...VIEW_ROLES].map((role) => `'${role}'`).join(', ');

  test('are safe, and only the gateway can log in', async () => {
    const safe = 'not (rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)';
    expect(await count(`from pg_roles where rolname in (${ours}) and ${safe}`)).toBe(VIEWS.length + 2);
    expect(await count(`from pg_roles where rolname in (${ours}) and rolcanlogin`)).toBe(1);
  });

  test('are members of nothing, but the gateway of each view, without inheriting', async () => {
    const members = 'from pg_auth_members m where pg_get_userbyid(m.member)';
    expect(await count(`${members} = '${GATEWAY_ROLE}'`)).toBe(VIEWS.length);
    expect(
      await count(`${members} = '${GATEWAY_ROLE}' and pg_get_userbyid(m.roleid) in (${ours}) and not m.admin_option`),
    ).toBe(VIEWS.length);
    expect(await count(`${members} in (${ours}) and pg_get_userbyid(m.member) <> '${GATEWAY_ROLE}'`)).toBe(0);
    const roles = VIEW_ROLES.map((role) => `('${role}')`).join(', ');
    const pairs = `from (values ${roles}) as a(one), (values ${roles}) as b(other) where one <> other`;
    expect(await count(`${pairs} and pg_has_role(one, other, 'MEMBER')`)).toBe(0);
    expect(await count(`from (values ${roles}) as a(one) where pg_has_role('${GATEWAY_ROLE}', one, 'USAGE')`)).toBe(0);
  });

  test.each([DELIVERY_ROLE, 'postgres', 'pg_read_all_data'])('the gateway cannot become %s', async (role) => {
    await expect(opened.database.gateway.begin((sql) => sql.unsafe(`set local role ${role}`))).rejects.toMatchObject({
      code: '42501',
    });
  });

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
  const statements = databaseGrants(initialPolicy, TABLES);

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
    expect(await readableBy(role)).toEqual(permittedTo('AVIM/IDENTIFICATION'));
    expect(await readableBy(GATEWAY_ROLE)).toEqual([...GATEWAY_READS].sort());
    expect(await count("from pg_policies where policyname = 'open_door'")).toBe(0);
    expect(await count("from pg_class where oid = 'ind.application'::regclass and relforcerowsecurity")).toBe(1);
    expect(await count(`where has_function_privilege('${role}', 'app.probe()', 'EXECUTE')`)).toBe(0);
  });

  test('take a right back when its cell turns to no', async () => {
    const narrowed = POLICY_TEXT.replace(/^person\.bsn,.*$/m, '').replace(/^(case\.status,".*",)yes/m, '$1no');
    const role = roleName('MUNICIPALITY/CASE_COORDINATION');
    await apply(databaseGrants(parsePolicy(narrowed), TABLES));
    const readable = await readableBy(role);
    expect(readable.filter((name) => /bsn|case_index|case_file|reach\.arrived_at/.test(name))).toEqual([]);
    expect(readable).toEqual(expect.arrayContaining(['app.reach.case_id', 'shelter.stay.kind']));
    await apply(statements);
    expect(await readableBy(role)).toEqual(permittedTo('MUNICIPALITY/CASE_COORDINATION'));
  });

  test('are refused for a name that could carry SQL', () => {
    const bad = { ...TABLES[0]!, table: 'x"; drop table y' };
    expect(() => databaseGrants(initialPolicy, [bad])).toThrow(RangeError);
    expect(() => databaseGrants(initialPolicy, [{ ...TABLES[0]!, columns: ["a'"] }])).toThrow(RangeError);
    expect(() => roleName('IND/X; drop' as ViewKey)).toThrow(RangeError);
    expect(() => roleName(`IND/${'X'.repeat(60)}`)).toThrow('more than 63');
    expect(roleName('IND/RESIDENCE_DECISION')).toBe('ketenzicht_ind_residence_decision');
  });
});
