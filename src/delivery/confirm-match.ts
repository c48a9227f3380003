import type { Database } from '../database/database.js';
import type { RecordKey } from '../join/candidates.js';
import { refreshCases } from '../join/reach.js';
import { releaseTo } from './quarantine.js';
import { beginDelivery } from './store.js';

/** A case officer's word on one candidate. */
export interface MatchDecision extends RecordKey {
  readonly caseId: string;
  readonly decision: 'CONFIRMED' | 'REFUSED';
  /** Who decided: the organisation's code, with a pseudonym of the officer; never a name. */
  readonly decidedBy: string;
}

/**
 * Records a case officer's decision on a candidate; a confirmed one joins the case at once. Whoever calls this has
 * made sure that the officer's municipality may decide on the case.
 * @returns false when there is no undecided candidate of that record and case; nothing happens then
 */
export async function decideMatch(database: Pick<Database, 'admin'>, match: MatchDecision): Promise<boolean> {
  return database.admin.begin(async (sql) => {
    await beginDelivery(sql);
    const decided = await sql`
      update app.match_candidate
      set decision = ${match.decision}, decided_by = ${match.decidedBy}, decided_at = now()
      where (agency, organisation, source_key) = (${match.agency}, ${match.organisation}, ${match.sourceKey})
        and case_id = ${match.caseId} and decision is null`;
    if (decided.count === 0) return false;
    if (match.decision === 'CONFIRMED' && (await releaseTo(sql, match, match.caseId))) {
      await refreshCases(sql, [match.caseId]);
    }
    return true;
  });
}

/** The candidates on cases that a municipality has a file on and nobody has decided, the oldest first. */
export async function openCandidates(
  database: Pick<Database, 'admin'>,
  municipality: string,
): Promise<readonly (RecordKey & { caseId: string })[]> {
  return database.admin<(RecordKey & { caseId: string })[]>`
    select c.agency, c.organisation, c.source_key as "sourceKey", c.case_id as "caseId"
    from app.match_candidate c
    where c.decision is null and exists (
      select from shelter.case_file f where f.case_id = c.case_id and f.delivered_by = ${municipality})
    order by c.found_at, c.organisation, c.source_key`;
}
