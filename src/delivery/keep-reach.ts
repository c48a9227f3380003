import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import { casesDue, refreshCases } from '../join/reach.js';
import { recordingChanges, tellConsentsDue } from './outbox.js';
import { beginDelivery } from './store.js';

const BATCH = 500;
/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Lets the calendar count: a participation or a consent that begins or ends, a decision that is due, a term that is
 * over. What is delivered or changed counts at once; this is for what was dated ahead.
 * @returns the number of cases looked at
 */
export async function keepReach(database: Pick<Database, 'admin'>): Promise<number> {
  await inTransaction(database.admin, async (sql) => {
    await beginDelivery(sql);
    await tellConsentsDue(sql);
  });
  let looked = 0;
  for (let after = FIRST; ; ) {
    const ids = await inTransaction(database.admin, async (sql) => {
      await beginDelivery(sql);
      const due = await casesDue(sql, after, BATCH);
      await recordingChanges(sql, (changes) => refreshCases(sql, due, changes));
      return { due };
    });
    looked += ids.due.length;
    const last = ids.due.at(-1);
    if (last === undefined || ids.due.length < BATCH) return looked;
    after = last;
  }
}
