import type { Config } from '../config.js';
import { type Database, openDatabase } from '../database/database.js';
import { type Grants, migrate } from '../database/migrate.js';
import type { Register } from '../database/register.js';

/** What a command prints to: lines for people, or one JSON value with `--json`. */
export interface MigrateOutput {
  readonly json: boolean;
  print(line: string): void;
}

/**
 * `ketenzicht migrate`: brings the database of the configuration up to date, then closes it.
 * @param grants those of `policy/database-grants.ts`
 * @throws DatabaseError that says which setting to look at
 */
export async function migrateCommand(
  config: Config,
  grants: Grants,
  register: (database: Database) => Register,
  output: MigrateOutput,
): Promise<void> {
  const database = await openDatabase(config);
  try {
    await migrate(database, grants, register(database));
  } finally {
    await database.close();
  }
  const { embedded } = database;
  const organisations = config.organisations.length;
  if (output.json) return output.print(JSON.stringify({ migrated: true, embedded, organisations }));
  output.print(
    `${embedded ? 'The embedded database' : 'The database of DATABASE_URL'} is up to date; ${organisations} organisations are registered.`,
  );
}
