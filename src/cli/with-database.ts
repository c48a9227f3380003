import type { Config } from '../config.js';
import { type Database, openDatabase } from '../database/database.js';
import { migrate } from '../database/migrate.js';
import type { Policy } from '../policy/policy.js';
import { readPolicy } from './policy-file.js';
import { policyGrants, registerOf } from './policy-grants.js';

/**
 * Runs a command on the database of the configuration, brought up to date first, and closes it after.
 * @throws DatabaseError that says which setting to look at
 */
export async function withDatabase<Result>(
  config: Config,
  run: (database: Database, policy: Policy) => Promise<Result>,
): Promise<Result> {
  const policy = await readPolicy();
  const database = await openDatabase(config);
  try {
    await migrate(database, policyGrants(policy), registerOf(config, policy, database));
    return await run(database, policy);
  } finally {
    await database.close();
  }
}
