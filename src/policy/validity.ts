import { dutchDay } from '../model/dutch-day.js';
import { columnOf, type Policy } from './policy.js';

/**
 * True while the view's column is in force: from the first day through the last, both included, as days are
 * counted in the Netherlands. False for a view that the policy does not name.
 */
export function columnIsValid(policy: Policy, view: string, moment: Date): boolean {
  const column = columnOf(policy, view);
  if (!column) return false;
  const day = dutchDay(moment);
  return column.validFrom <= day && (column.validUntil === null || day <= column.validUntil);
}
