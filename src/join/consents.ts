import type { SnapshotReader } from '../database/snapshot-reader.js';
import { isCaseId } from './key-query.js';

/** A consent as it is recorded. Moments in ISO 8601, UTC. */
export interface ConsentRecord {
  readonly id: string;
  readonly caseId: string;
  readonly partnerKind: string;
  /** Null: every organisation of the kind. */
  readonly organisation: string | null;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
  /** Null where that is not for who asks. */
  readonly recordedBy: string | null;
  readonly withdrawnBy: string | null;
}

/** The columns of a record, by the names of its fields. */
export const CONSENT_VALUES = `
  "consent".id, "consent".case_id as "caseId", "consent".partner_kind as "partnerKind", "consent".organisation,
  "consent".given_at as "givenAt", "consent".withdrawn_at as "withdrawnAt", "consent".recorded_by as "recordedBy",
  "consent".withdrawn_by as "withdrawnBy"`;

/** From the reach on, so that a case without consents can be told from one that is not there: the log must. */
const OF_CASE = `
  select ${CONSENT_VALUES} from app.reach r left join app.consent on "consent".case_id = r.case_id
  where r.case_id = $1::uuid and r.organisation = $2 order by "consent".given_at, "consent".id`;

/**
 * The consents of a case that the view's role shows: all of a case in reach, or the organisation's own.
 * @returns null when the case is not in reach or does not exist
 */
export async function consentsOfCase(
  snapshot: SnapshotReader,
  caseId: string,
  organisation: string,
): Promise<ConsentRecord[] | null> {
  if (!isCaseId(caseId)) return null;
  const rows = await snapshot.query<ConsentRecord & { readonly id: string | null }>(OF_CASE, [caseId, organisation]);
  return rows.length === 0 ? null : rows.filter(({ id }) => id !== null);
}
