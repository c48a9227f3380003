import type { AccessEntry, SubjectAccess } from '../audit/access-entry.js';
import type { Category } from '../model/category.js';
import { joinTrace } from '../model/trace-context.js';
import type { Policy } from '../policy/policy.js';

/** What an operator did at the command line. */
export interface OperatorAction {
  /** The command, such as `grant add`. */
  readonly action: string;
  /** What the audit log names: an organisation or a term, never a person. */
  readonly about: string;
  readonly categories: readonly Category[];
  /** URI of the processing activity it belongs to; absent where it was about no person. */
  readonly activity?: string;
  readonly subjects?: readonly SubjectAccess[];
}

/** The lines of a change at the command line. The operator has no token and no view; the machine knows who they are. */
export function operatorEntry(
  policy: Policy,
  { action, about, categories, activity = '', subjects = [] }: OperatorAction,
): AccessEntry {
  const trace = joinTrace(undefined);
  const now = new Date();
  return {
    audit: {
      at: now.toISOString(),
      traceId: trace.traceId,
      spanId: trace.spanId,
      action,
      organisation: 'operator',
      policyVersion: policy.version,
      about,
      categories,
      counts: subjects.length > 0 ? { subjects: subjects.length } : {},
      result: 'OK',
    },
    trace,
    activity,
    name: action,
    startedAt: now,
    endedAt: now,
    subjects,
  };
}
