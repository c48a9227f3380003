import { readFileSync } from 'node:fs';
import { databaseGrants } from '../../src/policy/database-grants.js';
import { GATEWAY_TABLES } from '../../src/policy/gateway-tables.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { allParts } from '../../src/sources/index.js';

/** The second lock of the project's own policy, as `ketenzicht migrate` applies it. */
export function policyGrants(): string[] {
  const text = readFileSync(new URL('../../src/policy/policy.csv', import.meta.url), 'utf8');
  return databaseGrants(parsePolicy(text), [...GATEWAY_TABLES, ...allParts]);
}
