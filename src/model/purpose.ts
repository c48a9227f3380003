import type { PartnerKind } from './principal.js';

/** Why a partner asks, such as `RESIDENCE_DECISION`. Stated with each request and part of every decision. */
export type Purpose = string;

/** Names one view: a partner kind and a purpose, as the policy's columns are headed (`IND/RESIDENCE_DECISION`). */
export type ViewKey = `${PartnerKind}/${Purpose}`;

/** The view that belongs to a partner kind and a purpose. */
export function viewKey(partnerKind: PartnerKind, purpose: Purpose): ViewKey {
  return `${partnerKind}/${purpose}`;
}
