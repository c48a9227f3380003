import { readFileSync } from 'node:fs';
import { activitiesOf } from '../../src/audit/register-entries.js';
import type { Organisation } from '../../src/config.js';
import type { Grants } from '../../src/database/migrate.js';
import type { Register } from '../../src/database/register.js';
import { asDelivery } from '../../src/delivery/as-delivery.js';
import { databaseGrants } from '../../src/policy/database-grants.js';
import { GATEWAY_TABLES } from '../../src/policy/gateway-tables.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { allParts } from '../../src/sources/index.js';

const policy = parsePolicy(readFileSync(new URL('../../src/policy/policy.csv', import.meta.url), 'utf8'));

/** Who may ask for what, as `ketenzicht migrate` tells a new database. */
export function registerOf(organisations: readonly Organisation[]): Register {
  return { organisations, purposes: policy.columns, activities: activitiesOf(policy) };
}

/** The second lock of the project's own policy, as `ketenzicht migrate` applies it. */
export function policyGrants(): Grants {
  return { ...databaseGrants(policy, [...GATEWAY_TABLES, ...allParts]), asWriter: asDelivery };
}
