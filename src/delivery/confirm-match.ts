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
