import type { Database } from '../database/database.js';
import { listenTo } from '../database/outbox-watch.js';
import { CHANGES_CHANNEL } from '../delivery/outbox.js';
import type { OperatorLog } from '../graph/errors.js';
import { refreshFacts } from '../statistics/facts/refresh.js';
import { oneAtATime } from './one-at-a-time.js';

/** How long after a change it is counted at the latest, so that a delivery of thousands is counted once. */
const GATHER_MS = 5_000;

/**
 * Keeps the facts of the statistics up to date while the server runs: after each change, several gathered into one
 * refresh. A failure is told to the operator; the next change tries again.
 * @returns what ends it, and waits for a refresh that is under way
 */
export async function keepStatistics(
  database: Pick<Database, 'admin' | 'gateway'>,
  log: OperatorLog,
): Promise<() => Promise<void>> {
  const job = oneAtATime('statistics', () => refreshFacts(database), log);
  let waiting: NodeJS.Timeout | undefined;
  const refresh = () => {
    waiting = undefined;
    job.run();
  };
  const unlisten = await listenTo(database.gateway, CHANGES_CHANNEL, () => {
    waiting ??= setTimeout(refresh, GATHER_MS);
    waiting.unref();
  });
  job.run();
  return async () => {
    await unlisten();
    clearTimeout(waiting);
    await job.settled();
  };
}
