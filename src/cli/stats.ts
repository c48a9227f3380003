import type { Database } from '../database/database.js';
import { type RefreshOptions, refreshFacts } from '../statistics/facts/refresh.js';
import type { CommandResult } from './command-result.js';

/** `ketenzicht stats refresh`: counts what changed since the last time, or with `--full` everything. */
export async function statsRefreshCommand(database: Database, options: RefreshOptions): Promise<CommandResult> {
  const report = await refreshFacts(database, options);
  const { cases, added, changed, removed } = report;
  const text =
    cases === 0
      ? 'The statistics are up to date.'
      : `Cases counted: ${cases}; facts added ${added}, changed ${changed}, removed ${removed}.`;
  return { exitCode: 0, text, json: report };
}
