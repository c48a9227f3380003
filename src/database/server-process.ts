import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from './database-error.js';
import { livingPostmaster } from './postmaster-file.js';
import type { ServerPlace } from './server-place.js';

/** A PostgreSQL that this process started. */
export interface ServerProcess {
  readonly port: number;
  /** Ends the connections and stops the server; settles when it is gone. */
  stop(): Promise<void>;
}

/**
 * The shell that starts PostgreSQL and watches over it. It stops the server when its standard input ends, which
 * the kernel sees to when our process ends in whatever way, `kill -9` included. As the server's parent it can never
 * hit another process that was given the same number.
 */
const WATCH = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
{ read -r _ <&3; kill -INT "$server"; } 2>/dev/null &
guard=$!
wait "$server"
code=$?
kill "$guard" 2>/dev/null
exit "$code"
`;

/** Settings that are the same everywhere. Log lines name no statement and no row: both may hold personal data. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  jit: 'off',
};

const POLL_MS = 10;
const PATIENCE_MS = 60_000;
const PORT_ATTEMPTS = 5;

/**
 * Starts PostgreSQL on a free port of 127.0.0.1 and waits until it answers.
 * @throws DatabaseError with the end of PostgreSQL's own log
 */
export async function startServer(place: ServerPlace, settings: Record<string, string>): Promise<ServerProcess> {
  const log = join(dirname(place.data), 'postgres.log');
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = spawnServer(place, port, settings, log);
    if (await becomesReady(child, place.data)) return { port, stop: () => stopServer(child) };
    const problem = readFileSync(log, 'utf8').trim().split('\n').slice(-4).join('\n');
    // Somebody else may have taken the port since it was chosen.
    if (/could not bind|Address already in use/.test(problem) && attempt < PORT_ATTEMPTS) continue;
    throw new DatabaseError(`The embedded PostgreSQL does not start. The end of ${log}:\n${problem}`);
  }
}

/** Starts PostgreSQL, and nothing more: it may not answer yet, or ever. */
export function spawnServer(
  place: ServerPlace,
  port: number,
  settings: Record<string, string>,
  log: string,
): ChildProcess {
  const output = openSync(log, 'w', 0o600);
  const flags = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = [join(place.binaries, 'bin', 'postgres'), '-D', place.data, '-p', String(port), ...flags];
  try {
    const child = spawn('/bin/sh', ['-c', WATCH, 'ketenzicht-postgres', ...server], {
      ...place.user,
      cwd: '/',
      env: { LC_ALL: 'C' },
      // Away from the terminal: an interrupt there is for us, and we stop the server when we are done with it.
      detached: true,
      stdio: ['pipe', output, output],
    });
    child.on('error', () => undefined);
    child.stdin?.on('error', () => undefined);
    child.unref();
    (child.stdin as Socket | null)?.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

async function becomesReady(child: ChildProcess, data: string): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (child.pid === undefined || hasEnded(child)) return false;
    if (livingPostmaster(data)?.status === 'ready') return true;
    await sleep(POLL_MS);
  }
  await stopServer(child);
  return false;
}

function stopServer(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (hasEnded(child)) return resolve();
    child.ref();
    child.once('exit', () => resolve());
    child.stdin?.end();
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
