import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../src/database/migrate.js';
import { testConfig } from '../support/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { policyGrants, registerOf } from '../support/policy-grants.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const bringUpToDate = () => migrate(test.database, policyGrants(), registerOf(testConfig().organisations));

/** Somebody who reads a table and stays in their transaction until told to go. */
async function reader(): Promise<() => Promise<void>> {
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  let over: Promise<unknown> = Promise.resolve();
  await new Promise<void>((reads) => {
    over = test.database.admin.begin(async (sql) => {
      await sql`select from shelter.stay`;
      reads();
      await left;
    });
  });
  return async () => {
    leave();
    await over;
  };
}

const publicMayRead = async () => {
  const [row] = await test.database.admin<{ may: boolean }[]>`
    select has_table_privilege('public', 'shelter.stay', 'select') as may`;
  return row?.may;
};

describe('a start', () => {
  it('that finds the rights as they were set holds up nobody, and waits for nobody', async () => {
    await bringUpToDate();
    const leave = await reader();
    await bringUpToDate();
    await leave();
  });

  it('that finds them changed sets them again, and gives way to who reads meanwhile', async () => {
    await bringUpToDate();
    await test.database.admin`grant select on shelter.stay to public`;
    expect(await publicMayRead()).toBe(true);
    const leave = await reader();
    let isDone = false;
    const done = bringUpToDate().then(() => {
      isDone = true;
    });
    // Others go on reading although it waits for the first: it never keeps them for longer than a moment.
    for (let reads = 0; reads < 20; reads += 1) await test.database.admin`select from shelter.stay`;
    expect(isDone).toBe(false);
    await leave();
    await done;
    expect(await publicMayRead()).toBe(false);
  });
});
