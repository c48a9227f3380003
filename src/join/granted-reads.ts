import type { Caller } from '../model/caller.js';
import { issueGrant } from '../policy/grant.js';
import type { Policy } from '../policy/policy.js';
import type { ReadPlan } from './plan.js';
import type { GrantedRead } from './read-sources.js';

/** Callers whose grants are kept with one plan. */
const MOST_CALLERS = 100;

const kept = new WeakMap<ReadPlan, Map<string, readonly GrantedRead[]>>();

/**
 * What a plan reads of each source, with the grant that opens it. A grant says who reads what, for what and under
 * which policy, and nothing of the moment: the same caller gets the same grants for the same plan again.
 * Whether the caller may ask at this moment is decided with each request, before and beside this.
 */
export function grantedReads(plan: ReadPlan, caller: Caller, policy: Policy): readonly GrantedRead[] {
  const callers = kept.get(plan) ?? new Map<string, readonly GrantedRead[]>();
  kept.set(plan, callers);
  const key = JSON.stringify([caller.principal, caller.purpose, policy.version]);
  const known = callers.get(key);
  if (known) return known;
  if (callers.size >= MOST_CALLERS) callers.clear();
  const reads = issueGrants(plan, caller, policy);
  callers.set(key, reads);
  return reads;
}

function issueGrants(plan: ReadPlan, { principal, purpose }: Caller, policy: Policy): readonly GrantedRead[] {
  return plan.sources.flatMap((read) => {
    const asked = read.tables.map(({ part, columns }) => ({ table: part, columns }));
    const grant = issueGrant(policy, principal, purpose, read.source.agency, asked);
    return grant ? [{ read, grant }] : [];
  });
}
