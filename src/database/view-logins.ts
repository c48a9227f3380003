import { createHmac } from 'node:crypto';
import type postgres from 'postgres';
import { CONNECTIONS } from './connection-bounds.js';
import { scramVerifier } from './scram-verifier.js';
import type { Session } from './session.js';
import { type PoolCounts, SessionPool } from './session-pool.js';

/**
 * A statement runs in one process of the server. Of what counts everybody it takes three else, and a few who ask for
 * statistics at once take the server from those who ask for a case: with two cores each of them waited longer as well.
 */
const ONE_PROCESS = { max_parallel_workers_per_gather: '0' };

/**
 * Connections under the logins of views, and that of the keys. Each is a login of its own that is a member of nothing:
 * whatever is sent on its connection, PostgreSQL lets it become nobody else.
 */
export class ViewLogins {
  readonly #gateway: postgres.Sql['options'];
  readonly #secret: Uint8Array;
  /** How long a statement may take on these connections, in milliseconds; undefined where none says so. */
  readonly statementTimeoutMs: number | undefined;
  readonly #pool = new SessionPool((role) => this.optionsOf(role), CONNECTIONS.views);

  /**
   * @param gateway the gateway's client: host, port, TLS and the rest are taken over, all but who logs in
   * @param secret what the passwords are derived from
   * @param statementTimeoutMs how long a statement may take where its transaction says nothing else; absent: no limit
   */
  constructor(gateway: postgres.Sql, secret: Uint8Array, statementTimeoutMs?: number) {
    this.#gateway = gateway.options;
    this.#secret = secret;
    this.statementTimeoutMs = statementTimeoutMs;
  }

  /** How a role connects. @param secret one of before, to see whether the server still goes by it */
  optionsOf(role: string, secret: Uint8Array = this.#secret): postgres.Sql['options'] {
    const known = this.#gateway;
    const limit = this.statementTimeoutMs;
    const limited = limit === undefined ? {} : { statement_timeout: String(limit) };
    const connection = { ...known.connection, ...ONE_PROCESS, ...limited };
    return {
      ...known,
      connection,
      user: role,
      pass: viewPassword(secret, role),
    } as unknown as postgres.Sql['options'];
  }

  /** The role's password in the form in which PostgreSQL keeps it. */
  verifierOf(role: string): string {
    return scramVerifier(viewPassword(this.#secret, role));
  }

  /** A session of this very role. @throws KetenzichtError `UNAVAILABLE` when none comes free in time */
  take(role: string, waitMs?: number): Promise<Session> {
    return this.#pool.take(role, waitMs);
  }

  /** Gives a session back. Its transaction must have ended, and everything sent on it must have settled. */
  give(session: Session): void {
    this.#pool.give(session);
  }

  /** How the pool is at this moment. */
  counts(): PoolCounts {
    return this.#pool.counts();
  }

  /** Ends every session. */
  end(): Promise<void> {
    return this.#pool.end();
  }
}

/**
 * Password of a view's login: a keyed hash of its name, so that every process with the same secret knows it. Other
 * logins have theirs from other words: nobody opens a snapshot as the logs' login by naming it.
 */
function viewPassword(secret: Uint8Array, role: string): string {
  return createHmac('sha256', secret).update(`login of a view ${role}`).digest('hex');
}
