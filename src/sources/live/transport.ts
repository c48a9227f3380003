import type { PartnerKind } from '../../model/principal.js';

/** What an agency's own system is asked: the grant travels with it, so that the agency holds the second lock. */
export interface LiveQuery {
  readonly vNumbers: readonly string[];
  /** Fields by part. An empty list asks for the keys of its rows alone. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly asker: { readonly organisation: string; readonly partnerKind: PartnerKind };
  readonly purpose: string;
  /** URI of the registered processing activity. */
  readonly processingActivity: string;
  readonly policyVersion: string;
}

/** What goes along with a query and is no part of it. */
export interface LiveCall {
  /** Ends the call when its time is over. */
  readonly signal: AbortSignal;
  readonly traceparent?: string;
}

/** A way to an agency's own system. Says nothing of whether the answer is right. */
export interface Transport {
  /** @returns the answer, in the form of the agency's OpenAPI document, unchecked; @throws SourceFailure or a driver's error */
  query(query: LiveQuery, call: LiveCall): Promise<unknown>;
  /** Settles when the system says that it works. @throws likewise */
  probe(call: LiveCall): Promise<void>;
  close(): Promise<void>;
}
