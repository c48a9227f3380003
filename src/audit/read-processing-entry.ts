import type { Category } from '../model/category.js';
import type { KetenzichtError } from '../model/errors.js';
import type { Policy } from '../policy/policy.js';
import type { AccessEntry, SubjectAccess } from './access-entry.js';
import type { ProcessingQuestion } from './read-processing-question.js';
import { type LoggedRequest, requestEntry } from './request-entry.js';

/** What the two logs call a reading of the log. */
const ACTION = 'readProcessingLog';
/** Who saw what of a person. */
const SERVED: Category = 'rights.access_report';

/** How a reading ended. */
export interface ReadingOutcome {
  readonly question?: ProcessingQuestion;
  /** Lines on the page. */
  readonly found?: number;
  readonly refusal?: KetenzichtError;
}

/**
 * The lines of both logs. Who was asked for is the data subject; the subjects of the lines that were found are known here
 * by pseudonym only, so a question by trace or activity has no data subject of its own.
 */
export function readingEntry(policy: Policy, request: LoggedRequest, outcome: ReadingOutcome): AccessEntry {
  const { question, found = 0, refusal } = outcome;
  const subject = refusal ? undefined : question?.subject;
  const told: Pick<SubjectAccess, 'categories' | 'status'> =
    found > 0 ? { categories: [SERVED], status: 'OK' } : { categories: [], status: 'UNSET' };
  const subjects: SubjectAccess[] = subject ? [{ subject, ...told }] : [];
  return requestEntry(policy, request, {
    action: ACTION,
    categories: [SERVED],
    // `confidential`: 1 when lines of confidential activities were asked for as well.
    counts: { subjects: subjects.length, lines: found, confidential: question?.confidential ? 1 : 0 },
    code: refusal?.code,
    subjects,
  });
}
