import type postgres from 'postgres';
import { giveSession, takeSession } from '../database/client-sessions.js';
import { ConnectionLoss } from '../database/connection-loss.js';
import type { Session } from '../database/session.js';
import type { Send } from './append.js';

/** A transaction on a connection of the logs. What is sent travels together until something is awaited. */
export interface LogTransaction {
  readonly send: Send;
  /** Sent behind the statements that are under way. @throws Error when the server rolled back instead */
  readonly commit: () => Promise<void>;
}

/**
 * The driver asks for the types of arrays on each new connection, and where that one is lost meanwhile, nobody handles
 * the failure: the process would end. All values here are texts.
 */
const NO_TYPES = { fetch_types: false };

/**
 * Runs one transaction as the logs' role, on a session of its own (`session.ts` says why not `begin` of the
 * driver). What `run` did not commit is rolled back.
 * @throws whatever `run` throws, or the driver's error
 */
export async function inLogTransaction<Value>(
  log: postgres.Sql,
  run: (transaction: LogTransaction) => Promise<Value>,
): Promise<Value> {
  const session = await takeSession(log, { settings: NO_TYPES });
  const transaction = new SessionTransaction(session);
  try {
    return await run(transaction);
  } finally {
    // The caller need not wait until a connection is fit for the next one.
    void transaction.end().then(() => giveSession(log, session));
  }
}

/** Sends statements as the logs' role, each of which is a transaction by itself. @param log the role's login */
export function sendAlone(log: postgres.Sql): Send {
  return async <Row extends object>(text: string, values: readonly string[]) => {
    const session = await takeSession(log, { settings: NO_TYPES });
    const loss = new ConnectionLoss(session);
    try {
      session.prepared(text);
      return await loss.orElse(session.client.unsafe<Row[]>(text, [...values], { prepare: true }));
    } finally {
      giveSession(log, session);
    }
  };
}

class SessionTransaction implements LogTransaction {
  readonly #session: Session;
  readonly #loss: ConnectionLoss;
  readonly #sent: Promise<unknown>[] = [];
  readonly #begun: Promise<unknown>;
  #isCommitted = false;

  constructor(session: Session) {
    this.#session = session;
    this.#loss = new ConnectionLoss(session);
    // Said here, because a server may have another default: the head is read behind the lock, in a newer snapshot.
    this.#begun = this.#control('begin isolation level read committed');
  }

  readonly send: Send = async <Row extends object>(text: string, values: readonly string[]) => {
    this.#loss.check();
    this.#session.prepared(text);
    const rows = this.#session.client.unsafe<Row[]>(text, [...values], { prepare: true });
    // Where the beginning was lost with its connection, the driver may have sent the rest on another one.
    const [, answer] = await Promise.all([this.#begun, this.#settled(rows)]);
    return answer as readonly Row[];
  };

  readonly commit = async (): Promise<void> => {
    this.#loss.check();
    const { command } = await this.#control('commit');
    this.#isCommitted = command === 'COMMIT';
    if (!this.#isCommitted) throw new Error('the server rolled back');
  };

  /** Settles when everything that was sent has, and nothing stays open; at once where the connection is lost. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#sent);
    if (!this.#isCommitted && !this.#loss.happened) await this.#control('rollback').catch(() => undefined);
  }

  /** Prepared like the rest: as simple queries they would be parsed each time. */
  #control(text: string) {
    const options = { prepare: true, simple: false } as postgres.UnsafeQueryOptions;
    return this.#settled(this.#session.client.unsafe(text, [], options));
  }

  /** Sends at once. A failure stays with the promise for who awaits it, and is nobody's otherwise. */
  #settled<Result>(statement: PromiseLike<Result>): Promise<Result> {
    const settled = this.#loss.orElse(statement);
    settled.catch(() => undefined);
    this.#sent.push(settled);
    return settled;
  }
}
