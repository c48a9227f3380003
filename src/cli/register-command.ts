import type { TransactionSql } from 'postgres';
import { openAccessLog } from '../audit/access-log.js';
import { operatorChange } from '../audit/logged-change.js';
import { RegisterRefusal } from '../identity/register-refusal.js';
import { GRANTS_CATEGORY, grantActivity } from '../policy/grant-administration.js';
import { type CommandResult, cannot } from './command-result.js';
import type { OpenedParts } from './on-database.js';
import { operatorEntry } from './operator-entry.js';

/** What the audit log says of a change of the registers at the command line. */
export interface RegisterAction {
  /** The command, such as `grant add`. */
  readonly action: string;
  /** What it changes: never a person. */
  readonly about: string;
}

/** Makes a change of the registers and its audit line in one transaction. Exit code 2 says why nothing was changed. */
export async function registerCommand<Value>(
  { database, config, policy }: OpenedParts,
  { action, about }: RegisterAction,
  run: (sql: TransactionSql) => Promise<Value>,
  said: (changed: Value) => Pick<CommandResult, 'text' | 'json'>,
): Promise<CommandResult> {
  const log = openAccessLog(database, config);
  const setting = { database, log, statementTimeoutMs: config.limits.statementTimeoutMs };
  const activity = grantActivity(policy);
  const entry = () => operatorEntry(policy, { action, about, categories: [GRANTS_CATEGORY], activity });
  try {
    const changing = { as: 'register', entry } as const;
    const changed = await operatorChange(setting, changing, async (sql) => ({ value: await run(sql) }));
    return { exitCode: 0, ...said(changed) };
  } catch (cause) {
    if (!(cause instanceof RegisterRefusal)) throw cause;
    const choices = cause.choices.length > 0 ? ` Choose from: ${cause.choices.join(' ')}` : '';
    return cannot(`${cause.message}${choices}`);
  }
}
