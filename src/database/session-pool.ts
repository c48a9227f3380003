import type postgres from 'postgres';
import { KetenzichtError } from '../model/errors.js';
import { connectOne } from './connect.js';

/** Statements that a session keeps prepared before it is replaced: each costs memory here and in the server. */
const MOST_PREPARED = 500;

/**
 * One connection of the gateway, held by one snapshot at a time. It is a client of its own, because postgres.js
 * crashes the process when a statement is sent on a *reserved* connection that was lost while it was idle; a client
 * of its own connects again, and the statement is refused there because no role is set.
 */
export interface Session {
  readonly client: postgres.Sql;
  /** Grows with each connection lost: what was begun under another number is gone. */
  losses(): number;
  /** Tells whoever holds the session when its connection is lost: what waits to be sent then may never settle. */
  onLoss(told: () => void): void;
  /** Notes that a statement stays prepared on this connection. */
  prepared(text: string): void;
  /** Marks it as of no more use: once given back, its connection is cut and whatever still waits on it fails. */
  discard(): void;
}

interface PooledSession extends Session {
  isWorn(): boolean;
}

/** Sessions of one gateway client, as many as its own pool would have. */
class SessionPool {
  private readonly idle: PooledSession[] = [];
  private readonly waiting = new Set<(session: PooledSession) => void>();
  private readonly all = new Set<PooledSession>();

  constructor(private readonly options: postgres.Sql['options']) {}

  async take(waitMs?: number): Promise<PooledSession> {
    const session = this.idle.pop();
    if (session) return session.isWorn() ? this.replace(session) : session;
    if (this.all.size < this.options.max) return this.open();
    return this.wait(waitMs);
  }

  give(session: PooledSession): void {
    const next = session.isWorn() ? this.replace(session) : session;
    const [first] = this.waiting;
    if (first) first(next);
    else this.idle.push(next);
  }

  async end(): Promise<void> {
    await Promise.all([...this.all].map(({ client }) => client.end({ timeout: 5 })));
  }

  /** In turn. Whoever holds one and waits for another must not wait for ever: all may be doing so. */
  private wait(waitMs?: number): Promise<PooledSession> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const taken = (session: PooledSession) => {
        clearTimeout(timer);
        this.waiting.delete(taken);
        resolve(session);
      };
      this.waiting.add(taken);
      if (waitMs === undefined) return;
      timer = setTimeout(() => {
        this.waiting.delete(taken);
        reject(new KetenzichtError('UNAVAILABLE', 'The service has too much to do now. Ask again later.'));
      }, waitMs);
    });
  }

  private open(): PooledSession {
    const session = newSession(this.options);
    this.all.add(session);
    return session;
  }

  private replace(session: PooledSession): PooledSession {
    this.all.delete(session);
    session.client.end({ timeout: 0 }).catch(() => undefined);
    return this.open();
  }
}

/** In which the sessions of a client may differ from it. */
export interface SessionSettings {
  readonly fetch_types?: boolean;
  /** Settings of PostgreSQL, for each session. */
  readonly connection?: Readonly<Record<string, string>>;
}

const pools = new WeakMap<postgres.Sql, SessionPool>();

/** How a session is taken. */
export interface Taking {
  /** Settings of the driver in which the sessions differ from their client; the same in every call for a client. */
  readonly settings?: SessionSettings;
  /** How long to wait for one, in milliseconds; without it as long as it takes. */
  readonly waitMs?: number;
}

/**
 * Takes a session for oneself; waits while all are taken. Give it back with `giveSession`.
 * @throws KetenzichtError `UNAVAILABLE` when none comes free in time
 */
export async function takeSession(gateway: postgres.Sql, { settings, waitMs }: Taking = {}): Promise<Session> {
  return poolOf(gateway, settings).take(waitMs);
}

/**
 * Gives a session back. Its transaction must have ended, and everything sent on it must have settled; where it lost its
 * connection nothing need have, as it is not used again.
 */
export function giveSession(gateway: postgres.Sql, session: Session): void {
  poolOf(gateway).give(session as PooledSession);
}

/** Ends all sessions of a gateway client. */
export async function endSessions(gateway: postgres.Sql): Promise<void> {
  await pools.get(gateway)?.end();
}

function poolOf(gateway: postgres.Sql, settings: SessionSettings = {}): SessionPool {
  const known = pools.get(gateway);
  if (known) return known;
  const connection = { ...gateway.options.connection, ...settings.connection };
  const pool = new SessionPool({ ...gateway.options, ...settings, connection });
  pools.set(gateway, pool);
  return pool;
}

function newSession(options: postgres.Sql['options']): PooledSession {
  let losses = 0;
  let told: (() => void) | undefined;
  let discarded = false;
  const texts = new Set<string>();
  const client = connectOne(options, () => {
    losses += 1;
    texts.clear();
    told?.();
  });
  return {
    client,
    losses: () => losses,
    onLoss(tell) {
      told = tell;
    },
    prepared: (text) => texts.add(text),
    discard() {
      discarded = true;
    },
    // postgres.js may keep a client that lost its connection from ever sending again: it forgets to clear the timer of
    // a write that was cancelled. So such a client is replaced, and not used again.
    isWorn: () => losses > 0 || discarded || texts.size > MOST_PREPARED,
  };
}
