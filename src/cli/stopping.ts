import { setTimeout as sleep } from 'node:timers/promises';
import type { Draining } from '../graph/draining.js';
import type { OperatorLog } from '../graph/errors.js';
import type { Front } from '../graph/front.js';
import type { StopSettings } from '../model/stop-settings.js';

/** What a process stops with. */
export interface Stopping extends StopSettings {
  readonly draining: Draining;
  readonly log: OperatorLog;
  /** What callers reach. Closed, it takes no connection more and waits for the requests under way. */
  readonly server: Front;
  /** Ends the work that nobody waits for an answer of; each waits for what it has begun. */
  readonly jobs: readonly (() => Promise<unknown>)[];
}

/**
 * Stops without losing a request that was taken: says that it is not ready, goes on answering for a while so that
 * others hear of it, takes no connection more, ends subscriptions with where to go on, and waits for the rest. What is
 * not done by the limit is cut off, and told to the operator.
 */
export async function stopServing({ draining, log, server, jobs, delayMs, withinMs }: Stopping): Promise<void> {
  draining.begin();
  await sleep(delayMs);
  const limit = new AbortController();
  const closed = Promise.all([server.close(), ...jobs.map((end) => end())]).then(() => true);
  const late = sleep(withinMs, false, { signal: limit.signal }).catch(() => true);
  if (await Promise.race([closed, late])) return limit.abort();
  const connections = server.cutOff();
  log.warn({ withinMs, connections }, 'stopped with something still under way');
  closed.catch(() => undefined);
}
