import { columnOf, type Policy } from './policy.js';

const DUTCH_DAY = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * True while the view's column is in force: from the first day through the last, both included, as days are
 * counted in the Netherlands. False for a view that the policy does not name.
 */
export function columnIsValid(policy: Policy, view: string, moment: Date): boolean {
  const column = columnOf(policy, view);
  if (!column) return false;
  const day = DUTCH_DAY.format(moment);
  return column.validFrom <= day && (column.validUntil === null || day <= column.validUntil);
}
