import type { Category } from '../model/category.js';
import type { Decision } from '../model/decision.js';
import type { RowCondition } from '../model/grant.js';
import type { ViewKey } from '../model/purpose.js';
import type { Policy } from './policy.js';

/** What several decisions say together of one table, field or row. */
export type CombinedDecision =
  | { readonly permitted: false }
  /** All conditions must hold for a row; none means every row in reach. */
  | { readonly permitted: true; readonly conditions: readonly RowCondition[] };

const ROW_CONDITIONS: readonly RowCondition[] = ['own', 'consent'];
const DENIED: CombinedDecision = Object.freeze({ permitted: false });

/** What the policy says of one category in one view. Unknown views and categories are denied. */
export function decide(policy: Policy, view: ViewKey, category: Category): Decision {
  return { view, category, condition: policy.conditionOf(view, category), ruleId: `${category}@${view}` };
}

/**
 * Several categories of one thing: each must permit, and each one's condition must hold. Rules only narrow each
 * other, they never add up. No decision at all is a denial.
 */
export function combine(decisions: readonly Decision[]): CombinedDecision {
  if (decisions.length === 0) return DENIED;
  const conditions = new Set<RowCondition>();
  for (const { condition } of decisions) {
    if (condition === 'own' || condition === 'consent') conditions.add(condition);
    else if (condition !== 'yes') return DENIED;
  }
  return { permitted: true, conditions: ROW_CONDITIONS.filter((condition) => conditions.has(condition)) };
}

/** Decides all categories of one table or field together. */
export function decideTogether(policy: Policy, view: ViewKey, categories: readonly Category[]): CombinedDecision {
  return combine(categories.map((category) => decide(policy, view, category)));
}
