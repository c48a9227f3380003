import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { isAlive, livingPostmaster } from '../../src/database/postmaster-file.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = ['--import', 'tsx', join('test', 'database', 'embedded-process.ts')];

/** What another process got when it opened the embedded database. */
export interface OtherProcess {
  readonly url: string;
  readonly started: boolean;
  readonly error?: string;
  readonly child: ChildProcess;
  /** Lets it end as a program ends. */
  end(): Promise<void>;
  /** `kill -9`. */
  crash(): Promise<void>;
}

/** A new data folder under the system's temporary folder; `private` keeps other users out, as `/root` does. */
export function newFolder(access: 'private' | 'open' = 'open'): string {
  const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-embedded-'));
  if (access === 'open') chmodSync(folder, 0o711);
  return folder;
}

/** Opens the embedded database in another process, which may be started by another program (`setpriv …`). */
export async function inOtherProcess(folder: string, through: string[] = [], path = ''): Promise<OtherProcess> {
  const [command = '', ...rest] = [...through, process.execPath, ...PROGRAM, folder];
  const env = { ...process.env, NODE_OPTIONS: '', PATH: `${path}${process.env.PATH}` };
  const child = spawn(command, rest, { cwd: PROJECT, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const gone = once(child, 'exit');
  const settle = async (act: () => void) => {
    act();
    await gone;
  };
  return {
    ...(JSON.parse(line) as Pick<OtherProcess, 'url' | 'started' | 'error'>),
    child,
    end: () => settle(() => child.stdin.end()),
    crash: () => settle(() => child.kill('SIGKILL')),
  };
}

/** Runs one statement on a server. */
export async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe<Row[]>(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Where a server keeps its data, and the number of its process. */
export async function serverAt(url: string): Promise<{ data: string; pid: number }> {
  const [row] = await ask<{ data_directory: string }>(url, 'show data_directory');
  const data = row?.data_directory ?? '';
  return { data, pid: livingPostmaster(data)?.pid ?? 0 };
}

/** Waits until a process is gone. */
export async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`process ${pid} is still there`);
    await sleep(20);
  }
}
