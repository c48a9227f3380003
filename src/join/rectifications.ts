import type { SnapshotReader, SqlValue } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import { RECTIFICATION_CATEGORY } from '../policy/rights.js';
import { type JoinedRecord, markAbsent, WITHHELD_OWN } from './absent.js';
import { nameOfCoordinate } from './investigation-values.js';
import { isCaseId } from './key-query.js';

/** A request to rectify, as it is kept. Moments in ISO 8601, UTC. */
export interface RectificationRow {
  readonly id: string;
  readonly caseId: string;
  /** `Type.field`. */
  readonly coordinate: string;
  readonly agency: Agency;
  /** The owner. */
  readonly organisation: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  /** Null where it is not for who asks. */
  readonly statement: string | null;
  readonly outcome: string | null;
  readonly outcomeReason: string | null;
  readonly decidedAt: string | null;
}

/**
 * The columns of a request. Its words are for the requester and the owner only, also where the policy lets a
 * municipality see that there is a request.
 * @param organisation place holder of the asking organisation's code
 */
export function rectificationValues(organisation: string): string {
  const words = (column: string) =>
    `case when ${organisation} in ("rectification".organisation, "rectification".requested_by) ` +
    `then "rectification".${column} end`;
  return `
    "rectification".id, "rectification".case_id as "caseId", "rectification".field as coordinate,
    "rectification".agency, "rectification".organisation, "rectification".requested_by as "requestedBy",
    "rectification".requested_at as "requestedAt", "rectification".outcome, "rectification".decided_at as "decidedAt",
    ${words('statement')} as statement, ${words('outcome_reason')} as "outcomeReason"`;
}

/** Which requests are wanted. */
export interface RectificationPage {
  readonly state: 'OPEN' | 'DECIDED' | null;
  readonly size: number;
  /** Id of the request to go on from. */
  readonly after: string | null;
}

/** The requests that the view's role shows, the oldest first. A request to go on from that is not shown leads nowhere. */
export async function rectificationsOf(
  snapshot: SnapshotReader,
  organisation: string,
  { state, size, after }: RectificationPage,
): Promise<JoinedRecord[]> {
  const values: SqlValue[] = [organisation, RECTIFICATION_CATEGORY, size];
  const where = ['"rectification".categories @> array[$2]'];
  if (state) where.push(`"rectification".outcome is ${state === 'OPEN' ? '' : 'not '}null`);
  if (after !== null) {
    values.push(isCaseId(after) ? after : null);
    where.push(`("rectification".requested_at, "rectification".id) >
      (select a.requested_at, a.id from app.rectification a where a.id = $4::uuid and a.categories @> array[$2])`);
  }
  const rows = await snapshot.query<RectificationRow>(
    `select ${rectificationValues('$1')} from app.rectification where ${where.join(' and ')}
     order by "rectification".requested_at, "rectification".id limit $3`,
    values,
  );
  return rows.map((row) => rectificationRecord(row, organisation));
}

/** A request in the shape of the schema; that its words are withheld is told whether or not there are any. */
export function rectificationRecord(row: RectificationRow, organisation: string): JoinedRecord {
  const { coordinate, agency, outcomeReason, ...same } = row;
  const record: JoinedRecord = {
    ...same,
    field: nameOfCoordinate(coordinate) ?? null,
    source: agency,
    state: row.outcome === null ? 'OPEN' : 'DECIDED',
    reason: outcomeReason,
  };
  if (![row.organisation, row.requestedBy].includes(organisation)) {
    markAbsent(record, ['statement', 'reason'], WITHHELD_OWN);
  }
  return record;
}
