import type postgres from 'postgres';
import { DatabaseError } from './database-error.js';
import { participating } from './participation.js';
import { giveSession, type Session, takeSession } from './session-pool.js';
import type { SnapshotReader, SqlValue } from './snapshot-reader.js';

/** Under which right a snapshot reads. */
export interface SnapshotOptions {
  /** Database role of the view (`policy/role-name.ts`). */
  readonly role: string;
  /** Code of the organisation that asks; row-level security compares it. */
  readonly organisation: string;
  /** What it asks for; the organisation must be granted it. */
  readonly purpose: string;
  /** Versioned URI of the processing activity behind it, as the policy names it; it must stand. */
  readonly activity: string;
  readonly statementTimeoutMs: number;
  /** Told the text of each statement that is sent, `begin` and `commit` apart. */
  readonly onStatement?: (text: string) => void;
}

/** One read-only transaction under a partner's role. `end` it, or its connection stays taken. */
export interface Snapshot extends SnapshotReader {
  /** Whether the organisation may ask for this purpose at this moment: both granted, and its activity stands. */
  readonly participates: Promise<boolean>;
  /** Ends the transaction and gives the connection back; after a failed statement it rolls back. Never throws. */
  end(): Promise<void>;
}

const MAY_ASK = participating({ organisation: '$2', purpose: '$4', activity: '$5' });

/**
 * An organisation that may not ask is not set: row-level security then shows it no row, also to reads that were sent
 * before this was known.
 */
const ENTER = `select set_config('role', $1, true), set_config('statement_timeout', $3, true),
  set_config('app.organisation', coalesce((${MAY_ASK}), ''), true) <> '' as participates`;

/**
 * Begins a snapshot. Nothing is awaited between the first statements and the reads: they travel together. Should
 * `begin` fail alone, the role holds for no statement after it, and the login role itself may read nothing.
 * Where there is no connection, `participates` and every read fail with the driver's error.
 * @throws KetenzichtError `UNAVAILABLE` when all sessions stay taken for as long as a statement may take
 */
export async function openSnapshot(gateway: postgres.Sql, options: SnapshotOptions): Promise<Snapshot> {
  const session = await takeSession(gateway, { waitMs: options.statementTimeoutMs });
  const losses = session.losses();
  let ended: Promise<void> | undefined;
  const send = <Row extends object>(text: string, values: readonly SqlValue[]): Promise<Row[]> => {
    if (ended) return failed('This snapshot has ended.');
    if (session.losses() !== losses) return failed('The connection was lost during this snapshot.');
    if (!values.every(isSqlValue)) return failed('A bound value is not one that SQL takes.');
    options.onStatement?.(text);
    return sendStatement<Row>(session, text, values);
  };
  const sendEnd = async () => {
    await control(session, 'commit');
    giveSession(gateway, session);
  };
  void control(session, 'begin transaction isolation level repeatable read read only');
  const { role, organisation, purpose, activity, statementTimeoutMs } = options;
  const values = [role, organisation, String(statementTimeoutMs), purpose, activity];
  const entered = send<{ participates: boolean }>(ENTER, values);
  return {
    participates: handled(entered.then((rows) => rows[0]?.participates === true)),
    query: send,
    end: () => {
      ended ??= sendEnd();
      return ended;
    },
  };
}

/**
 * Sent at once, in order, behind what was sent before. A statement that nobody awaits may fail: the failure is
 * marked as seen, and stays with the promise for who does await it.
 */
function sendStatement<Row extends object>(
  session: Session,
  text: string,
  values: readonly SqlValue[],
): Promise<Row[]> {
  session.prepared(text);
  const statement = session.client.unsafe<Row[]>(text, values as postgres.ParameterOrJSON<never>[], { prepare: true });
  return handled(statement.then((rows) => rows as Row[]));
}

/**
 * `begin` and `commit`, prepared like the rest: as simple queries they would be parsed each time. After a failed
 * statement PostgreSQL answers a commit by rolling back.
 */
async function control(session: Session, text: string): Promise<void> {
  await session.client.unsafe(text, [], { prepare: true, simple: false } as postgres.UnsafeQueryOptions).then(
    () => undefined,
    () => undefined,
  );
}

function failed(message: string): Promise<never> {
  return handled(Promise.reject(new DatabaseError(message)));
}

function handled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

/**
 * A value that the driver cannot bind makes it lose count: the answers of later statements would go to the wrong
 * ones. So nothing of that kind gets as far as the driver.
 */
function isSqlValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string' || typeof item === 'number');
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
