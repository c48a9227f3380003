import type { AccessEntry } from './access-entry.js';
import type { VNumbers } from './processing-lines.js';

/**
 * Leaves out who was asked for by V-number and has a line under the case: one person has one line of an operation. It
 * is settled here, because an operation often does not read the V-numbers of those it finds.
 * @param vNumbers by case id
 */
export function oneLineEach(entry: AccessEntry, vNumbers: VNumbers): AccessEntry {
  const { subjects, audit } = entry;
  if (!subjects.some(({ subject }) => 'vNumber' in subject)) return entry;
  const found = new Set(subjects.map(({ subject }) => ('caseId' in subject ? vNumbers.get(subject.caseId) : null)));
  // Only what had no result: whoever has an access report made of a person and looks at the case did two things.
  const rest = subjects.filter(
    ({ subject, status }) => status !== 'UNSET' || !('vNumber' in subject) || !found.has(subject.vNumber),
  );
  if (rest.length === subjects.length) return entry;
  return { ...entry, subjects: rest, audit: { ...audit, counts: { ...audit.counts, subjects: rest.length } } };
}
