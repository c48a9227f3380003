import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GuardedTable } from '../../src/model/guarded-table.js';
import { databaseGrants } from '../../src/policy/database-grants.js';
import { decideTogether } from '../../src/policy/decide.js';
import { type Policy, type PolicyColumn, parsePolicy } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import { readModels } from '../../src/sources/index.js';
import { applyRights } from '../support/apply-rights.js';
import { asView } from '../support/as-view.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { ASKS, CASES, fillTables, ownersOf, SOMEBODY_ELSE, TABLES } from './guarded-rows.js';
import { initialPolicy, POLICY_TEXT } from './initial-policy.js';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await fillTables(opened.database.admin);
});
afterAll(async () => opened?.close());

/** Runs a query as a snapshot does: logged in as the view's role, for an organisation. */
async function readAs<Row>(role: string, organisation: string | null, query: string): Promise<Row[]> {
  return asView(
    opened.database.views,
    role,
    organisation,
    async (sql) => [...(await sql.unsafe<Row[]>(query))] as Row[],
  );
}

async function rowsOf(column: PolicyColumn, table: GuardedTable, organisation: string | null): Promise<string[]> {
  const query =
    `select "${table.caseColumn}" || ' ' || "${table.organisationColumn}" as row ` +
    `from "${table.schema}"."${table.table}"`;
  const rows = await readAs<{ row: string }>(roleName(column.view), organisation, query);
  return rows.map(({ row }) => row).sort();
}

const READS = initialPolicy.columns.flatMap((column) =>
  TABLES.flatMap((table): [string, string, string, PolicyColumn, GuardedTable][] => {
    const decision = decideTogether(initialPolicy, column.view, table.categories);
    const said = decision.permitted ? ['reach', ...decision.conditions].join(' and ') : 'denied';
    return [[column.view, `${table.schema}.${table.table}`, said, column, table]];
  }),
);

/** Which rows should come, told from the cases and not from SQL. */
function expectedRows(
  column: PolicyColumn,
  table: GuardedTable,
  organisation: string,
  policy: Policy = initialPolicy,
): string[] {
  const decision = decideTogether(policy, column.view, table.categories);
  if (!decision.permitted) return [];
  const cases = Object.values(CASES).filter(
    ({ inReach, consents }) => inReach && (consents || !decision.conditions.includes('consent')),
  );
  const owners = ownersOf(table).filter((owner) => owner === organisation || !decision.conditions.includes('own'));
  return cases.flatMap(({ id }) => owners.map((owner) => `${id} ${owner}`)).sort();
}

describe('a role reads the rows of its reach that meet its conditions, and no other', () => {
  test.each(READS.filter(([, , said]) => said !== 'denied'))(
    '%s reads %s: %s',
    async (_view, _name, _said, column, table) => {
      const organisation = ASKS[column.partnerKind] as string;
      expect(await rowsOf(column, table, organisation)).toEqual(expectedRows(column, table, organisation));
      expect(await rowsOf(column, table, '')).toEqual([]);
      expect(await rowsOf(column, table, null)).toEqual([]);
      expect(await rowsOf(column, table, SOMEBODY_ELSE)).toEqual([]);
    },
  );

  test('the conditions above are all there, alone', () => {
    const said = new Set(READS.map(([, , conditions]) => conditions));
    expect([...said].sort()).toEqual(['denied', 'reach', 'reach and consent', 'reach and own']);
  });
});

