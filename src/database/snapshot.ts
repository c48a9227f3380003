import type postgres from 'postgres';
import type { Span } from '../model/span.js';
import { ConnectionLoss } from './connection-loss.js';
import { DatabaseError } from './database-error.js';
import { RunningStatements, unlessAborted } from './running-statements.js';
import type { Session } from './session.js';
import { isSqlValue, type SnapshotReader, type SqlValue } from './snapshot-reader.js';
import { tracedStatement } from './statement-span.js';
import type { ViewLogins } from './view-logins.js';

/** Under which right a snapshot reads. */
export interface SnapshotOptions {
  /** Database role of the view (`policy/role-name.ts`), as which the snapshot logs in. */
  readonly role: string;
  /** Code of the organisation that asks; row-level security compares it. */
  readonly organisation: string;
  /** What it asks for; the organisation must be granted it. */
  readonly purpose: string;
  /** Versioned URI of the processing activity behind it, as the policy names it; it must stand. */
  readonly activity: string;
  readonly statementTimeoutMs: number;
  /** Aborted when nobody waits for the answer any more: what runs is cancelled, and every read fails with its reason. */
  readonly signal?: AbortSignal;
  /** Told the text of each statement that is sent, `begin` and `commit` apart. */
  readonly onStatement?: (text: string) => void;
  /** Of which the statements are pieces; absent where nobody traces. */
  readonly span?: Span;
}

/** One read-only transaction under a partner's role. `end` it, or its connection stays taken. */
export interface Snapshot extends SnapshotReader {
  /** Whether the organisation may ask for this purpose at this moment: both granted, and its activity stands. */
  readonly participates: Promise<boolean>;
  /** Ends the transaction and gives the connection back; after a failed statement it rolls back. Never throws. */
  end(): Promise<void>;
}

/**
 * SQL that sets for whom the transaction reads, and says it. An organisation that may not ask is not set: row-level
 * security then shows it no row, also to reads that were sent before this was known. Whether it may is asked of the
 * database itself (`participation.ts`).
 * @param asked place holders of the organisation's code, the purpose and the activity
 */
export function enterAs(asked: readonly [organisation: string, purpose: string, activity: string]): string {
  return `set_config('app.organisation', coalesce(app.participating(${asked.join(', ')}), ''), true)`;
}

const ENTER = `select set_config('statement_timeout', $2, true), ${enterAs(['$1', '$3', '$4'])} <> '' as participates`;

/**
 * Begins a snapshot on a connection of the role's own login: here, and for a read of one statement in `single-read.ts`, it
 * is chosen as whom a caller's data is read. Nothing is awaited between the first statements and the reads: they travel together.
 * Where there is no connection, `participates` and every read fail with the driver's error.
 * @throws KetenzichtError `UNAVAILABLE` when all sessions stay taken for as long as a statement may take; the reason of
 * the signal, once it is aborted
 */
export async function openSnapshot(views: ViewLogins, options: SnapshotOptions): Promise<Snapshot> {
  const { role, statementTimeoutMs, signal } = options;
  const session = await unlessAborted(signal, views.take(role, statementTimeoutMs), (late) => views.give(late));
  return new SessionSnapshot(session, options, () => views.give(session));
}

/**
 * One transaction on a session. Where its connection is lost, the driver may send what waited on a new one, where no
 * organisation is set: row-level security would show no row there, and the answer would say that nothing exists. So an
 * answer counts only if `begin` went well and nothing was lost since; and what the driver then never settles, fails.
 */
class SessionSnapshot implements Snapshot {
  readonly participates: Promise<boolean>;
  readonly #session: Session;
  readonly #options: SnapshotOptions;
  readonly #give: () => void;
  readonly #loss: ConnectionLoss;
  readonly #running: RunningStatements;
  readonly #begun: Promise<void>;
  #ended: Promise<void> | undefined;

  constructor(session: Session, options: SnapshotOptions, give: () => void) {
    this.#session = session;
    this.#options = options;
    this.#give = give;
    this.#loss = new ConnectionLoss(session);
    this.#running = new RunningStatements(session, options.signal);
    this.#begun = handled(this.#control('begin transaction isolation level repeatable read read only'));
    this.participates = handled(this.#enter());
  }

  /** Bound, because readers hand it on by itself. */
  readonly query = <Row extends object>(
    text: string,
    values: readonly SqlValue[],
    span = this.#options.span,
  ): Promise<Row[]> => {
    const { signal, onStatement } = this.#options;
    if (this.#ended) return failed('This snapshot has ended.');
    if (this.#loss.happened) return this.#loss.told;
    if (signal?.aborted) return handled(Promise.reject(signal.reason));
    if (!values.every(isSqlValue)) return failed('A bound value is not one that SQL takes.');
    onStatement?.(text);
    const answer = this.#within(this.#running.send<Row>(text, values));
    return handled(span ? tracedStatement(span, text, answer) : answer);
  };

  end(): Promise<void> {
    this.#ended ??= this.#sendEnd();
    return this.#ended;
  }

  async #enter(): Promise<boolean> {
    const { organisation, statementTimeoutMs, purpose, activity } = this.#options;
    const values = [organisation, String(statementTimeoutMs), purpose, activity];
    const [row] = await this.query<{ participates: boolean }>(ENTER, values);
    return row?.participates === true;
  }

  async #sendEnd(): Promise<void> {
    if (!this.#loss.happened) await this.#within(this.#control('commit')).catch(() => undefined);
    this.#running.close();
    this.#give();
  }

  async #within<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const [given] = await this.#loss.orElse(this.#running.orElse(Promise.all([answer, this.#begun])));
    this.#loss.check();
    return given;
  }

  /**
   * `begin` and `commit`, prepared like the rest: as simple queries they would be parsed each time. After a failed
   * statement PostgreSQL answers a commit by rolling back. A statement is sent when its `then` is called, not before.
   */
  #control(text: string): Promise<void> {
    const options = { prepare: true, simple: false } as postgres.UnsafeQueryOptions;
    return this.#session.client.unsafe(text, [], options).then(() => undefined);
  }
}

function failed(message: string): Promise<never> {
  return handled(Promise.reject(new DatabaseError(message)));
}

/** A statement that nobody awaits may fail: that is marked as seen, and stays with the promise for who does await it. */
function handled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
