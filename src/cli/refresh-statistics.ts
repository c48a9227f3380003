import type { Database } from '../database/database.js';
import { listenTo } from '../database/outbox-watch.js';
import { CHANGES_CHANNEL } from '../delivery/outbox.js';
import { describeFailure, type OperatorLog } from '../graph/errors.js';
import { refreshFacts } from '../statistics/facts/refresh.js';

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
  let under: Promise<void> = Promise.resolve();
  let waiting: NodeJS.Timeout | undefined;
  const refresh = () => {
    waiting = undefined;
    under = under
      .then(() => refreshFacts(database))
      .then(
        () => undefined,
        (error: unknown) => log.error({ job: 'statistics', ...describeFailure(error) }, 'a job failed'),
      );
  };
  const unlisten = await listenTo(database.gateway, CHANGES_CHANNEL, () => {
    waiting ??= setTimeout(refresh, GATHER_MS);
    waiting.unref();
  });
  refresh();
  return async () => {
    await unlisten();
    clearTimeout(waiting);
    await under;
  };
}
