import type { TransactionSql } from 'postgres';
import { endProcessingActivity } from '../identity/register-activities.js';
import { endWords } from './activities.js';
import type { CommandResult } from './command-result.js';
import type { OpenedParts } from './on-database.js';
import { registerCommand } from './register-command.js';

/**
 * `ketenzicht activity end`: from a moment on nobody is admitted under a version of a processing activity. The operator
 * may end any, also the one under which grants are administered: who holds the owner's connection names the next version.
 * @param at moment in ISO 8601 with its zone; at once when absent
 */
export function activityEndCommand(parts: OpenedParts, uri: string, at?: string): Promise<CommandResult> {
  const run = (sql: TransactionSql) => endProcessingActivity(sql, { uri, at, under: null });
  return registerCommand(parts, { action: 'activity end', about: uri }, run, (activity) => {
    const { partnerKind, purpose, endedAt } = activity;
    const ends = endWords(endedAt, new Date());
    const names = parts.policy.columns.some((column) => column.processingActivity === activity.uri);
    const effect = names
      ? `From then on ${partnerKind}/${purpose} is refused to everybody, also on open subscriptions.`
      : 'The policy does not name this version: nobody is admitted under it as it is.';
    return { text: `${activity.uri}: ${ends}, Dutch time. ${effect}`, json: { activity } };
  });
}
