import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GATEWAY_ROLE, roleName } from '../../src/policy/role-name.js';
import { applyRights } from '../support/apply-rights.js';
import type { TestDatabase } from '../support/database.js';
import { initialPolicy } from './initial-policy.js';
import { compareLocks } from './locks/compare.js';
import { guardFaults } from './locks/guards.js';
import { grantAnew, locksDatabase } from './locks/locks-database.js';
import { OTHER, TAMPERINGS, TOUCHED } from './locks/tamperings.js';

const READERS = [GATEWAY_ROLE, ...initialPolicy.columns.map(({ view }) => roleName(view))];

let opened: TestDatabase;
beforeAll(async () => {
  opened = await locksDatabase();
});
afterAll(() => opened?.close());

const run = (statements: readonly string[]) => applyRights(opened.database.admin, statements);

/** Which views, tables and single columns the comparison reports, and which guards. */
async function reported() {
  const { differences } = await compareLocks(opened.database, [TOUCHED, OTHER]);
  const places = differences.map(({ place }) => place.split('.'));
  return {
    views: [...new Set(differences.map(({ view }) => view))],
    tables: [...new Set(places.map(([schema, table]) => `${schema}.${table}`))],
    columns: [...new Set(places.flatMap(([, , column]) => column ?? []))],
    faults: await guardFaults(opened.database.admin, READERS),
  };
}

const NOTHING = { views: [], tables: [], columns: [], faults: [] };

describe('the comparison of both locks reports', () => {
  test.each(TAMPERINGS)('exactly that $name', async ({ by, undo, views = [], table, columns, faults = [] }) => {
    await run(by);
    const found = await reported().finally(() => run(undo));
    expect(found).toEqual({
      views,
      tables: table ? [table] : [],
      columns: columns ?? (table ? expect.arrayContaining(['organisation', 'case_id']) : []),
      faults,
    });
  });
});

test('what was done by hand to the tables of the policy is undone when the rights are given anew', async () => {
  await run(TAMPERINGS.flatMap(({ by }) => by));
  await grantAnew(opened);
  try {
    expect(await reported()).toEqual(NOTHING);
  } finally {
    const dropped = TAMPERINGS.flatMap(({ undo }) => undo).filter((statement) => /^drop (?!policy)/.test(statement));
    await run(dropped);
  }
});
