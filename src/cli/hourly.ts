import { describeFailure, type OperatorLog } from '../graph/errors.js';

const HOUR_MS = 3_600_000;

/**
 * Runs something at once and then every hour, never twice at a time; a failure is told to the operator and tried
 * again an hour later.
 * @returns what ends it, and waits for a run that is under way
 */
export function hourly(what: string, run: () => Promise<unknown>, log: OperatorLog): () => Promise<void> {
  let under: Promise<void> = Promise.resolve();
  const tick = () => {
    under = under.then(run).then(
      () => undefined,
      (error: unknown) => log.error({ job: what, ...describeFailure(error) }, 'a job failed'),
    );
  };
  const timer = setInterval(tick, HOUR_MS);
  timer.unref();
  tick();
  return async () => {
    clearInterval(timer);
    await under;
  };
}
