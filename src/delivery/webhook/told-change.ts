/** What a webhook is told of a change: that there is one, and never what it says. */
export interface ToldChange {
  /** Place in the outbox; it is not sent. */
  readonly position: number;
  readonly caseId: string;
  /** Where `changes` goes on behind this one. */
  readonly cursor: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind: string;
  readonly areas: readonly string[];
}
