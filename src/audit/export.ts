import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { errorCode } from '../database/database-error.js';
import { sendOn } from './append.js';
import { Collector, CollectorFailure } from './export-collector.js';
import { collectorName } from './export-collector-name.js';
import { spanOf } from './export-span.js';
import { inLogTransaction } from './log-transaction.js';
import { linesAfter, type ProcessingLine } from './read-processing-lines.js';

/** How fast it goes. Times in milliseconds. */
export interface ExportPace {
  /** Lines of one batch at most. */
  readonly batch: number;
  /** Between two looks when there was nothing to send. */
  readonly idleMs: number;
  /** After the first failure; doubled after each further one. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** How long a collector may take for a batch. */
  readonly timeoutMs: number;
}

const PACE: ExportPace = {
  batch: 500,
  idleMs: 1_000,
  firstWaitMs: 1_000,
  longestWaitMs: 60_000,
  timeoutMs: 10_000,
};

/** What sending the processing log needs. */
export interface ExportParts {
  readonly database: Pick<Database, 'log'>;
  /** Address of the collector for traces over HTTP. */
  readonly url: string;
  /** The operator's log. */
  readonly log: { warn(fields: object, message: string): void };
  readonly pace?: Partial<ExportPace>;
}

/** An arbitrary number that means "Ketenzicht sends its processing log" in `pg_try_advisory_xact_lock`. */
const EXPORT_LOCK = 5_838_274_009;

const TAKE_LOCK = 'select pg_try_advisory_xact_lock($1::bigint) as taken';
const READ_CURSOR = 'select last_id as after from audit.export_cursor where collector = $1';
const MOVE_CURSOR = `
  insert into audit.export_cursor (collector, last_id) values ($1, $2::bigint)
  on conflict (collector) do update set last_id = greatest(export_cursor.last_id, excluded.last_id), sent_at = now()`;

/**
 * Sends every line of the processing log to a collector, as long as the process runs. **The table is the queue**: it is
 * durable before any answer goes out, its ids grow in the order of commits, and `audit.export_cursor` says up to which
 * one the collector confirmed. So nothing is lost while the collector or this process is away, and a new collector gets
 * the whole log.
 *
 * Each line is sent **at least once**: a batch whose confirmation was lost, or that was confirmed right before the process
 * was killed, is sent again. A line's trace id and span id are the same each time, and of no other line, so a collector
 * can tell a repetition. One of several processes sends at a time; when it ends, another one goes on.
 *
 * A batch that fails is tried again in halves, down to one line, so that one that is too large for the collector gets
 * through; a line that it never takes is never skipped, and the operator is told.
 * @returns what ends it: a batch under way is given up, to be sent by whoever sends next
 */
export function startExport(parts: ExportParts): () => Promise<void> {
  const sending = new Export(parts);
  const ended = sending.run();
  return async () => {
    sending.stop();
    await ended;
  };
}

class Export {
  readonly #pace: ExportPace;
  readonly #collector: Collector;
  readonly #name: string;
  readonly #stopped = new AbortController();
  #failures = 0;
  #batch: number;

  constructor(private readonly parts: ExportParts) {
    this.#pace = { ...PACE, ...parts.pace };
    this.#batch = this.#pace.batch;
    this.#collector = new Collector(parts.url, this.#pace.timeoutMs);
    this.#name = collectorName(parts.url);
  }

  stop(): void {
    this.#stopped.abort();
    this.#collector.stop();
  }

  async run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const sent = await this.#round().catch((error: unknown) => this.#failed(error));
      if (sent === 0) await this.#pause(this.#failures === 0 ? this.#pace.idleMs : this.#wait());
    }
  }

  /**
   * The transaction holds the lock and nothing else while the collector is waited for: the lines are read outside it,
   * so that no partition is held. When the process or its connection ends, the lock ends with it.
   * @returns how many lines were sent
   */
  async #round(): Promise<number> {
    const { log } = this.parts.database;
    const sent = await inLogTransaction(log, async ({ send, commit }) => {
      const [lock] = await send<{ taken: boolean }>(TAKE_LOCK, [String(EXPORT_LOCK)]);
      if (!lock?.taken) return 0;
      const [cursor] = await send<{ after: string }>(READ_CURSOR, [this.#name]);
      const lines = await this.#linesAfter(cursor?.after ?? '0');
      const last = lines.at(-1);
      if (!last || this.#stopped.signal.aborted) return 0;
      const rejected = await this.#collector.send(lines.map(spanOf));
      await send(MOVE_CURSOR, [this.#name, last.id]);
      await commit();
      if (rejected > 0) this.#warn({ rejected }, 'the collector rejected lines of the processing log');
      return lines.length;
    });
    this.#succeeded(sent);
    return sent;
  }

  /** On a connection of the pool, each time. */
  #linesAfter(after: string): Promise<readonly ProcessingLine[]> {
    return linesAfter(sendOn(this.parts.database.log), { after, limit: this.#batch });
  }

  #succeeded(sent: number): void {
    if (sent === 0) return;
    if (this.#failures > 0) this.#warn({ failures: this.#failures }, 'the processing log is sent again');
    this.#failures = 0;
    this.#batch = Math.min(this.#pace.batch, this.#batch * 2);
  }

  #failed(error: unknown): number {
    if (this.#stopped.signal.aborted) return 0;
    this.#failures += 1;
    this.#batch = Math.max(1, Math.floor(this.#batch / 2));
    const failure = error instanceof CollectorFailure ? error.message : (errorCode(error) ?? 'no code');
    this.#warn({ failure, failures: this.#failures }, 'the processing log cannot be sent; nothing of it is lost');
    return 0;
  }

  #warn(fields: object, message: string): void {
    this.parts.log.warn({ collector: this.#name, ...fields }, message);
  }

  /** Spread, so that many gateways do not ask a collector that comes back all at once. */
  #wait(): number {
    const { firstWaitMs, longestWaitMs } = this.#pace;
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(this.#failures - 1, 20));
    return wait * (0.5 + Math.random() / 2);
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => undefined);
  }
}
