import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, errorCode } from './database-error.js';
import { isAlive } from './postmaster-file.js';

const POLL_MS = 25;
const PATIENCE_MS = 60_000;

/**
 * Runs a task while no other process runs one under the same lock file. A lock whose process is gone is taken over.
 * @throws DatabaseError when another process keeps the lock for a minute
 */
export async function withStartLock<Result>(path: string, task: () => Promise<Result>): Promise<Result> {
  const mine = `${process.pid} ${randomBytes(8).toString('hex')}\n`;
  const deadline = Date.now() + PATIENCE_MS;
  while (!takeLock(path, mine)) {
    if (Date.now() > deadline) {
      throw new DatabaseError(
        `Another process has been starting the database for a minute. If none is, remove ${path}.`,
      );
    }
    await sleep(POLL_MS);
  }
  try {
    return await task();
  } finally {
    if (readLock(path) === mine) rmSync(path, { force: true });
  }
}

function takeLock(path: string, mine: string): boolean {
  const held = readLock(path);
  if (held !== undefined) {
    if (!isAlive(Number(held.split(' ')[0]))) removeStale(path, held);
    return false;
  }
  const draft = `${path}.${mine.trim().replace(' ', '.')}`;
  try {
    writeFileSync(draft, mine, { mode: 0o600 });
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two waiters may see the same stale lock: what was moved away is looked at again, and put back if it is a new one. */
function removeStale(path: string, stale: string): void {
  const moved = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, moved);
    if (readLock(moved) !== stale) linkSync(moved, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  } finally {
    rmSync(moved, { force: true });
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
