import type { AccessEntry, AuditRecord } from '../audit/access-entry.js';
import type { Caller } from '../model/caller.js';
import { ERROR_CODES, type ErrorCode } from '../model/errors.js';
import type { RequestFacts } from '../model/request-facts.js';
import { DELIVERY_CATEGORY } from '../policy/delivery-rows.js';
import { columnOf, type Policy } from '../policy/policy.js';

/** A request about deliveries: who asks, and the circumstances. */
export interface DeliveryRequest {
  readonly caller: Caller;
  readonly facts: Pick<RequestFacts, 'trace' | 'origin' | 'receivedAt'>;
}

/** What is done with a delivery, as the audit log names it. */
export type DeliveryAction = 'deliver' | 'readDelivery' | 'confirmDelivery' | 'withdrawDelivery';

/** How a request about deliveries went. */
export interface DeliveryOutcome {
  readonly action: DeliveryAction;
  readonly counts?: Readonly<Record<string, number>>;
  /** Where it was refused, or failed. */
  readonly code?: ErrorCode;
}

/**
 * The audit log's line of a request about deliveries. It has no line per person in the processing log: who keeps a
 * source delivers its own records, and is given places and reasons back, never what is known of a person.
 */
export function deliveryEntry(
  policy: Policy,
  { caller, facts }: DeliveryRequest,
  { action, counts = {}, code }: DeliveryOutcome,
): AccessEntry {
  const { principal, purpose, tokenId, view } = caller;
  const { trace, origin, receivedAt } = facts;
  return {
    audit: {
      at: receivedAt.toISOString(),
      traceId: trace.traceId,
      spanId: trace.spanId,
      action,
      organisation: principal.organisation,
      partnerKind: principal.partnerKind,
      client: principal.client,
      officer: principal.officer,
      tokenId,
      purpose,
      policyVersion: policy.version,
      categories: [DELIVERY_CATEGORY],
      counts,
      ...resultOf(code),
      origin,
    },
    trace,
    activity: columnOf(policy, view)?.processingActivity ?? '',
    name: action,
    startedAt: receivedAt,
    endedAt: new Date(),
    subjects: [],
  };
}

function resultOf(code: ErrorCode | undefined): Pick<AuditRecord, 'result' | 'codes'> {
  if (!code) return { result: 'OK' };
  return { result: ERROR_CODES[code] >= 500 ? 'ERROR' : 'REFUSED', codes: [code] };
}
