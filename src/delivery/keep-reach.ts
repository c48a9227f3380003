import type { Database } from '../database/database.js';
import { casesDue, refreshCases } from '../join/reach.js';
import { beginDelivery } from './store.js';

const BATCH = 500;
/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Lets the calendar count: a participation that begins or ends, a decision that is due, a term that is over. What is
 * delivered or changed counts at once; this is for what was dated ahead.
 * @returns the number of cases looked at
 */
export async function keepReach(database: Pick<Database, 'admin'>): Promise<number> {
  let looked = 0;
  for (let after = FIRST; ; ) {
    const ids = await database.admin.begin(async (sql) => {
      await beginDelivery(sql);
      const due = await casesDue(sql, after, BATCH);
      await refreshCases(sql, due);
      return { due };
    });
    looked += ids.due.length;
    const last = ids.due.at(-1);
    if (last === undefined || ids.due.length < BATCH) return looked;
    after = last;
  }
}
