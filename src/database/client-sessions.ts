import type postgres from 'postgres';
import type { Session } from './session.js';
import { type PoolCounts, SessionPool } from './session-pool.js';

/** In which the sessions of a client may differ from it. */
export interface SessionSettings {
  readonly fetch_types?: boolean;
  /** Settings of PostgreSQL, for each session. */
  readonly connection?: Readonly<Record<string, string>>;
}

/** How a session is taken. */
export interface Taking {
  /** Settings of the driver in which the sessions differ from their client; the same in every call for a client. */
  readonly settings?: SessionSettings;
  /** How long to wait for one, in milliseconds; without it as long as it takes. */
  readonly waitMs?: number;
}

const pools = new WeakMap<postgres.Sql, SessionPool>();
/** All sessions of a client are of its one login, so the pool needs no name for it. */
const OWN = '';

/**
 * Takes a session of a client's login for oneself, one of as many as the client's own pool would have; waits while all
 * are taken. Give it back with `giveSession`.
 * @throws KetenzichtError `UNAVAILABLE` when none comes free in time
 */
export async function takeSession(client: postgres.Sql, { settings, waitMs }: Taking = {}): Promise<Session> {
  return poolOf(client, settings).take(OWN, waitMs);
}

/**
 * Gives a session back. Its transaction must have ended, and everything sent on it must have settled; where it lost its
 * connection nothing need have, as it is not used again.
 */
export function giveSession(client: postgres.Sql, session: Session): void {
  poolOf(client).give(session);
}

/** How the sessions of a client are at this moment. */
export function sessionCounts(client: postgres.Sql): PoolCounts {
  const { max } = client.options;
  return pools.get(client)?.counts() ?? { atWork: 0, idle: 0, waiting: 0, most: max };
}

/** Ends all sessions of a client; it gets no others. */
export async function endSessions(client: postgres.Sql): Promise<void> {
  await poolOf(client).end();
}

function poolOf(client: postgres.Sql, settings: SessionSettings = {}): SessionPool {
  const known = pools.get(client);
  if (known) return known;
  const connection = { ...client.options.connection, ...settings.connection };
  const options = { ...client.options, ...settings, connection };
  const pool = new SessionPool(() => options, { atWork: options.max, open: options.max });
  pools.set(client, pool);
  return pool;
}
