import { type TestDatabase, testDatabase } from '../../support/database.js';
import { policyGrants } from '../../support/policy-grants.js';
import { fillWorld } from './filled-world.js';

/** A database of its own with the policy's rights and a world in which every condition is met, and not met, somewhere. */
export async function locksDatabase(): Promise<TestDatabase> {
  const opened = await testDatabase();
  await grantAnew(opened);
  // The logs' tables of a month are made while the process runs, long after the rights were given.
  await opened.database.log`select audit.open_month(current_date)`;
  await fillWorld(opened.database.admin);
  return opened;
}

/** The policy's rights once more, as `migrate` gives them: a copy of a database has not the rights on the database itself. */
export async function grantAnew({ database }: TestDatabase): Promise<void> {
  await database.admin.begin(async (sql) => {
    for (const statement of policyGrants().statements) await sql.unsafe(statement);
  });
}
