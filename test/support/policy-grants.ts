import { readFileSync } from 'node:fs';
import { activitiesOf } from '../../src/audit/register-entries.js';
import { policyGrants as grantsOf } from '../../src/cli/policy-grants.js';
import type { Organisation } from '../../src/config.js';
import type { Grants } from '../../src/database/migrate.js';
import type { Register } from '../../src/database/register.js';
import { parsePolicy } from '../../src/policy/policy.js';

const policy = parsePolicy(readFileSync(new URL('../../src/policy/policy.csv', import.meta.url), 'utf8'));

/** Who may ask for what, as `ketenzicht migrate` tells a new database. */
export function registerOf(organisations: readonly Organisation[]): Register {
  return { organisations, purposes: policy.columns, activities: activitiesOf(policy) };
}

/** The second lock of the project's own policy, as `ketenzicht migrate` applies it. */
export function policyGrants(): Grants {
  return grantsOf(policy);
}
