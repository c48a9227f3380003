import type { Caller } from '../model/caller.js';
import type { Category } from '../model/category.js';
import { ERROR_CODES, type KetenzichtError } from '../model/errors.js';
import type { RequestFacts } from '../model/request-facts.js';
import { columnOf, type Policy } from '../policy/policy.js';
import type { AccessEntry, AuditRecord, SubjectAccess } from './access-entry.js';
import type { ProcessingQuestion } from './read-processing-question.js';

/** What the two logs call a reading of the log. */
const ACTION = 'readProcessingLog';
/** Who saw what of a person. */
const SERVED: Category = 'rights.access_report';

/** Who asks, and the request. */
export interface ReadingRequest {
  readonly caller: Caller;
  readonly facts: Pick<RequestFacts, 'trace' | 'origin' | 'receivedAt'>;
}

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
export function readingEntry(policy: Policy, { caller, facts }: ReadingRequest, outcome: ReadingOutcome): AccessEntry {
  const { question, found = 0, refusal } = outcome;
  const subject = refusal ? undefined : question?.subject;
  const told: Pick<SubjectAccess, 'categories' | 'status'> =
    found > 0 ? { categories: [SERVED], status: 'OK' } : { categories: [], status: 'UNSET' };
  const subjects: SubjectAccess[] = subject ? [{ subject, ...told }] : [];
  return {
    audit: { ...auditOf(caller, facts, policy), counts: countsOf(outcome, subjects.length), ...resultOf(refusal) },
    trace: facts.trace,
    activity: columnOf(policy, caller.view)?.processingActivity ?? '',
    name: ACTION,
    startedAt: facts.receivedAt,
    endedAt: new Date(),
    subjects,
  };
}

/** `confidential`: 1 when lines of confidential activities were asked for as well. */
function countsOf({ question, found = 0 }: ReadingOutcome, subjects: number): Record<string, number> {
  return { subjects, lines: found, confidential: question?.confidential ? 1 : 0 };
}

function auditOf(caller: Caller, { trace, origin, receivedAt }: ReadingRequest['facts'], policy: Policy) {
  const { principal, purpose, tokenId } = caller;
  return {
    at: receivedAt.toISOString(),
    traceId: trace.traceId,
    spanId: trace.spanId,
    action: ACTION,
    organisation: principal.organisation,
    partnerKind: principal.partnerKind,
    client: principal.client,
    officer: principal.officer,
    tokenId,
    purpose,
    policyVersion: policy.version,
    categories: [SERVED],
    origin,
  } satisfies Omit<AuditRecord, 'counts' | 'result'>;
}

function resultOf(refusal: KetenzichtError | undefined): Pick<AuditRecord, 'result' | 'codes'> {
  if (!refusal) return { result: 'OK' };
  return { result: ERROR_CODES[refusal.code] >= 500 ? 'ERROR' : 'REFUSED', codes: [refusal.code] };
}
