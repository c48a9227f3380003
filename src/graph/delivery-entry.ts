import type { AccessEntry } from '../audit/access-entry.js';
import { type LoggedRequest, requestEntry } from '../audit/request-entry.js';
import type { ErrorCode } from '../model/errors.js';
import { DELIVERY_CATEGORY } from '../policy/delivery-rows.js';
import type { Policy } from '../policy/policy.js';

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
export function deliveryEntry(policy: Policy, request: LoggedRequest, outcome: DeliveryOutcome): AccessEntry {
  const { action, counts = {}, code } = outcome;
  return requestEntry(policy, request, { action, categories: [DELIVERY_CATEGORY], counts, code, subjects: [] });
}
