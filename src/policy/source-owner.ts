import type { Agency } from '../model/agency.js';
import type { PartnerKind } from '../model/principal.js';
import type { ViewKey } from '../model/purpose.js';
import { decideTogether } from './decide.js';
import type { Declared } from './field-category.js';
import { columnOf, type Policy } from './policy.js';

/** Whose records a source holds: only partners of this kind may write to it, and each only its own. */
export const SOURCE_OWNERS: Readonly<Record<Agency, PartnerKind>> = {
  SHELTER: 'MUNICIPALITY',
  GUIDANCE: 'NGO',
  IND: 'IND',
  DTV: 'DTV',
  AVIM: 'AVIM',
};

/** Whether a view is one of the source's owner. */
export function ownsSource(policy: Policy, view: ViewKey, agency: Agency): boolean {
  return columnOf(policy, view)?.partnerKind === SOURCE_OWNERS[agency];
}

/** Whether what a member declares opens it to a view: all its categories permit, and the source it writes to is the view's. */
export function opensTo(policy: Policy, view: ViewKey, { categories, agency }: Declared): boolean {
  if (agency !== undefined && !ownsSource(policy, view, agency)) return false;
  return categories === undefined || decideTogether(policy, view, categories).permitted;
}
