import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './database-error.js';

/** What PostgreSQL writes into `postmaster.pid` of its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready` or `stopping`; empty in the first moments. */
  readonly status: string;
}

/** Line numbers of `postmaster.pid`, from zero. */
const PORT_LINE = 3;
const STATUS_LINE = 7;

/** The server that runs on a data folder now; a file that a crash left behind does not count. */
export function livingPostmaster(data: string): Postmaster | undefined {
  const postmaster = readPostmaster(data);
  return postmaster && isServerOf(postmaster.pid, data) ? postmaster : undefined;
}

/**
 * Removes the file of a server that is gone when its process number now belongs to somebody else: PostgreSQL would
 * take that process for itself and refuse to start. A number that belongs to nobody is left to PostgreSQL, which
 * also waits for what the crashed server may have left running.
 */
export function clearStalePostmaster(data: string): void {
  const postmaster = readPostmaster(data);
  if (postmaster && isAlive(postmaster.pid) && !isServerOf(postmaster.pid, data)) rmSync(join(data, 'postmaster.pid'));
}

/** True while a process with this number exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function readPostmaster(data: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[PORT_LINE] ?? 0), status: (lines[STATUS_LINE] ?? '').trim() };
}

function isServerOf(pid: number, data: string): boolean {
  const words = commandOf(pid);
  return /\/postgres\b/.test(words) && words.includes(` ${data} `);
}

/** The words of a process's command between spaces; empty when there is no such process. */
function commandOf(pid: number): string {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    return ` ${command.trim()} `;
  } catch {
    return '';
  }
}
