import type { Category } from '../model/category.js';
import type { PartnerKind } from '../model/principal.js';
import type { ViewKey } from '../model/purpose.js';
import { decideTogether } from './decide.js';
import type { Policy } from './policy.js';

/** Category of consents: for whom, given, withdrawn, recorded by. */
export const CONSENT_CATEGORY = 'rights.consent';

/** Category of requests to rectify, and what became of them (AVG art. 16). */
export const RECTIFICATION_CATEGORY = 'rights.rectification';

/** The kinds of partner that the person's consent opens anything to, in the order of the policy. */
export function consentKinds(policy: Policy): readonly PartnerKind[] {
  const asked = policy.columns.filter(({ view }) =>
    policy.categories.some(({ category }) => policy.conditionOf(view, category) === 'consent'),
  );
  return [...new Set(asked.map(({ partnerKind }) => partnerKind))];
}

/** First day (`YYYY-MM-DD`) on which a kind of partner may ask for anything: before it there is nothing to consent to. */
export function firstDayOf(policy: Policy, kind: PartnerKind): string {
  const days = policy.columns.filter(({ partnerKind }) => partnerKind === kind).map(({ validFrom }) => validFrom);
  return days.sort()[0] ?? '9999-12-31';
}

/** The categories of which a view may see something, under whatever condition. */
export function permittedCategories(policy: Policy, view: ViewKey): readonly Category[] {
  return policy.categories
    .map(({ category }) => category)
    .filter((category) => decideTogether(policy, view, [category]).permitted);
}
