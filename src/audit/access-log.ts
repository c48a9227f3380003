import { promisify } from 'node:util';
import type { TransactionSql } from 'postgres';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { LogUnavailable } from '../model/errors.js';
import { type Span, within } from '../model/span.js';
import type { AccessEntry } from './access-entry.js';
import { appendEntries, sendOn, tracedSend } from './append.js';
import { signingKeys } from './chain.js';
import type { LogKeys } from './chained-lines.js';
import { KnownGround } from './known-ground.js';
import { MonthsAhead } from './months-ahead.js';
import { type ChainWriter, writeGroup } from './write-group.js';

/** The two logs, as everything that processes data of persons writes them. */
export interface AccessLog {
  /**
   * Both logs' lines, durable when this settles. Entries of concurrent requests share one write.
   * @throws LogUnavailable within ten seconds or so; the answer must then not go out
   */
  write(entry: AccessEntry): Promise<void>;
  /** Adds the lines to a change's own transaction: the change and its lines are durable together, or neither is. */
  writeWithin(sql: TransactionSql, entry: AccessEntry): Promise<void>;
}

/** Entries that may wait for a write; beyond that the log is too slow to answer anybody. */
const MOST_WAITING = 1_000;
/** Lines of one write, of data subjects and of operations. */
const MOST_LINES = 5_000;
/** How long a write may take, and how long an entry may wait for its own to begin. */
const WITHIN_MS = 5_000;

/** Is told how the writing goes, in numbers: nothing of an entry. */
export interface LogWatch {
  /** Entries that wait for a write now. */
  waiting(entries: number): void;
  /** A write of several entries is over. */
  written(group: { readonly entries: number; readonly seconds: number; readonly failed: boolean }): void;
}

const WRITE = { name: 'write logs' };

interface Waiting {
  readonly entry: AccessEntry;
  /** The piece of the entry's trace that this is; absent where it is not traced. */
  readonly span: Span | undefined;
  /** By the clock of `performance`. */
  readonly since: number;
  readonly done: () => void;
  readonly failed: (error: LogUnavailable) => void;
}

/** Settles when the events that wait now have been handled. */
const nextTurn = promisify(setImmediate);

/** Opens the logs. What cannot be written is told to who wrote it; nothing is kept to be written later. */
export function openAccessLog(
  database: Pick<Database, 'log'>,
  config: Pick<Config, 'secret' | 'logKeys'>,
  watch?: LogWatch,
): AccessLog {
  const [pseudonyms] = config.logKeys;
  if (!pseudonyms) throw new Error('the processing log has no key');
  return new GroupedLog(database, { pseudonyms, signing: signingKeys(config.secret) }, watch);
}

class GroupedLog implements AccessLog {
  #waiting: Waiting[] = [];
  #writing = false;
  readonly #writer: ChainWriter;
  readonly #months: MonthsAhead;
  readonly #watch: LogWatch | undefined;

  constructor(database: Pick<Database, 'log'>, keys: LogKeys, watch: LogWatch | undefined) {
    this.#writer = { log: database.log, keys, known: new KnownGround() };
    this.#watch = watch;
    this.#months = new MonthsAhead(database);
  }

  async write(entry: AccessEntry): Promise<void> {
    if (this.#waiting.length >= MOST_WAITING) throw new LogUnavailable(new Error('too many entries wait'));
    return within(entry.trace.span, WRITE, (span) => {
      const written = new Promise<void>((done, failed) =>
        this.#waiting.push({ entry, span, since: performance.now(), done, failed }),
      );
      void this.#writeAll();
      return written;
    });
  }

  async writeWithin(sql: TransactionSql, entry: AccessEntry): Promise<void> {
    try {
      // The server's default may be not to wait for the disk, and the role set here not to bring its own.
      await sql`set local synchronous_commit to on`;
      await sql`set local role ketenzicht_log`;
      await within(entry.trace.span, WRITE, (span) =>
        appendEntries(tracedSend(sendOn(sql), span), [entry], this.#writer.keys),
      );
    } catch (error) {
      throw new LogUnavailable(error);
    }
  }

  /** One write after the other; what comes meanwhile goes into the next one together. */
  async #writeAll(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#waiting.length > 0) {
      this.#watch?.waiting(this.#waiting.length);
      this.#refuseLate();
      await this.#writeGroup(this.#takeGroup());
      // What has arrived by now goes into one group: each write costs as much as its lines.
      if (this.#waiting.length > 0) await nextTurn();
    }
    this.#watch?.waiting(0);
    this.#writing = false;
  }

  #takeGroup(): Waiting[] {
    let lines = 0;
    let size = 0;
    for (const { entry } of this.#waiting) {
      lines += 1 + entry.subjects.length;
      if (size > 0 && lines > MOST_LINES) break;
      size += 1;
    }
    return this.#waiting.splice(0, size);
  }

  /** Who has waited through writes that took too long is refused, and not after one more of them. */
  #refuseLate(): void {
    const earliest = performance.now() - WITHIN_MS;
    const late = this.#waiting.filter(({ since }) => since < earliest);
    if (late.length === 0) return;
    this.#waiting = this.#waiting.filter(({ since }) => since >= earliest);
    for (const { failed } of late) failed(new LogUnavailable(new Error('the log did not take the lines in time')));
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    if (group.length === 0) return;
    const entries = group.map(({ entry }) => entry);
    const begun = performance.now();
    const tell = (failed: boolean) =>
      this.#watch?.written({ entries: group.length, seconds: (performance.now() - begun) / 1000, failed });
    // The statements are told once: in the first trace among those that they were written for.
    const span = group.find((each) => each.span)?.span;
    for (const each of group) each.span?.set({ 'ketenzicht.log.entries': group.length });
    try {
      await writeGroup(this.#writer, entries, { withinMs: WITHIN_MS, span });
      tell(false);
      for (const { done } of group) done();
      this.#months.open();
    } catch (error) {
      tell(true);
      for (const { failed } of group) failed(new LogUnavailable(error));
    }
  }
}
