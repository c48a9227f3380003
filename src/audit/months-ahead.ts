import type { Database } from '../database/database.js';
import { Turn } from './append.js';
import { inLogTransaction } from './log-transaction.js';

/** The month to come, by the database's clock. Answers null when it is known to be open. */
const NEXT_MONTH = `select (date_trunc('month', now()) + interval '1 month')::date::text as month,
  to_regclass('audit.audit_record' || to_char(date_trunc('month', now()) + interval '1 month', '_YYYY_MM'))
    is not null as open`;
/** A month is not attached while the tables are vacuumed or analysed, and all writers would wait with it for their turn. */
const DO_NOT_WAIT = "select set_config('lock_timeout', '20ms', true)";
const AGAIN_AFTER_MS = 3_600_000;
/** Somebody has the tables just then. The wait doubles, so that writers are not held up again and again. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;

/**
 * Opens the next month before it begins. At the turn of a month a new partition would have to wait until the tables are
 * no longer vacuumed or analysed, and nothing could be logged until that has ended.
 */
export class MonthsAhead {
  readonly #database: Pick<Database, 'log'>;
  #notBefore = 0;
  #wait = FIRST_WAIT_MS;

  constructor(database: Pick<Database, 'log'>) {
    this.#database = database;
  }

  /** Looks once an hour, beside the writes; should it fail, the month is opened by its first write. Never throws. */
  open(): void {
    if (performance.now() < this.#notBefore) return;
    this.#notBefore = performance.now() + AGAIN_AFTER_MS;
    this.#openNext().then(
      () => {
        this.#wait = FIRST_WAIT_MS;
      },
      () => {
        this.#notBefore = performance.now() + this.#wait;
        this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
      },
    );
  }

  async #openNext(): Promise<void> {
    await inLogTransaction(this.#database.log, async ({ send, commit }) => {
      const [next] = await send<{ month: string; open: boolean }>(NEXT_MONTH, []);
      if (next && !next.open) {
        // In its turn among the writers: two of them would make the same tables.
        const turn = new Turn(send);
        await Promise.all([send(DO_NOT_WAIT, []), turn.openMonth(next.month)]);
      }
      await commit();
    });
  }
}
