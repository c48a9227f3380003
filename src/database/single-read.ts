import { ConnectionLoss } from './connection-loss.js';
import { DatabaseError } from './database-error.js';
import { RunningStatements, unlessAborted } from './running-statements.js';
import { enterAs, type Snapshot, type SnapshotOptions } from './snapshot.js';
import { isSqlValue, type SqlValue } from './snapshot-reader.js';
import { tracedStatement } from './statement-span.js';
import type { ViewLogins } from './view-logins.js';

/** A read of one statement. `participates` settles with it, and never before. */
export type SingleRead = Pick<Snapshot, 'query' | 'participates'>;

/** A row of it. */
interface Decided {
  readonly participates: boolean;
}

/**
 * Reads in one statement that is a transaction by itself, for what is known whole before it is asked: one message each way,
 * where a snapshot takes four. Takes one statement, a select without a `where`, on a connection of the role's own login.
 * @returns undefined where a statement's time is not limited on such connections as it is asked here; its `query` fails with
 * the driver's error, with KetenzichtError `UNAVAILABLE` when all sessions stay taken, or with the reason of the signal
 */
export function openSingleRead(views: ViewLogins, options: SnapshotOptions): SingleRead | undefined {
  if (views.statementTimeoutMs !== options.statementTimeoutMs) return undefined;
  let decide: (participates: boolean | Promise<never>) => void = () => undefined;
  const participates = new Promise<boolean>((resolve) => {
    decide = resolve;
  });
  participates.catch(() => undefined);
  return {
    participates,
    async query<Row extends object>(select: string, values: readonly SqlValue[], span = options.span): Promise<Row[]> {
      try {
        const rows = await send<Row & Decided>(views, { ...options, span }, select, values);
        decide(rows[0]?.participates === true);
        return rows;
      } catch (error) {
        decide(Promise.reject(error));
        throw error;
      }
    },
  };
}

/**
 * Whoever may not ask is shown nothing, and for them nothing is even looked for. The expressions are reckoned when it is
 * known who asks: they stand behind a condition on what entering said, in a subquery for each row of it, and `offset`
 * keeps the planner from making one of the two.
 */
function decidedFirst(select: string, bound: number): string {
  const asked = enterAs([`$${bound + 1}`, `$${bound + 2}`, `$${bound + 3}`]);
  return `select asked.organisation <> '' as participates, found.*
    from (select ${asked} as organisation, set_config('transaction_read_only', 'on', true) offset 0) asked
    left join lateral (${select} where asked.organisation <> '' offset 0) found on true`;
}

async function send<Row extends object>(
  views: ViewLogins,
  { role, statementTimeoutMs, signal, onStatement, span, organisation, purpose, activity }: SnapshotOptions,
  select: string,
  values: readonly SqlValue[],
): Promise<Row[]> {
  if (!values.every(isSqlValue)) throw new DatabaseError('A bound value is not one that SQL takes.');
  const text = decidedFirst(select, values.length);
  const bound = [...values, organisation, purpose, activity];
  const session = await unlessAborted(signal, views.take(role, statementTimeoutMs), (late) => views.give(late));
  const loss = new ConnectionLoss(session);
  const running = new RunningStatements(session, signal);
  try {
    onStatement?.(text);
    const answer = loss.orElse(running.orElse(running.send<Row>(text, bound)));
    const rows = await (span ? tracedStatement(span, text, answer) : answer);
    loss.check();
    return rows;
  } finally {
    running.close();
    views.give(session);
  }
}
