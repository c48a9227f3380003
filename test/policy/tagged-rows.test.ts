import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decideTogether } from '../../src/policy/decide.js';
import { type PolicyColumn, parsePolicy } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import { RECTIFICATIONS, taggedRowCondition } from '../../src/policy/tagged-rows.js';
import { asView } from '../support/as-view.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { ASKS, CASES, fillTables, SOMEBODY_ELSE, TABLES } from './guarded-rows.js';
import { initialPolicy, POLICY_TEXT } from './initial-policy.js';

const REQUEST = 'rights.rectification';

/** Every combination under which a table's values stand, as marks and as requests; and what must never be shown. */
const COMBINATIONS: readonly (readonly string[])[] = [
  ...new Set(TABLES.map(({ categories }) => JSON.stringify(categories))),
].flatMap((text) => [JSON.parse(text), [...JSON.parse(text), REQUEST]] as string[][]);
const NEVER: readonly (readonly string[])[] = [[], ['no.row'], ['case.status', 'no.row'], ['programme.grants']];

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await fillTables(opened.database.admin);
  const owners = [SOMEBODY_ELSE, ...Object.values(ASKS)];
  for (const [place, categories] of [...COMBINATIONS, ...NEVER].entries()) {
    await opened.database.admin`
      insert into app.rectification (case_id, field, categories, agency, organisation, requested_by, statement)
      select case_id, ${`${place} `} || row_number() over (), ${[...categories]}::text[], 'IND', owner, requester, 'text'
      from unnest(${Object.values(CASES).map(({ id }) => id)}::uuid[]) case_id,
        unnest(${owners}::text[]) owner, unnest(${owners}::text[]) requester`;
  }
}, 30_000);
afterAll(async () => opened?.close());

interface Row {
  readonly case_id: string;
  readonly categories: string[];
  readonly organisation: string;
  readonly requested_by: string;
}

/** The rows that a role sees, told apart by what the owner of the database knows of them. */
async function seenBy({ view }: PolicyColumn, organisation: string): Promise<string[]> {
  const rows = await asView(
    opened.database.views,
    roleName(view),
    organisation,
    (sql) => sql<{ at: string }[]>`select field as at from app.rectification`,
  );
  return rows.map(({ at }) => at).sort();
}

async function allRows(): Promise<(Row & { at: string })[]> {
  return opened.database.admin`
    select field as at, case_id, categories, organisation, requested_by from app.rectification`;
}

/** Which rows should be seen: by `decideTogether`, and by the cases of the tests; no SQL of the product in it. */
function isPermitted({ view }: PolicyColumn, organisation: string, row: Row): boolean {
  const decision = decideTogether(initialPolicy, view, row.categories as never[]);
  if (!decision.permitted) return false;
  const one = Object.values(CASES).find(({ id }) => id === row.case_id)!;
  if (!one.inReach || (decision.conditions.includes('consent') && !one.consents)) return false;
  return row.categories.every((category) => {
    const single = decideTogether(initialPolicy, view, [category as never]);
    if (!single.permitted || !single.conditions.includes('own')) return true;
    return row.organisation === organisation || (category === REQUEST && row.requested_by === organisation);
  });
}

const WITH_CASES = initialPolicy.columns.filter(({ partnerKind, view }) => {
  return ASKS[partnerKind] && decideTogether(initialPolicy, view, ['case.status']).permitted;
});

describe(`both locks are equal on ${COMBINATIONS.length} combinations of categories`, () => {
  test.each(WITH_CASES.map((column) => [column.view, column] as const))(
    '%s sees the rows all of whose categories permit, and no other',
    async (_view, column) => {
      const organisation = ASKS[column.partnerKind] as string;
      const rows = await allRows();
      const expected = rows.filter((row) => isPermitted(column, organisation, row)).map(({ at }) => at);
      expect(expected.length).toBeGreaterThan(0);
      expect(rows.length - expected.length).toBeGreaterThan(5_000);
      expect(await seenBy(column, organisation)).toEqual(expected.sort());
    },
    30_000,
  );

  test.each(WITH_CASES.map((column) => [column.view, column] as const))(
    '%s sees nothing without an organisation, or as one whose reach is empty',
    async (_view, column) => {
      expect(await seenBy(column, '')).toEqual([]);
      expect(await seenBy(column, SOMEBODY_ELSE)).toEqual([]);
    },
  );

  const others = initialPolicy.columns.filter((column) => !WITH_CASES.includes(column));
  test.each(others.map((column) => [column.view, column] as const))(
    '%s is refused the table',
    async (_view, column) => {
      const role = roleName(column.view);
      const reading = asView(opened.database.views, role, null, (sql) => sql`select case_id from app.rectification`);
      await expect(reading).rejects.toMatchObject({ code: '42501' });
    },
  );
});

describe('the text of a request', () => {
  const TEXTS = ['id', 'organisation', 'requested_by', 'statement', 'outcome', 'outcome_reason', 'decided_at'];
  test.each(WITH_CASES.map(({ view }) => [view]))('is a column for %s only where requests are', async (view) => {
    const { permitted } = decideTogether(initialPolicy, view, [REQUEST]);
    const rows = await opened.database.admin<{ name: string }[]>`
      select name from unnest(${TEXTS}::text[]) name
      where has_column_privilege(${roleName(view)}, 'app.rectification', name, 'SELECT')`;
    expect(rows.map(({ name }) => name)).toEqual(permitted ? TEXTS : []);
  });

  test('is in no row that somebody sees under the categories of the value alone', async () => {
    const marked = COMBINATIONS.filter((categories) => !categories.includes(REQUEST));
    expect(marked.length).toBe(COMBINATIONS.length / 2);
    for (const { view } of WITH_CASES) {
      const own = decideTogether(initialPolicy, view, [REQUEST]);
      if (!own.permitted || own.conditions.length === 0) continue;
      const organisation = ASKS[view.split('/')[0] as keyof typeof ASKS] as string;
      const rows = await asView(
        opened.database.views,
        roleName(view),
        organisation,
        (sql) => sql<Row[]>`select categories, organisation, requested_by from app.rectification
          where categories @> array[${REQUEST}] and not ${organisation} in (organisation, requested_by)`,
      );
      expect(rows).toEqual([]);
    }
  });
});

describe('the condition', () => {
  test('is none for a view that the policy does not have, or that may see nothing', () => {
    expect(taggedRowCondition(initialPolicy, 'NGO/NOTHING', RECTIFICATIONS)).toBeNull();
    expect(taggedRowCondition(initialPolicy, 'RESEARCHER/STATISTICS', RECTIFICATIONS)).toBeNull();
  });

  test('follows the policy: a cell that turns to no takes the rows away', () => {
    const before = taggedRowCondition(initialPolicy, 'IND/RESIDENCE_DECISION', RECTIFICATIONS);
    const narrowed = parsePolicy(POLICY_TEXT.replace(/^person\.bsn,.*$/m, ''));
    const after = taggedRowCondition(narrowed, 'IND/RESIDENCE_DECISION', RECTIFICATIONS);
    expect(before).toContain("'person.bsn'");
    expect(after).not.toContain("'person.bsn'");
  });
});
