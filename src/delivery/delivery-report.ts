import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { DeliveryReport, RejectedPlace } from '../model/delivery-report.js';

export type { DeliveryMode, DeliveryReport, DeliveryState, RejectedPlace } from '../model/delivery-report.js';

/** Rejected rows in a report; all of them are at `/deliveries/<id>/rejected`. */
const REJECTED_SHOWN = 100;

const REPORT = `
  select d.id, d.agency as source, d.organisation, d.mode, d.state, to_json(d.started_at) #>> '{}' as "startedAt",
    to_json(d.ended_at) #>> '{}' as "endedAt", d.bytes_received::float8 as "bytesReceived", d.received,
    d.added as "new", d.changed, d.unchanged, d.superseded, d.quarantined, d.rejected, d.waiting, d.closed,
    d.to_close as "toClose", d.failure,
    coalesce((select json_agg(json_build_object('place', w.place, 'reason', w.reason) order by w.place) from (
      select r.place, r.reason from app.rejected_row r where r.delivery_id = d.id
      order by r.place limit ${REJECTED_SHOWN}) w), '[]') as "rejectedRows"
  from app.delivery d`;

/** By what a delivery is asked for. Neither says anything of a person. */
export type DeliveryName = { readonly id: string } | { readonly key: string };

/**
 * Reads one delivery as the asking view may see it: row-level security shows those of its own organisation only.
 * @returns null when there is none, or it is another's: the same to the caller
 */
export async function readDelivery(snapshot: SnapshotReader, name: DeliveryName): Promise<DeliveryReport | null> {
  if ('id' in name && !isDeliveryId(name.id)) return null;
  const [condition, value] =
    'id' in name ? ['d.id = $1::uuid', name.id] : [`d.idempotency_key = $1::text and ${OWN}`, name.key];
  const [report] = await snapshot.query<DeliveryReport>(`${REPORT} where ${condition}`, [value]);
  return report ?? null;
}

/** Another lock beside row-level security, and what the index on the key begins with. */
const OWN = `d.organisation = nullif(current_setting('app.organisation', true), '')`;

/** Where a page of deliveries goes on: behind this one. */
export interface DeliveryPosition {
  readonly startedAt: string;
  readonly id: string;
}

/** Reads the asking organisation's deliveries, the latest first. @param after the last one of the page before */
export async function readDeliveries(
  snapshot: SnapshotReader,
  size: number,
  after: DeliveryPosition | null,
): Promise<readonly DeliveryReport[]> {
  return snapshot.query<DeliveryReport>(
    `${REPORT} where ($1::timestamptz is null or (d.started_at, d.id) < ($1::timestamptz, $2::uuid))
     order by d.started_at desc, d.id desc limit $3::int`,
    [after?.startedAt ?? null, after?.id ?? null, size],
  );
}

/** Reads the next rejected rows of a delivery, in the order of the file. @param after place of the last one read */
export async function readRejected(
  snapshot: SnapshotReader,
  id: string,
  after: number,
  size: number,
): Promise<readonly RejectedPlace[]> {
  return snapshot.query<RejectedPlace>(
    `select r.place, r.reason from app.rejected_row r
     where r.delivery_id = $1::uuid and r.place > $2::int order by r.place limit $3::int`,
    [id, after, size],
  );
}

/** Whether a text can be the id of a delivery at all. */
export function isDeliveryId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
