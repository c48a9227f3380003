import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import { CANDIDATE_VALUES, type MatchCandidateRow } from '../join/match-candidates.js';
import { matchRowCondition } from '../policy/match-grants.js';
import { columnOf } from '../policy/policy.js';
import { asDelivery } from './as-delivery.js';
import { actAs, type ChangeMaker } from './change-maker.js';

/** The possible matches in an organisation's work list that nobody has decided on, the oldest first. */
export async function matchesOf(
  database: Pick<Database, 'admin'>,
  maker: ChangeMaker,
): Promise<readonly MatchCandidateRow[]> {
  const column = columnOf(maker.policy, maker.view);
  const seen = (column && matchRowCondition(maker.policy, column)) ?? 'false';
  const found = await inTransaction(database.admin, async (sql) => {
    await asDelivery(sql);
    await actAs(sql, maker);
    const rows = await sql.unsafe<MatchCandidateRow[]>(
      `select ${CANDIDATE_VALUES} from app.match_candidate where decision is null and (${seen})
       order by found_at, id`,
    );
    return { rows };
  });
  return found.rows;
}
