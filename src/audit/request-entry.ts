import type { Caller } from '../model/caller.js';
import type { Category } from '../model/category.js';
import { ERROR_CODES, type ErrorCode } from '../model/errors.js';
import type { RequestFacts } from '../model/request-facts.js';
import { activityOf, type Policy } from '../policy/policy.js';
import type { AccessEntry, SubjectAccess } from './access-entry.js';

/** A request that is no GraphQL: who asks, and the circumstances. */
export interface LoggedRequest {
  readonly caller: Caller;
  readonly facts: Pick<RequestFacts, 'trace' | 'origin' | 'receivedAt'>;
}

/** What was done, and how it went. */
export interface RequestOutcome {
  /** What both logs call it. */
  readonly action: string;
  readonly categories: readonly Category[];
  readonly counts: Readonly<Record<string, number>>;
  /** Where it was refused, or failed. */
  readonly code?: ErrorCode;
  readonly subjects: readonly SubjectAccess[];
}

/** The lines of both logs for a request that is no GraphQL. */
export function requestEntry(policy: Policy, { caller, facts }: LoggedRequest, outcome: RequestOutcome): AccessEntry {
  const { principal, purpose, tokenId, view } = caller;
  const { organisation, partnerKind, client, officer } = principal;
  const { trace, origin, receivedAt } = facts;
  const { action, categories, counts, code, subjects } = outcome;
  const of = { at: receivedAt.toISOString(), traceId: trace.traceId, spanId: trace.spanId, action, origin };
  const actor = { organisation, partnerKind, client, officer, tokenId, purpose };
  return {
    audit: { ...of, ...actor, policyVersion: policy.version, categories, counts, ...resultOf(code) },
    trace,
    activity: activityOf(policy, view),
    name: action,
    startedAt: receivedAt,
    endedAt: new Date(),
    subjects,
  };
}

/** `ERROR` where we failed, `REFUSED` where the caller was told no. */
function resultOf(code: ErrorCode | undefined): Pick<AccessEntry['audit'], 'result' | 'codes'> {
  if (!code) return { result: 'OK' };
  return { result: ERROR_CODES[code] >= 500 ? 'ERROR' : 'REFUSED', codes: [code] };
}
