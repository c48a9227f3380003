import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import { keepReadModels, outdatedCases } from '../sources/keep-read-models.js';
import { beginDelivery } from './store.js';

/** Cases of one transaction: a delivery waits no longer than that takes. */
const BATCH = 500;
/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** How far one run goes. */
export interface Filling {
  /** Ends it between two transactions; the next run goes on. */
  readonly signal?: AbortSignal;
  readonly batch?: number;
}

/**
 * Writes what is outdated of the read models of all cases: those of another version of this program, and of changes that
 * none of its deliveries made. Until then such cases are read from the tables, which takes longer and answers the same.
 * @returns the number of cases that were written @throws the driver's error; what was written stays so
 */
export async function fillReadModels(
  database: Pick<Database, 'admin'>,
  { signal, batch = BATCH }: Filling = {},
): Promise<number> {
  let written = 0;
  for (let after: string | undefined = FIRST; after !== undefined && !signal?.aborted; ) {
    const ids: readonly string[] = await fillNext(database, after, batch);
    written += ids.length;
    after = ids.length < batch ? undefined : ids.at(-1);
  }
  return written;
}

function fillNext({ admin }: Pick<Database, 'admin'>, after: string, most: number): Promise<readonly string[]> {
  return inTransaction(admin, async (sql) => {
    await beginDelivery(sql);
    const outdated = await outdatedCases(sql, after, most);
    await keepReadModels(sql, outdated);
    return outdated;
  });
}
