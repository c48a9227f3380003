import { type Config, readConfig } from '../config.js';
import type { Database } from '../database/database.js';
import type { Policy } from '../policy/policy.js';
import type { CommandResult } from './command-result.js';

/** What a command on the database works with. */
export interface OpenedParts {
  readonly database: Database;
  readonly config: Config;
  readonly policy: Policy;
}

/**
 * What runs one of a file's commands on the database of the configuration. That file, and what the database needs, is
 * loaded only then, so that the other commands stay quick.
 */
export function onDatabase<Commands>(load: () => Promise<Commands>) {
  return async (command: (commands: Commands, parts: OpenedParts) => Promise<CommandResult>) => {
    const { withDatabase } = await import('./with-database.js');
    const commands = await load();
    const config = readConfig();
    return withDatabase(config, (database, policy) => command(commands, { database, config, policy }));
  };
}
