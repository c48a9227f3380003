import { type AccessLog, openAccessLog } from '../audit/access-log.js';
import { type DueItem, dueItems } from '../audit/retention/due.js';
import { type RetentionReport, RetentionRuns, runRetention } from '../audit/retention/run-retention.js';
import { readTerms, setTerm, TermRefused } from '../audit/retention/terms.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import type { RetentionTerm } from '../database/retention-terms.js';
import { inTransaction } from '../database/transaction.js';
import { type CommandResult, cannot } from './command-result.js';
import type { OpenedParts } from './on-database.js';
import { operatorEntry } from './operator-entry.js';

/** `ketenzicht retention list`: every term, with its basis. */
export async function retentionListCommand(database: Database): Promise<CommandResult> {
  const terms = await readTerms(database.admin);
  const width = Math.max(...terms.map(({ what }) => what.length));
  const lines = terms.map(
    ({ what, days, basis }) => `${what.padEnd(width)}  ${String(days).padStart(5)} days  ${basis}`,
  );
  return { exitCode: 0, text: lines.join('\n'), json: { terms } };
}

/**
 * `ketenzicht retention set`: another term, with its line in the audit log in the same transaction. It counts from the
 * next run.
 */
export async function retentionSetCommand(
  { database, config, policy }: OpenedParts,
  term: RetentionTerm,
): Promise<CommandResult> {
  const log = openAccessLog(database, config);
  const about = `${term.what} ${term.days} days`;
  const entry = operatorEntry(policy, { action: 'retention set', about, categories: [] });
  try {
    await inTransaction(database.admin, async (sql) => {
      await setTerm(sql, term);
      await log.writeWithin(sql, entry);
    });
    const text = `${term.what} is kept ${term.days} days. It counts from the next run; look first with --dry-run.`;
    return { exitCode: 0, text, json: { term } };
  } catch (cause) {
    if (!(cause instanceof TermRefused)) throw cause;
    return cannot(cause.message);
  }
}

/** `ketenzicht retention run --dry-run`: what a run would delete, and nothing more. */
export async function retentionDryRunCommand(database: Database): Promise<CommandResult> {
  const due = await dueItems(database.admin);
  const lines = due.map((item) => `${item.what}: ${countOf(item)} dated ${item.cutOff} or before (${item.days} days)`);
  return { exitCode: 0, text: ['A run would delete:', ...lines.map((line) => `  ${line}`)].join('\n'), json: { due } };
}

const UNITS: Readonly<Record<string, string>> = {
  reach: 'cases out of every reach',
  quarantine: 'quarantined records',
  changes: 'changes, messages about them, and webhooks that were never reached',
  'rejected-rows': 'rejected rows',
  'processing-log': 'months',
  'audit-log': 'months',
};

function countOf({ what, count }: DueItem): string {
  return `${count} ${UNITS[what] ?? 'records'}`;
}

/** `ketenzicht retention run`: applies the terms. Exit code 1 says that another run is under way. */
export async function retentionRunCommand(
  database: Database,
  config: Config,
  onProgress: (done: number, total: number) => void,
): Promise<CommandResult> {
  const log: AccessLog = openAccessLog(database, config);
  try {
    return said(await runRetention({ database, log, config, onProgress }));
  } catch (cause) {
    if (!(cause instanceof RetentionRuns)) throw cause;
    return { exitCode: 1, text: cause.message, json: { error: cause.message } };
  }
}

function said({ deleted, unsentMonths }: RetentionReport): CommandResult {
  const lines = Object.entries(deleted).map(([what, count]) => `  ${what}: ${count}`);
  const head = lines.length > 0 ? 'Deleted, with a line for each batch in the audit log:' : 'Nothing is over its term.';
  const kept = unsentMonths.map((month) => `  the processing log of ${month.slice(0, 7)} stays: it was not sent yet`);
  return { exitCode: 0, text: [head, ...lines, ...kept].join('\n'), json: { deleted, unsentMonths } };
}
