import type { OperatorLog } from '../graph/errors.js';
import { oneAtATime } from './one-at-a-time.js';

const HOUR_MS = 3_600_000;

/**
 * Runs something at once and then every hour, never twice at a time; a failure is told to the operator and tried
 * again an hour later.
 * @returns what ends it, and waits for a run that is under way
 */
export function hourly(what: string, run: () => Promise<unknown>, log: OperatorLog): () => Promise<void> {
  const job = oneAtATime(what, run, log);
  const timer = setInterval(job.run, HOUR_MS);
  timer.unref();
  job.run();
  return async () => {
    clearInterval(timer);
    await job.settled();
  };
}
