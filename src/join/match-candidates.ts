import type { SnapshotReader, SqlValue } from '../database/snapshot-reader.js';
import { isCaseId } from './key-query.js';

/** Identifiers that can agree between a record and a case. */
export type MatchIdentifier = 'NAME' | 'BIRTH_DATE' | 'NATIONALITY' | 'V_NUMBER';

/** A record that may belong to a case, as the officer of its municipality sees it: nothing of what the record says. */
export interface MatchCandidateRow {
  readonly id: string;
  readonly caseId: string;
  /** Agency of the record. */
  readonly source: string;
  /** Organisation that delivered it. */
  readonly organisation: string;
  /** ISO 8601, UTC. */
  readonly foundAt: string;
  readonly agrees: readonly MatchIdentifier[];
  /** Null while nobody decided. */
  readonly decision: 'CONFIRMED' | 'REJECTED' | null;
  /** Organisation that decided. */
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** Which candidates are wanted. */
export interface CandidatePage {
  readonly state: 'OPEN' | 'DECIDED' | null;
  readonly size: number;
  /** Id of the candidate to go on from. */
  readonly after: string | null;
}

/** The columns of a candidate, by the names of its fields. */
export const CANDIDATE_VALUES = `
  "match_candidate".id, "match_candidate".case_id as "caseId", "match_candidate".agency as source,
  "match_candidate".organisation, "match_candidate".found_at as "foundAt", "match_candidate".agrees,
  "match_candidate".decision, "match_candidate".decided_by as "decidedBy", "match_candidate".decided_at as "decidedAt"`;

/** The candidates that the view's role shows, the oldest first. One to go on from that is not shown leads nowhere. */
export async function matchCandidatesOf(
  snapshot: SnapshotReader,
  { state, size, after }: CandidatePage,
): Promise<MatchCandidateRow[]> {
  const values: SqlValue[] = [size];
  const where = ['true'];
  if (state) where.push(`"match_candidate".decision is ${state === 'OPEN' ? '' : 'not '}null`);
  if (after !== null) {
    values.push(isCaseId(after) ? after : null);
    where.push(`("match_candidate".found_at, "match_candidate".id) >
      (select a.found_at, a.id from app.match_candidate a where a.id = $2::uuid)`);
  }
  return snapshot.query<MatchCandidateRow>(
    `select ${CANDIDATE_VALUES} from app.match_candidate where ${where.join(' and ')}
     order by "match_candidate".found_at, "match_candidate".id limit $1`,
    values,
  );
}
