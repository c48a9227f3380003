import type { SnapshotReader } from '../../database/snapshot-reader.js';

/** An address that is told of changes. Moments in ISO 8601, UTC. */
export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly attempts: number;
  readonly firstFailedAt: string | null;
  readonly nextAttemptAt: string;
}

/** The columns of a webhook, by the names of its fields; never its secret. */
export const WEBHOOK_VALUES = `
  "webhook".id, "webhook".url, "webhook".created_at as "createdAt", "webhook".ended_at as "endedAt",
  "webhook".attempts, "webhook".failing_since as "firstFailedAt", "webhook".next_attempt_at as "nextAttemptAt"`;

/** The webhooks that the view's role shows, the oldest first: an organisation has few. */
export async function webhooksOf(snapshot: SnapshotReader): Promise<WebhookRow[]> {
  return snapshot.query<WebhookRow>(
    `select ${WEBHOOK_VALUES} from app.webhook order by "webhook".created_at, "webhook".id`,
    [],
  );
}
