import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.js';

/** The server of the tests' shared store; undefined where neither Redis nor Valkey is installed. */
export const STORE_PROGRAM = ['valkey-server', 'redis-server'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
);

/** A Redis or Valkey of a test's own, which it may stop and start. */
export interface SharedStore {
  readonly url: string;
  start(): Promise<void>;
  /** Ends it as a power failure does. */
  kill(): Promise<void>;
}

/** A store on a port that was free a moment ago; nothing of it is kept on disk. Start it. */
export async function sharedStore(program: string): Promise<SharedStore> {
  const port = await freePort();
  let running: ReturnType<typeof spawn> | undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      const child = spawn(program, settings, { stdio: ['ignore', 'pipe', 'ignore'] });
      running = child;
      for await (const text of child.stdout) {
        if (String(text).includes('eady to accept connections')) break;
      }
    },
    async kill() {
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const gone = once(running, 'exit');
      running.kill('SIGKILL');
      await gone;
    },
  };
}
