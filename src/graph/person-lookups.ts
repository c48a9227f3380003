import type { PageAnswer, PageRequest } from '../join/page.js';
import type { RequestContext } from './context.js';

/** Root fields that look up one person. */
const LOOKUPS = new Set(['case', 'caseByVNumber', 'findPerson', 'accessReport']);

/** Whether an operation asks for persons who are said, and so may miss some; of `cases` that is what its filter says. */
export function looksUpPersons({ operation, soughtBy = [] }: RequestContext): boolean {
  return (operation?.selection ?? []).some(
    ({ field }) => LOOKUPS.has(field) || (field === 'cases' && soughtBy.some((one) => one.startsWith('person.'))),
  );
}

/**
 * Notes how many of the persons that a filter names by V-number, name, birth or BSN are not in the answer. One found by
 * a common name may stand for another who is not: so many at least are missed.
 */
export function notePersonsMissed({ countUpTo }: PageRequest, { found }: PageAnswer, { misses }: RequestContext): void {
  if (countUpTo > 0) misses.note(countUpTo - (found ?? 0));
}
