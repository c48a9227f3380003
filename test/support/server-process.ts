import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testConfig } from './config.js';
import { freePort } from './free-port.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the program lies, and as whom it runs; the project and this user when absent. */
export interface Installed {
  readonly project?: string;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** A server in a process of its own, as an operator starts it. */
export interface ServerProcess {
  readonly process: ChildProcess;
  readonly url: string;
  /** Asks a health check until it answers with this status. @throws Error when the process ended */
  says(check: 'live' | 'ready', status: number): Promise<unknown>;
  /** All that it wrote, to both outputs. */
  said(): string;
  /** Settles when it has written these words. @throws Error when it ended without */
  wrote(words: RegExp): Promise<void>;
  readonly healthUrl: string;
  /** Ends it as a power failure does, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
}

/**
 * Starts `ketenzicht serve`, and waits until it answers.
 * @param databaseUrl a database of the tests; undefined for the embedded one, with the demo's data
 */
export async function startServerProcess(
  databaseUrl: string | undefined,
  dataFolder: string,
  settings: Readonly<Record<string, string>> = {},
  { project = PROJECT, user = undefined }: Installed = {},
): Promise<ServerProcess> {
  const [port, healthPort] = [await freePort(), await freePort()];
  const child = spawnServer({ databaseUrl, dataFolder, ports: { port, healthPort }, settings }, { project, user });
  const { gone, wrote, said } = heard(child);
  await wrote(/POST http/);
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async () => {
    child.kill(signal);
    await gone;
  };
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    healthUrl: `http://127.0.0.1:${healthPort}`,
    says: healthOf(healthPort, said),
    said,
    wrote,
    kill: end('SIGKILL'),
    stop: end('SIGTERM'),
  };
}

interface Started {
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly ports: { readonly port: number; readonly healthPort: number };
  readonly settings: Readonly<Record<string, string>>;
}

function spawnServer({ databaseUrl, dataFolder, ports, settings }: Started, { project = PROJECT, user }: Installed) {
  return spawn(process.execPath, [join(project, 'src/cli/ketenzicht.js'), 'serve'], {
    ...user,
    cwd: project,
    env: {
      PATH: process.env.PATH,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      KETENZICHT_DATA_FOLDER: dataFolder,
      KETENZICHT_SECRET: Buffer.from(testConfig().secret).toString(),
      PORT: String(ports.port),
      HEALTH_PORT: String(ports.healthPort),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function healthOf(port: number, said: () => string): ServerProcess['says'] {
  const ended = (cause: unknown) => Promise.reject(new Error(`the server ended: ${said()}`, { cause }));
  return async (check, status) => {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/health/${check}`).catch(ended);
      const body: unknown = await answer.json();
      if (answer.status === status) return body;
    }
  };
}

/** What a process says; when it answers, and when it is gone. */
function heard(child: ChildProcess) {
  const gone = new Promise<void>((exited) => child.once('exit', () => exited()));
  let said = '';
  let isOver = false;
  const looks = new Set<() => void>();
  const look = () => {
    for (const one of looks) one();
  };
  const listen = (text: unknown) => {
    said += String(text);
    look();
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  void gone.then(() => {
    isOver = true;
    look();
  });
  const wrote = (words: RegExp) =>
    new Promise<void>((found, failed) => {
      const seek = () => {
        if (words.test(said)) found();
        else if (isOver) failed(new Error(`the server ended: ${said}`));
      };
      looks.add(seek);
      seek();
    });
  return { gone, wrote, said: () => said };
}
