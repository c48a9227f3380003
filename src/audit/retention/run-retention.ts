import type { TransactionSql } from 'postgres';
import type { Config } from '../../config.js';
import type { Database } from '../../database/database.js';
import { sessionLocks } from '../../database/session-lock.js';
import { inTransaction } from '../../database/transaction.js';
import { beginDelivery } from '../../delivery/store.js';
import { joinTrace } from '../../model/trace-context.js';
import type { AccessEntry } from '../access-entry.js';
import type { AccessLog } from '../access-log.js';
import { collectorName } from '../export-collector-name.js';
import { type DueItem, dueItems, SOURCE_ORDER } from './due.js';
import { type Batch, type Deleted, deleteFromSource, endReach, FIRST } from './ended-cases.js';
import { deleteChanges, deleteQuarantined, deleteRejected } from './leftovers.js';
import { countLines, type DueMonth, deleteMonth, dueMonths, LOGS } from './log-months.js';

/** What the job works on. */
export interface RetentionParts {
  readonly database: Pick<Database, 'admin'>;
  readonly log: AccessLog;
  readonly config: Pick<Config, 'otlpUrl'>;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a run did. */
export interface RetentionReport {
  readonly deleted: Deleted;
  /** Months of the processing log that stay because the collector does not have them yet. */
  readonly unsentMonths: readonly string[];
}

/** Another run is under way. */
export class RetentionRuns extends Error {
  override readonly name = 'RetentionRuns';
}

/** Whoever applies the terms holds the session lock of this name. */
export const RETENTION_LOCK = 'retention';

/**
 * Applies the terms, in batches. Each batch is one transaction with its own line in the audit log, which says how much
 * was deleted and nothing of what it was: a run that is killed leaves whole batches, each with its proof, and the next
 * run goes on.
 * @throws RetentionRuns when another run is under way; LogUnavailable when a batch cannot be proved, and then it is not deleted
 */
export async function runRetention(parts: RetentionParts): Promise<RetentionReport> {
  const locks = sessionLocks(parts.database.admin);
  try {
    const isFree = await locks.take(RETENTION_LOCK);
    if (!isFree) throw new RetentionRuns('Another retention run is under way; this one did nothing.');
    // Where the lock's connection is lost another run may begin: each batch has a lock of its own, so both go on.
    return await runSteps(parts);
  } finally {
    await locks.end();
  }
}

type Step = (sql: TransactionSql, after: string) => Promise<Batch>;

const STEPS: readonly (readonly [what: string, step: Step])[] = [
  ['reach', endReach],
  ...SOURCE_ORDER.map((agency): [string, Step] => [agency, (sql, after) => deleteFromSource(sql, agency, after)]),
  ['quarantine', deleteQuarantined],
  ['changes', deleteChanges],
  ['rejected-rows', deleteRejected],
];

async function runSteps(parts: RetentionParts): Promise<RetentionReport> {
  const due = await dueItems(parts.database.admin);
  const progress = progressOf(due, parts.onProgress);
  const deleted: Record<string, number> = {};
  for (const [what, step] of STEPS) {
    for (let after: string | null = FIRST; after !== null; ) {
      const batch: Batch = await inBatch(parts, what, step, after);
      sum(deleted, batch.deleted);
      progress(batch.done);
      after = batch.last;
    }
  }
  return { unsentMonths: await endMonths(parts, deleted), deleted };
}

/** One transaction: the lock of deliveries, the deletions, and their line in the audit log. */
async function inBatch(
  parts: RetentionParts,
  what: string,
  step: (sql: TransactionSql, after: string) => Promise<Batch>,
  after: string,
): Promise<Batch> {
  return inTransaction(parts.database.admin, async (sql) => {
    await beginDelivery(sql);
    const batch = await step(sql, after);
    if (Object.values(batch.deleted).some((count) => count > 0)) await prove(parts, sql, what, batch.deleted);
    return batch;
  }) as Promise<Batch>;
}

async function endMonths(parts: RetentionParts, deleted: Record<string, number>): Promise<string[]> {
  const unsent: string[] = [];
  for (const log of LOGS) {
    for (const month of await dueMonths(parts.database.admin, log)) {
      const lines = await endMonth(parts, month);
      if (lines === null) unsent.push(month.month);
      else sum(deleted, { [`lines of the ${log}`]: lines });
    }
  }
  return unsent;
}

async function endMonth(parts: RetentionParts, month: DueMonth): Promise<number | null> {
  const { otlpUrl } = parts.config;
  const lines = await countLines(parts.database.admin, month);
  return inTransaction(parts.database.admin, async (sql) => {
    if (!(await deleteMonth(sql, month, otlpUrl && collectorName(otlpUrl)))) return null;
    await prove(parts, sql, month.log, { [month.month.slice(0, 7)]: lines });
    return lines;
  }) as Promise<number | null>;
}

/** The proof without personal data: what was deleted, how much, when, under which term. */
async function prove({ log }: RetentionParts, sql: TransactionSql, what: string, counts: Deleted) {
  const now = new Date();
  const trace = joinTrace(undefined);
  const { traceId, spanId } = trace;
  const action = `retention ${what}`;
  const [term] = await sql<{ days: number }[]>`select days from app.retention_term where what = ${what}`;
  const entry: AccessEntry = {
    audit: {
      at: now.toISOString(),
      traceId,
      spanId,
      action,
      organisation: 'operator',
      about: `${what} ${term?.days} days`,
      categories: [],
      counts,
      result: 'OK',
    },
    trace,
    // No data subject is named, so no line of the processing log is written.
    activity: '',
    name: action,
    startedAt: now,
    endedAt: now,
    subjects: [],
  };
  await log.writeWithin(sql, entry);
}

function progressOf(due: readonly DueItem[], report: RetentionParts['onProgress']): (done: number) => void {
  const total = due.reduce((all, { count }) => all + count, 0);
  let sofar = 0;
  return (done) => {
    sofar = Math.min(total, sofar + done);
    if (total > 0) report?.(sofar, total);
  };
}

function sum(all: Record<string, number>, more: Deleted): void {
  for (const [what, count] of Object.entries(more)) if (count > 0) all[what] = (all[what] ?? 0) + count;
}
