import type { PartnerKind } from '../model/principal.js';
import type { Purpose, ViewKey } from '../model/purpose.js';
import { decideTogether } from './decide.js';
import type { Policy } from './policy.js';

/** Category of the register: organisations, their participation and their purposes. */
export const GRANTS_CATEGORY = 'programme.grants';

/**
 * Whether a view reads and changes the register of organisations. It has no cases, so only an unconditional `yes`
 * means anything: whatever else the policy says is a denial.
 */
export function administersGrants(policy: Policy, view: ViewKey): boolean {
  const decision = decideTogether(policy, view, [GRANTS_CATEGORY]);
  return decision.permitted && decision.conditions.length === 0;
}

/** URI of the processing activity under which the register is kept; empty for a policy in which nobody keeps it. */
export function grantActivity(policy: Policy): string {
  return policy.columns.find(({ view }) => administersGrants(policy, view))?.processingActivity ?? '';
}

/** The purposes that the policy has for a kind of partner, in force or not: one may be granted before it begins. */
export function purposesOfKind(policy: Policy, kind: PartnerKind): readonly Purpose[] {
  return policy.columns.filter(({ partnerKind }) => partnerKind === kind).map(({ purpose }) => purpose);
}
