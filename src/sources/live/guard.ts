import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import type { LiveSourceSettings } from '../../model/source-settings.js';
import { failureOf, SourceFailure } from './source-failure.js';

/** Failures in a row after which a source is left alone for a while. */
export const BREAKS_AFTER = 3;
/** Calls that wait for each one that runs. */
const QUEUE = 4;
/** Milliseconds before a call that failed at once is tried again, at first and at most. */
const RETRY_DELAY = { initialDelay: 30, maxDelay: 1_000 };

/** What keeps a source that is slow, down or wrong from harming anything but its own fields. */
export interface Guard {
  /** Runs a call within the source's limits. @throws SourceFailure */
  run<Value>(call: (signal: AbortSignal) => Promise<Value>): Promise<Value>;
  /** Whether the source is left alone now. */
  isOpen(): boolean;
}

/**
 * From the outside in: the time for the whole answer; places for a few calls at a time and for some that wait; again,
 * with jitter, what failed at once and may pass; and a breaker, which after several failures in a row answers for the
 * source at once, and then lets one call through to see whether it is back.
 */
export function sourceGuard(settings: LiveSourceSettings, onBreak: (isOpen: boolean) => void): Guard {
  const { timeoutMs, concurrency, retries, pauseMs } = settings;
  // A source that says no is there: what one asker may not have keeps nobody else's questions from it.
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof SourceFailure && error.isRefusal)),
    {
      breaker: new ConsecutiveBreaker(BREAKS_AFTER),
      halfOpenAfter: pauseMs,
    },
  );
  const isPassing = (error: Error) => error instanceof SourceFailure && error.isPassing;
  const policy = wrap(
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
    bulkhead(concurrency, concurrency * QUEUE),
    retry(handleWhen(isPassing), { maxAttempts: retries, backoff: new ExponentialBackoff(RETRY_DELAY) }),
    breaker,
  );
  breaker.onStateChange((state) => onBreak(state === CircuitState.Open));
  return {
    isOpen: () => breaker.state === CircuitState.Open,
    async run(call) {
      try {
        return await policy.execute(async ({ signal }) => {
          try {
            return await call(signal);
          } catch (error) {
            throw failureOf(error);
          }
        });
      } catch (error) {
        throw guardFailure(error);
      }
    },
  };
}

function guardFailure(error: unknown): SourceFailure {
  if (error instanceof BrokenCircuitError) return new SourceFailure('BREAKER_OPEN');
  if (error instanceof BulkheadRejectedError) return new SourceFailure('TOO_BUSY');
  if (error instanceof TaskCancelledError) return new SourceFailure('TIMED_OUT');
  return failureOf(error);
}
