import type { Database } from '../database/database.js';
import { errorCode } from '../database/database-error.js';
import { type SessionLocks, sessionLocks } from '../database/session-lock.js';
import { inTransaction } from '../database/transaction.js';
import { type Deliverer, layoutOf } from '../sources/layouts.js';
import { applyDelivery } from './apply.js';
import { asDelivery } from './as-delivery.js';
import { Attempts, PATIENCE, type Patience } from './attempts.js';
import { storedBytes, type UnpackLimits, unpacked } from './body-bytes.js';
import type { ClosingLimit } from './close-missing.js';
import { endDelivery, type OpenDelivery, Overtaken, readOpen } from './delivery-row.js';
import { FileRejected } from './input-row.js';
import { lockNameOf } from './source-turn.js';
import { type NextInTurn, nextInTurn, sourcesInTurn, withdrawForgotten } from './turns.js';

/** What the storing of deliveries needs. */
export interface QueueParts {
  readonly database: Pick<Database, 'admin'>;
  readonly unpack: UnpackLimits;
  readonly closing: ClosingLimit;
  /** Tells the operator of a failure, without its texts. */
  readonly report: (error: unknown) => void;
  readonly patience?: Patience;
}

/** Stores the deliveries whose bodies are there. Every process of the service has one; PostgreSQL lets one have a source at a time. */
export interface DeliveryQueue {
  /** Looks at once whether something is to be stored. */
  look(): void;
  /** Settles when this process is done with some delivery, or the time is over. */
  somethingDone(withinMs: number): Promise<void>;
  /** Ends after the batch that is being stored; the rest is for who starts next. */
  stop(): Promise<void>;
  /** Whether it was told to end: nobody should wait for it. */
  isStopping(): boolean;
}

/** How often each process looks for what another one left behind. */
const LOOK_EVERY_MS = 5_000;

/** Begins with what was left undone, by this process or another one that is no more. */
export function openQueue(parts: QueueParts): DeliveryQueue {
  const queue = new Queue(parts);
  queue.look();
  const timer = setInterval(() => queue.look(), LOOK_EVERY_MS);
  timer.unref();
  return {
    look: () => queue.look(),
    somethingDone: (withinMs) => queue.somethingDone(withinMs),
    async stop() {
      clearInterval(timer);
      await queue.stop();
    },
    isStopping: () => queue.isStopping,
  };
}

class Queue {
  readonly #parts: QueueParts;
  readonly #locks: SessionLocks;
  readonly #attempts: Attempts;
  #working: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #waiting: (() => void)[] = [];

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#locks = sessionLocks(parts.database.admin);
    this.#attempts = new Attempts(parts.patience ?? PATIENCE);
  }

  look(): void {
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async somethingDone(withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  get isStopping(): boolean {
    return this.#stopped;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#working;
    this.#tell();
    await this.#locks.end().catch(this.#parts.report);
  }

  async #work(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await withdrawForgotten(this.#parts.database);
        const passedOver = new Set<string>();
        while (!this.#stopped && (await this.#storeNext(passedOver)));
      }
    } catch (error) {
      // Left as it is for the next look: nothing that stands is lost.
      if (!this.#stopped) this.#parts.report(error);
    }
  }

  /**
   * @param passedOver sources whose first delivery cannot be stored for now; the others do not wait for them
   * @returns false when nothing is left that this process may take
   */
  async #storeNext(passedOver: Set<string>): Promise<boolean> {
    for (const source of await sourcesInTurn(this.#parts.database)) {
      const lock = lockNameOf(source);
      if (passedOver.has(lock) || this.#attempts.isResting(lock)) continue;
      if (this.#stopped || !(await this.#locks.take(lock))) continue;
      try {
        // Read under the lock: who had it before may be done with what was seen.
        const next = await nextInTurn(this.#parts.database, source);
        if (!next) continue;
        if (!(await this.#store(next, lock))) passedOver.add(lock);
        return true;
      } finally {
        await this.#locks.release(lock);
        this.#tell();
      }
    }
    return false;
  }

  #tell(): void {
    for (const tell of this.#waiting.splice(0)) tell();
  }

  /** @returns false when it is to be tried again later */
  async #store({ delivery, deliverer }: NextInTurn, lock: string): Promise<boolean> {
    try {
      if (deliverer) await this.#apply(delivery, deliverer, lock);
      else await this.#fail(delivery, 'The command that read this file was ended on the way. Deliver the file again.');
    } catch (error) {
      // Taken over, or this process stops.
      if (error instanceof Overtaken || this.#stopped) return false;
      if (isPassing(error) && !this.#attempts.failed(lock, delivery)) {
        this.#parts.report(error);
        return false;
      }
      await this.#giveUp(delivery, error);
    }
    this.#attempts.forget(lock);
    return true;
  }

  async #giveUp(delivery: OpenDelivery, error: unknown): Promise<void> {
    if (error instanceof FileRejected) return this.#fail(delivery, error.message);
    this.#parts.report(error);
    const what = isPassing(error)
      ? 'It could not be stored, however often it was tried.'
      : 'Something went wrong here.';
    await this.#fail(delivery, `${what} What was stored stands; ask the service, with this id.`);
  }

  async #apply(delivery: OpenDelivery, deliverer: Deliverer, lock: string): Promise<void> {
    const { database, unpack, closing } = this.#parts;
    const layout = layoutOf(deliverer);
    if (!layout) throw new FileRejected('This organisation delivers no files: there is no layout for it.');
    const body = storedBytes(database, delivery.id);
    const bytes = delivery.fileName.endsWith('.gz') ? unpacked(body, unpack) : body;
    const checkTurn = () => {
      if (this.#stopped || !this.#locks.holds(lock)) throw new Overtaken();
    };
    await applyDelivery({ database, delivery, layout, bytes, closing, checkTurn });
  }

  async #fail({ id }: OpenDelivery, failure: string): Promise<void> {
    // Somebody may have gone on with it, or ended it, in the meantime.
    if (!(await readOpen(this.#parts.database, id))) return;
    await inTransaction(this.#parts.database.admin, async (sql) => {
      await asDelivery(sql);
      await endDelivery(sql, id, { state: 'FAILED', failure });
    });
  }
}

/** Whether trying again later may help: the connection, the server's resources, another transaction in the way. */
function isPassing(error: unknown): boolean {
  return /^(08|40|53|55|57|CONNECT|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(errorCode(error) ?? '');
}
