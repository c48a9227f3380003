import type postgres from 'postgres';
import { connectOne } from './connect.js';

/** Statements that a session keeps prepared before it is replaced: each costs memory here and in the server. */
const MOST_PREPARED = 500;

/**
 * One connection of one login, held by one transaction at a time. It is a client of its own, because postgres.js
 * crashes the process when a statement is sent on a *reserved* connection that was lost while it was idle; a client
 * of its own connects again. What the driver then sends there is no part of the transaction that it was for: whoever
 * holds the session must hear of a loss (`onLoss`), and believe no answer after it.
 */
export interface Session {
  readonly client: postgres.Sql;
  /** Tells whoever holds the session when its connection is lost: what waits to be sent then may never settle. */
  onLoss(told: () => void): void;
  /** Notes that a statement stays prepared on this connection. */
  prepared(text: string): void;
  /** Marks it as of no more use: once given back, its connection is cut and whatever still waits on it fails. */
  discard(): void;
}

/** A session as its pool knows it. */
export interface PooledSession extends Session {
  /** Whose connection it is, and stays. */
  readonly login: string;
  isWorn(): boolean;
}

/** A session that connects when it is first used. @param login for the pool; the options say who logs in */
export function newSession(login: string, options: postgres.Sql['options']): PooledSession {
  let lost = false;
  let told: (() => void) | undefined;
  let discarded = false;
  const texts = new Set<string>();
  const client = connectOne(options, () => {
    lost = true;
    texts.clear();
    told?.();
  });
  return {
    login,
    client,
    onLoss(tell) {
      told = tell;
    },
    prepared: (text) => texts.add(text),
    discard() {
      discarded = true;
    },
    // postgres.js may keep a client that lost its connection from ever sending again: it forgets to clear the timer of
    // a write that was cancelled. So such a client is replaced, and not used again.
    isWorn: () => lost || discarded || texts.size > MOST_PREPARED,
  };
}
