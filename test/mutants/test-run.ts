import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a run of tests found. */
export type Found =
  | { readonly kind: 'green' }
  | { readonly kind: 'failed'; readonly test: string }
  | { readonly kind: 'broken'; readonly output: string };

/** How tests are run. */
export interface RunSettings {
  readonly seed: number;
  readonly runs: number;
  readonly limitMs: number;
}

/** The heading that Jest gives a test that failed, and what it calls a file that it could not run. */
const FAILED = /^\s*● (.+)$/m;
const UNREADABLE = 'Test suite failed to run';

/** Runs the tests whose paths begin so, in a copy of the project, and stops at the first file that fails. */
export async function runTests(folder: string, paths: readonly string[], settings: RunSettings): Promise<Found> {
  const { code, said, isOver } = await jest(folder, [...paths, '--bail', '--runInBand'], settings);
  if (code === 0) return { kind: 'green' };
  if (isOver) return { kind: 'broken', output: `It took more than ${settings.limitMs / 1000} seconds.` };
  const test = FAILED.exec(said)?.[1];
  if (!test || test.includes(UNREADABLE)) return { kind: 'broken', output: said.slice(-3000) };
  return { kind: 'failed', test };
}

interface Ended {
  readonly code: number | null;
  readonly said: string;
  /** Whether it was told to end because its time was over. */
  readonly isOver: boolean;
}

function jest(folder: string, args: readonly string[], { seed, runs, limitMs }: RunSettings): Promise<Ended> {
  const child = spawn(process.execPath, [join(folder, 'node_modules/jest/bin/jest.js'), ...args], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_OPTIONS: '--experimental-vm-modules',
      SEED: String(seed),
      RUNS: String(runs),
      STOP_AT_FAILURE: 'yes',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  // The tests' own server stops with the process that is told to end.
  let isOver = false;
  const limit = setTimeout(() => {
    isOver = child.kill('SIGTERM');
  }, limitMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ code, said, isOver });
    });
  });
}
