import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import { keepReadModels, outdatedCases } from '../sources/keep-read-models.js';
import { beginDelivery } from './store.js';

const BATCH = 500;
/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Writes what is outdated of the read models of all cases: those of another version of this program, and of changes that
 * none of its deliveries made. Until then such cases are read from the tables, which takes longer and answers the same.
 * @returns the number of cases that were written
 */
export async function fillReadModels(database: Pick<Database, 'admin'>): Promise<number> {
  let written = 0;
  for (let after: string | undefined = FIRST; after !== undefined; ) {
    const ids = await inTransaction(database.admin, async (sql) => {
      await beginDelivery(sql);
      const outdated = await outdatedCases(sql, after as string, BATCH);
      await keepReadModels(sql, outdated);
      return { outdated };
    });
    written += ids.outdated.length;
    after = ids.outdated.length < BATCH ? undefined : ids.outdated.at(-1);
  }
  return written;
}
