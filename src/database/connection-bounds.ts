import type { PoolBounds } from './session-pool.js';

/**
 * Connections that one process may hold, all in one place, because PostgreSQL has 100 by default and replicas share
 * them. Beside these: one that listens for notifications, one that holds the lock of deliveries, and two while the
 * database is brought up to date. (Where the database is at several servers, one more at each for the moment of a look.)
 * In all 46 at most, so two replicas fit in PostgreSQL's default.
 */
export const CONNECTIONS = {
  /** The owner's client; as many again for its transactions. */
  owner: 8,
  /** The gateway's own questions: who takes part, how far the outbox goes. */
  gateway: 4,
  /** The logs' client, and as many again for its transactions: one writes, the others read reports. */
  log: 3,
  /**
   * The logins of views. Open are more than work at once: to connect takes milliseconds, and so do the first statements
   * on a new connection, so each view of today's policy can keep one.
   */
  views: { atWork: 8, open: 16 } satisfies PoolBounds,
} as const;
