import { DatabaseError } from './database-error.js';
import type { Session } from './session.js';

/**
 * Says when a session's connection is lost. What was sent on it by then may never settle, so whoever holds the session
 * awaits nothing of it but through here.
 */
export class ConnectionLoss {
  happened = false;
  /** Fails when it happens, and never settles before. */
  readonly told: Promise<never>;

  constructor(session: Session) {
    this.told = new Promise((_, reject) => {
      session.onLoss(() => {
        this.happened = true;
        reject(connectionLost());
      });
    });
    this.told.catch(() => undefined);
  }

  /** What is awaited, or the loss, whichever comes first. */
  orElse<Value>(awaited: PromiseLike<Value>): Promise<Value> {
    return Promise.race([awaited, this.told]);
  }

  /** @throws DatabaseError with code `CONNECTION_CLOSED` once the connection is lost */
  check(): void {
    if (this.happened) throw connectionLost();
  }
}

function connectionLost(): DatabaseError {
  const error = new DatabaseError('The connection was lost during this transaction.');
  return Object.assign(error, { code: 'CONNECTION_CLOSED' });
}
