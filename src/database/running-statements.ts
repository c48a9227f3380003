import type postgres from 'postgres';
import type { Session } from './session.js';
import type { SqlValue } from './snapshot-reader.js';

/** A statement of the driver's, which it can cancel; what its types leave out is that it may answer with a promise. */
interface Cancellable {
  cancel(): unknown;
}

/**
 * The statements of one transaction that were sent and have not settled. When nobody waits for them any more they are
 * cancelled in the server: PostgreSQL would else run each to its end, for nobody. A cancellation goes over a connection
 * of its own and may come late, when the server does something else there; so the session is given to nobody after it.
 */
export class RunningStatements {
  readonly #running = new Set<Cancellable>();
  readonly #session: Session;
  readonly #signal: AbortSignal | undefined;
  readonly #told: Promise<never>;
  readonly #abort: () => void;

  constructor(session: Session, signal?: AbortSignal) {
    this.#session = session;
    this.#signal = signal;
    let tell: (reason: unknown) => void = () => undefined;
    this.#told = new Promise((_, reject) => {
      tell = reject;
    });
    this.#told.catch(() => undefined);
    this.#abort = () => {
      this.#cancel();
      tell(signal?.reason);
    };
    if (signal?.aborted) this.#abort();
    else signal?.addEventListener('abort', this.#abort, { once: true });
  }

  /** Sends a statement, prepared, at once and behind what was sent before. Its values are such as the driver can bind. */
  send<Row extends object>(text: string, values: readonly SqlValue[]): Promise<Row[]> {
    const { client, prepared } = this.#session;
    prepared(text);
    const statement = client.unsafe<Row[]>(text, values as postgres.ParameterOrJSON<never>[], { prepare: true });
    const sent = statement.then((rows) => rows as Row[]);
    this.#note(statement, sent);
    return sent;
  }

  /** What is awaited, or the reason of the signal, whichever comes first. */
  orElse<Value>(awaited: Promise<Value>): Promise<Value> {
    return this.#signal ? Promise.race([awaited, this.#told]) : awaited;
  }

  /** Hears of no abort any more: the transaction has ended. */
  close(): void {
    this.#signal?.removeEventListener('abort', this.#abort);
  }

  #note(statement: Cancellable, settled: Promise<unknown>): void {
    if (!this.#signal) return;
    this.#running.add(statement);
    const done = () => this.#running.delete(statement);
    settled.then(done, done);
  }

  #cancel(): void {
    this.#session.discard();
    for (const statement of this.#running) {
      // Where it cannot be cancelled, the time limit of statements ends it.
      Promise.resolve(statement.cancel()).catch(() => undefined);
    }
  }
}

/**
 * What is awaited, or the reason of a signal, whichever comes first.
 * @param late takes what comes after that all the same
 */
export function unlessAborted<Value>(
  signal: AbortSignal | undefined,
  awaited: Promise<Value>,
  late: (value: Value) => void,
): Promise<Value> {
  if (!signal) return awaited;
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason);
      awaited.then(late, () => undefined);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    const heard = () => signal.removeEventListener('abort', abort);
    awaited.then(
      (value) => {
        heard();
        if (!signal.aborted) resolve(value);
      },
      (error) => {
        heard();
        reject(error);
      },
    );
  });
}
