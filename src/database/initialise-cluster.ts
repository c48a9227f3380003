import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseError } from './database-error.js';
import type { OsUser } from './os-user.js';
import type { ServerPlace } from './server-place.js';

const FLAGS = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  // The same order of names on every machine, whatever locales it has.
  '--no-locale',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-sync',
  '--no-instructions',
];

/**
 * Makes a new, empty data folder. It is made under another name and then renamed, so that a process that was
 * killed half-way leaves nothing that could be taken for a database.
 * @throws DatabaseError when PostgreSQL cannot make it
 */
export async function initialiseCluster(place: ServerPlace, password: string): Promise<void> {
  const draft = `${place.data}.new-${randomBytes(6).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  removeDrafts(place.data);
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    for (const path of [draft, passwordFile]) giveTo(path, place.user);
    const flags = [...FLAGS, `--pgdata=${draft}`, `--pwfile=${passwordFile}`];
    const options = { ...place.user, cwd: '/', env: { LC_ALL: 'C' } };
    await promisify(execFile)(join(place.binaries, 'bin', 'initdb'), flags, options);
    renameSync(draft, place.data);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new DatabaseError(
      `PostgreSQL cannot make its data folder ${place.data}: ${reason(error)}\n` +
        'Check the rights and the space there, or set KETENZICHT_DATA_FOLDER or DATABASE_URL.',
      { cause: error },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function giveTo(path: string, user: OsUser | undefined): void {
  if (user) chownSync(path, user.uid, user.gid);
}

/** What killed processes left. Called under the start lock, so none of them is in use. */
function removeDrafts(data: string): void {
  const drafts = readdirSync(dirname(data)).filter((name) => name.startsWith(`${basename(data)}.new-`));
  for (const name of drafts) rmSync(join(dirname(data), name), { recursive: true, force: true });
}

function reason(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr || message).trim().split('\n').slice(-3).join(' ');
}
