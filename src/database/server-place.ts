import { createHash } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseError, errorCode } from './database-error.js';
import { canReach, isRoot, type OsUser, ownerOf, unprivilegedUser } from './os-user.js';
import { postgresBinaries } from './postgres-binaries.js';

/** Where the embedded PostgreSQL keeps its data, where its binaries are, and who runs it. */
export interface ServerPlace {
  /** PostgreSQL's data folder; its parent is ours. */
  readonly data: string;
  /** Folder with `bin`, `lib` and `share`. */
  readonly binaries: string;
  /** Absent: this process's own user. */
  readonly user?: OsUser;
}

/**
 * Chooses the place. As an ordinary user that is `postgres` in the data folder. As root PostgreSQL runs as another
 * user, who may be kept out of the data folder (a project under `/root`): then it is a folder elsewhere that the
 * data folder's path determines, so that the next start finds it again; `postgres-is-in` names it for people.
 * @throws DatabaseError when no folder can be used
 */
export function serverPlace(dataFolder: string, say: (line: string) => void): ServerPlace {
  const { folder } = postgresBinaries();
  const here = join(dataFolder, 'postgres');
  if (!isRoot()) return { data: here, binaries: folder };
  if (existsSync(here)) return placeAt(dataFolder, ownerOf(here));
  const user = unprivilegedUser(say);
  if (canReach(dataFolder, user)) return placeAt(dataFolder, user);
  const elsewhere = folderElsewhere(dataFolder);
  const data = join(elsewhere, 'postgres');
  if (existsSync(data)) return placeAt(elsewhere, ownerOf(data));
  writeFileSync(join(dataFolder, 'postgres-is-in'), `${elsewhere}\n`);
  say(`PostgreSQL's own user may not pass through ${dataFolder}: the database is kept in ${elsewhere}.`);
  return placeAt(elsewhere, user);
}

function placeAt(base: string, user: OsUser): ServerPlace {
  const { folder, version } = postgresBinaries();
  const reachable = canReach(join(folder, 'bin', 'postgres'), user) && canReach(join(folder, 'lib'), user);
  const binaries = reachable ? folder : copyBinaries(folder, join(base, `postgresql-${version}`), user);
  return { data: join(base, 'postgres'), binaries, user };
}

/** Copied under another name first, so that a copy that was cut off is never taken for a whole one. */
function copyBinaries(from: string, to: string, user: OsUser): string {
  if (existsSync(to)) return to;
  const draft = `${to}.${process.pid}`;
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  giveTo(draft, user);
  try {
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
  return to;
}

/** Files that only root may read stay unreadable after copying; the links in between are followed on reading. */
function giveTo(folder: string, user: OsUser): void {
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveTo(path, user);
    else if (entry.isFile()) chownSync(path, user.uid, user.gid);
  }
}

function folderElsewhere(dataFolder: string): string {
  const name = `ketenzicht-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}`;
  const base = ['/var/lib', tmpdir()].find(isWritable);
  if (!base) throw new DatabaseError('Set KETENZICHT_DATA_FOLDER to a folder that every user may pass through.');
  const folder = join(base, name);
  try {
    mkdirSync(folder, { mode: 0o711 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  // In a folder that others may write, somebody else could have been here first.
  const found = lstatSync(folder);
  if (found.isDirectory() && found.uid === 0) return folder;
  throw new DatabaseError(
    `${basename(folder)} in ${base} belongs to another user: remove it, or set KETENZICHT_DATA_FOLDER.`,
  );
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
