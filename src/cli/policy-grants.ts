import { databaseGrants } from '../policy/database-grants.js';
import type { Policy } from '../policy/policy.js';
import { guardedTables } from '../sources/index.js';

/** The second lock, as SQL statements for `migrate`. */
export function policyGrants(policy: Policy): string[] {
  return databaseGrants(policy, guardedTables);
}
