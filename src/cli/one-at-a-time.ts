import { describeFailure, type OperatorLog } from '../graph/errors.js';

/** A job that may be wanted again while it runs. */
export interface Job {
  /** Runs it once more, after the run that is under way. */
  run(): void;
  /** Settles when nothing of it is under way. */
  settled(): Promise<void>;
}

/** Runs a job never twice at a time; a failure is told to the operator and ends that run only. */
export function oneAtATime(what: string, work: () => Promise<unknown>, log: OperatorLog): Job {
  let under: Promise<void> = Promise.resolve();
  return {
    run() {
      under = under.then(work).then(
        () => undefined,
        (error: unknown) => log.error({ job: what, ...describeFailure(error) }, 'a job failed'),
      );
    },
    settled: () => under,
  };
}