describe('a role is refused', () => {
  test.each(READS.filter(([, , said]) => said === 'denied'))(
    '%s reads %s: %s',
    async (_view, _name, _said, column, table) => {
      const organisation = ASKS[column.partnerKind] ?? 'wodc';
      await expect(rowsOf(column, table, organisation)).rejects.toMatchObject({ code: '42501' });
    },
  );

  const WRITES = [
    'insert into shelter.stay select * from shelter.stay',
    "update shelter.stay set kind = 'x'",
    'delete from shelter.stay',
    "insert into app.reach (organisation, case_id) values ('amsterdam', gen_random_uuid())",
    "update app.reach set organisation = 'amsterdam'",
    'delete from app.consent',
    "update app.organisation set valid_until = null where code = 'amsterdam'",
    'truncate shelter.stay',
    'create table app.mine ()',
    'create table public.mine ()',
    'select * from app.case_key',
    'select * from app.record',
    'update app.rectification set outcome = null',
    'delete from app.rectification',
    'alter table app.reach disable row level security',
    'drop policy ketenzicht_delivery on app.reach',
  ];
  test.each(WRITES)('%s', async (statement) => {
    const role = roleName('MUNICIPALITY/CASE_COORDINATION');
    await expect(readAs(role, 'amsterdam', statement)).rejects.toMatchObject({ code: '42501' });
    await expect(opened.database.gateway.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the login of the gateway', () => {
  test.each([...TABLES.map(({ schema, table }) => `${schema}.${table}`), 'app.reach', 'app.consent'])(
    'reads nothing of %s',
    async (name) => {
      const reading = opened.database.gateway.begin(async (sql) => {
        await sql`select set_config('app.organisation', 'amsterdam', true)`;
        await sql.unsafe(`select 1 from ${name}`);
      });
      await expect(reading).rejects.toMatchObject({ code: '42501' });
    },
  );

  test('reads which organisations take part, but nothing of a person', async () => {
    const { gateway } = opened.database;
    expect((await gateway`select code, name, revoked_at from app.organisation`).length).toBeGreaterThan(5);
    await expect(gateway`select v_number from app.case_key`).rejects.toMatchObject({ code: '42501' });
  });
});

describe('reach and consent', () => {
  const ngo = roleName('NGO/GUIDANCE');

  test.each(['MUNICIPALITY/SHELTER_OPERATIONS', 'IND/RESIDENCE_DECISION', 'DTV/RETURN', 'AVIM/SUPERVISION'] as const)(
    'do not show %s which consent it is, or who recorded it',
    async (view) => {
      for (const column of ['id', 'recorded_by', 'withdrawn_by']) {
        const reading = readAs(roleName(view), 'amsterdam', `select ${column} from app.consent`);
        await expect(reading).rejects.toMatchObject({ code: '42501' });
      }
    },
  );

  test('show an organisation its own reach only', async () => {
    const rows = await readAs<{ organisation: string }>(ngo, 'ngo-de-haven', 'select organisation from app.reach');
    const inReach = Object.values(CASES).filter((one) => one.inReach);
    expect(rows).toEqual(inReach.map(() => ({ organisation: 'ngo-de-haven' })));
    expect(await readAs(ngo, '', 'select organisation from app.reach')).toEqual([]);
  });

  test('show consents of its own kind, for it or for all, within reach', async () => {
    const query = 'select case_id, partner_kind, organisation from app.consent order by case_id';
    expect(await readAs(ngo, 'ngo-de-haven', query)).toEqual([
      { case_id: CASES.consented!.id, partner_kind: 'NGO', organisation: null },
      { case_id: CASES.consentedToThisOne!.id, partner_kind: 'NGO', organisation: 'ngo-de-haven' },
      { case_id: CASES.withdrawn!.id, partner_kind: 'NGO', organisation: null },
      { case_id: CASES.notYet!.id, partner_kind: 'NGO', organisation: null },
    ]);
    expect(await readAs(ngo, SOMEBODY_ELSE, query)).toEqual([]);
  });
});

test('where a table answers to own and to consent, both must hold', async () => {
  const policy = parsePolicy(POLICY_TEXT.replace('"names and aliases",yes,yes,yes', '"names and aliases",yes,yes,own'));
  await applyRights(opened.database.admin, databaseGrants(policy, TABLES, readModels).statements);
  const column = policy.columns.find(({ view }) => view === 'NGO/GUIDANCE')!;
  const table = TABLES.find((one) => one.schema === 'ind' && one.table === 'person_name')!;
  expect(await rowsOf(column, table, 'ngo-de-haven')).toEqual([
    `${CASES.consented!.id} ngo-de-haven`,
    `${CASES.consentedToThisOne!.id} ngo-de-haven`,
  ]);
  expect(await rowsOf(column, table, 'ngo-de-haven')).toEqual(expectedRows(column, table, 'ngo-de-haven', policy));
});
