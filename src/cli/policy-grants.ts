import { activitiesOf } from '../audit/register-entries.js';
import type { Config } from '../config.js';
import type { Register } from '../database/register.js';
import { databaseGrants } from '../policy/database-grants.js';
import type { Policy } from '../policy/policy.js';
import { guardedTables } from '../sources/index.js';

/** The second lock, as SQL statements for `migrate`. */
export function policyGrants(policy: Policy): string[] {
  return databaseGrants(policy, guardedTables);
}

/**
 * Who may ask for what, as a database is told when it first meets an organisation; and the processing activities.
 * @throws ActivityError where policy and register of activities do not fit each other
 */
export function registerOf({ organisations }: Pick<Config, 'organisations'>, policy: Policy): Register {
  return { organisations, purposes: policy.columns, activities: activitiesOf(policy) };
}
