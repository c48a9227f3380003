import type postgres from 'postgres';
import type { TransactionSql } from 'postgres';
import { giveSession, takeSession } from './client-sessions.js';
import { ConnectionLoss } from './connection-loss.js';

/**
 * A connection that was lost is opened again by the driver, which may send there what belonged to the transaction: as
 * statements of their own, without the role that was taken. So outside a transaction these sessions can write nothing.
 */
const SETTINGS = { connection: { default_transaction_read_only: 'on' } };

/**
 * Runs one transaction that writes, on a session of its own. What `run` does is committed when it returns, and rolled
 * back when it throws. `begin` of the driver is not used: where its connection is lost between two statements, the
 * driver ends the process.
 * @param client the owner's
 * @throws whatever `run` throws; Error with code `CONNECTION_CLOSED` when the connection is lost: whether the commit
 * still happened is then not known
 */
export async function inTransaction<Value>(
  client: postgres.Sql,
  run: (sql: TransactionSql) => Promise<Value>,
): Promise<Value> {
  const session = await takeSession(client, { settings: SETTINGS });
  const loss = new ConnectionLoss(session);
  try {
    await loss.orElse(session.client.unsafe('begin isolation level read committed read write'));
    const value = await loss.orElse(run(guarded(session.client, loss)));
    await commit(session.client, loss);
    return value;
  } catch (error) {
    if (!loss.happened) await loss.orElse(session.client.unsafe('rollback')).catch(() => undefined);
    throw error;
  } finally {
    giveSession(client, session);
  }
}

/** PostgreSQL answers the commit of a transaction in which a statement failed by rolling back. */
async function commit(client: postgres.Sql, loss: ConnectionLoss): Promise<void> {
  const { command } = await loss.orElse(client.unsafe('commit'));
  if (command !== 'COMMIT') throw new Error('the server rolled back, because a statement had failed');
}

/** The session's client, which sends nothing more once its connection is lost. */
function guarded(client: postgres.Sql, loss: ConnectionLoss): TransactionSql {
  return new Proxy(client, {
    apply(target, self, words) {
      loss.check();
      return Reflect.apply(target as (...given: unknown[]) => unknown, self, words);
    },
    get(target, name) {
      loss.check();
      return Reflect.get(target, name);
    },
  }) as unknown as TransactionSql;
}
