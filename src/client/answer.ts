import type { Absence } from '../model/absence.js';
import { type FailureDetails, failureOf, NotUnderstood } from './failures.js';
import { retryAfterOf } from './retry-after.js';
import type { WithAbsences } from './told.js';
import type { GraphError, Reply } from './transport.js';

/** What came back. */
export interface Answer<Data> extends WithAbsences<Data> {
  /** Agencies whose source did not answer; their fields are absent. Ask again later. */
  readonly unavailable: readonly string[];
  /** Finds this answer in the logs. */
  readonly traceId: string;
  /** Under which version of the policy it was decided. */
  readonly policyVersion: string;
}

/**
 * The answer in a GraphQL result. A source that did not answer leaves its fields absent; every other error fails the
 * operation, because what is left of its data would look whole.
 * @throws RequestFailed for the first error that is not a source's
 */
export function answerIn<Data>(
  result: Readonly<Record<string, unknown>>,
  { status, headers }: Pick<Reply, 'status' | 'headers'>,
): Answer<Data> {
  const errors = (Array.isArray(result.errors) ? result.errors : []) as GraphError[];
  const extensions = (result.extensions ?? {}) as Extensions;
  const traceId = extensions.decision?.traceId ?? headers.get('traceparent')?.split('-')[1] ?? '';
  const details: FailureDetails = { status, traceId, retryAfterMs: retryAfterOf({ status, headers }) };
  const failed = errors.find(({ extensions: { code } = {} }) => code !== 'SOURCE_UNAVAILABLE');
  if (failed) throw failureOf(String(failed.extensions?.code), String(failed.message), details);
  if (typeof result.data !== 'object' || result.data === null) {
    throw new NotUnderstood('NOT_UNDERSTOOD', 'What answered holds neither data nor an error.', details);
  }
  return {
    data: result.data as Data,
    absences: extensions.absences ?? [],
    unavailable: errors.map(({ extensions: { source } = {} }) => String(source)),
    traceId,
    policyVersion: extensions.decision?.policyVersion ?? '',
  };
}

interface Extensions {
  readonly absences?: readonly Absence[];
  readonly decision?: { readonly policyVersion: string; readonly traceId: string };
}
