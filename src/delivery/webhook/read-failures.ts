import type { SnapshotReader } from '../../database/snapshot-reader.js';

/** A message that was given up. */
export interface WebhookFailureRow {
  readonly webhookId: string;
  /** Place in the outbox; goes out sealed. */
  readonly position: number;
  /** Attempts that were made; 0 while it waits to be sent again. */
  readonly attempts: number;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly failedAt: string;
}

/** The messages that were given up and the view's role shows, the latest first. */
export async function webhookFailuresOf(snapshot: SnapshotReader, size: number): Promise<WebhookFailureRow[]> {
  return snapshot.query<WebhookFailureRow>(
    `select f.webhook_id as "webhookId", f.position::float8 as position, f.attempts, f.reason, f.failed_at as "failedAt"
     from app.webhook_failure f order by f.failed_at desc, f.webhook_id, f.position desc limit $1`,
    [size],
  );
}
