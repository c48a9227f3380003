import type { TraceContext } from './trace-context.js';

/** What is known of a request besides its caller. */
export interface RequestFacts {
  readonly trace: TraceContext;
  /** Network address that the request came from; for the audit log only. */
  readonly origin: string;
  /** `strict`: refuse the operation before any answer if anything would be withheld (header `X-Absences`). */
  readonly absences: 'report' | 'strict';
  readonly receivedAt: Date;
  /** Aborted, with the error as its reason, when a query is given up: its caller hung up, or its time is over. */
  readonly signal?: AbortSignal;
}
