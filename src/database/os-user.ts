import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseError } from './database-error.js';

/** A user of the operating system, in the form in which a child process takes it. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/** True when this process is root, as which PostgreSQL refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Who runs PostgreSQL when we are root: the system user `postgres`, which is made where there is none;
 * where none can be made, `nobody`.
 * @throws DatabaseError when there is no such user either
 */
export function unprivilegedUser(say: (line: string) => void): OsUser {
  const user = findUser('postgres') ?? makeUser('postgres', say) ?? findUser('nobody');
  if (user) return user;
  throw new DatabaseError(
    'PostgreSQL does not run as root, and no user "postgres" could be made. ' +
      'Start as an ordinary user, make a user "postgres", or set DATABASE_URL.',
  );
}

/** The owner of a file or folder. */
export function ownerOf(path: string): OsUser {
  const { uid, gid } = statSync(path);
  return { uid, gid };
}

/** True when the user may pass through every folder on the way to a path, and through or into the path itself. */
export function canReach(path: string, user: OsUser): boolean {
  const { mode, uid, gid } = statSync(path);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  const parent = dirname(path);
  return (mode & bit) !== 0 && (parent === path || canReach(parent, user));
}

function findUser(name: string): OsUser | undefined {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
    );
    return uid && gid ? { uid, gid } : undefined;
  } catch {
    return undefined;
  }
}

function makeUser(name: string, say: (line: string) => void): OsUser | undefined {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name], {
      stdio: 'ignore',
    });
    say(`PostgreSQL does not run as root: made the system user "${name}" for it.`);
  } catch {
    return undefined;
  }
  return findUser(name);
}
