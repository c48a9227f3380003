import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { loadDemo } from '../../src/cli/demo.js';
import { openSnapshot, type Snapshot } from '../../src/database/snapshot.js';
import { permitsOf } from '../../src/graph/views.js';
import { byChanges, type ChangesAnswer, type ChangesRequest, readChanges } from '../../src/join/changes.js';
import { Parameters } from '../../src/join/parameters.js';
import type { Purpose, ViewKey } from '../../src/model/purpose.js';
import { activityOf } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

/** Partners of the demo with few cases: case by case is their road, unless they are near. */
const ASKERS: readonly [organisation: string, view: ViewKey][] = [
  ['ngo-de-brug', 'NGO/GUIDANCE'],
  ['ngo-maashuis', 'NGO/GUIDANCE'],
  ['eindhoven', 'MUNICIPALITY/CASE_COORDINATION'],
  ['eindhoven', 'MUNICIPALITY/SHELTER_OPERATIONS'],
];

/** What may stand in an outbox, mixed by the hash of case and turn: also rights that begin and end several times. */
const HISTORY = `
  insert into app.change (position, part, organisation, case_id, kind)
  select nextval('app.change_position'), p.parts[1 + mixed % cardinality(p.parts)], r.organisation, r.case_id,
    (array['ADDED', 'CHANGED', 'REMOVED'])[1 + mixed / 8 % 3]
  from app.reach r cross join generate_series(1, 6) turn
  cross join lateral (select abs(hashtext(r.case_id::text || turn)) as mixed) m
  cross join (select array['app.case_index', 'shelter.stay', 'ind.application', 'dtv.travel', 'guidance.trajectory',
    'ind.medical_outcome', 'app.reach', 'app.consent'] as parts) p
  where r.organisation = any($1) order by hashtext(turn::text || r.case_id)`;

const LEFT = `
  with gone as (delete from app.reach where organisation = any($1) and abs(hashtext(case_id::text)) % 5 = 0 returning *)
  insert into app.change (position, part, organisation, case_id, kind)
  select nextval('app.change_position'), 'app.reach', organisation, case_id, 'REMOVED' from gone`;

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await loadDemo(opened.database);
  const organisations = [[...new Set(ASKERS.map(([organisation]) => organisation))]];
  for (const statement of [HISTORY, LEFT]) await opened.database.admin.unsafe(statement, organisations);
}, 120_000);
afterAll(() => opened?.close());

async function withSnapshot<Value>([organisation, view]: (typeof ASKERS)[number], run: (snapshot: Snapshot) => Value) {
  const snapshot = await openSnapshot(opened.database.views, {
    role: roleName(view),
    organisation,
    purpose: view.slice(view.indexOf('/') + 1) as Purpose,
    activity: activityOf(initialPolicy, view),
    statementTimeoutMs: 30_000,
  });
  try {
    return await run(snapshot);
  } finally {
    await snapshot.end();
  }
}

async function ask<Row extends object>(asker: (typeof ASKERS)[number], request: ChangesRequest, before = '') {
  const parameters = new Parameters();
  const sql = byChanges(request, permitsOf(initialPolicy, asker[1])).sql({
    parameters,
    organisation: `${parameters.bind(asker[0])}::text`,
    facts: () => 'null::boolean as consented, null::text as v_number',
    unsearchable: () => false,
  });
  const text = `${before} select ${sql} as answer`;
  return withSnapshot(asker, async (snapshot) => (await snapshot.query<Row>(text, parameters.values))[0]);
}

async function find(asker: (typeof ASKERS)[number], request: ChangesRequest): Promise<ChangesAnswer> {
  return readChanges((await ask<{ answer: unknown }>(asker, request))?.answer);
}

/** All changes, page by page, and the last position that each page said there is. */
async function readOn(asker: (typeof ASKERS)[number], isNear: boolean) {
  const pages: ChangesAnswer[] = [];
  for (let after = 0; ; ) {
    const page = await find(asker, { after, size: 40, isNear, latest: true });
    pages.push(page);
    const last = page.changes.at(-1);
    if (page.changes.length <= 40 || !last) return pages;
    after = page.changes[39]?.position ?? last.position;
  }
}

describe('both roads to the changes find the same', () => {
  test.each(ASKERS)('for %s as %s', async (...asker) => {
    const [byCase, walked] = [await readOn(asker, false), await readOn(asker, true)];
    expect(byCase).toEqual(walked);
    expect(byCase.length).toBeGreaterThan(1);
    const kinds = byCase.flatMap(({ changes }) => changes.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['CHANGED', 'ENTERED', 'LEFT']));
  });

  it('and so many cases are few', async () => {
    const rows = await opened.database.admin<{ count: number }[]>`
      select count(*)::int as count from app.reach where organisation = any(${ASKERS.map(([code]) => code)})
      group by organisation`;
    expect(Math.max(...rows.map(({ count }) => count))).toBeLessThan(100);
  });
});

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** How many rows of tables a plan looked at when it ran. */
function rowsRead(plan: Plan): number {
  const each = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
  const here = plan['Relation Name'] === undefined ? 0 : each * plan['Actual Loops'];
  return here + (plan.Plans ?? []).reduce((sum, part) => sum + rowsRead(part), 0);
}

describe('a page of changes is read without what comes after it', () => {
  test.each<[string, ViewKey]>([
    ['ind', 'IND/RESIDENCE_DECISION'],
    ['dtv', 'DTV/RETURN'],
    ['amsterdam', 'MUNICIPALITY/CASE_COORDINATION'],
  ])('for %s as %s, who reach many cases', async (organisation, view) => {
    await opened.database.admin`analyze`;
    const [row] = await opened.database.admin<{ count: number }[]>`select count(*)::int as count from app.change`;
    const request = { after: 0, size: 20, latest: true };
    const explained = await ask<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      [organisation, view],
      request,
      'explain (analyze, format json)',
    );
    const read = rowsRead(explained?.['QUERY PLAN'][0].Plan as Plan);
    expect(read).toBeGreaterThan(request.size);
    expect(read).toBeLessThan((row?.count ?? 0) / 4);
  });
});
