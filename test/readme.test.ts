import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from './support/free-port.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
const BLOCK = /```(sh tour|json|text)\n(.*?)```/gs;

/** A step of the tour: what a stranger copies, and what the README says comes out. */
interface Step {
  readonly command: string;
  shows?: { readonly form: string; readonly text: string };
}

const steps: Step[] = [];
for (const [, form = '', text = ''] of readme.matchAll(BLOCK)) {
  const last = steps.at(-1);
  if (form === 'sh tour') steps.push({ command: text });
  else if (last) last.shows = { form, text };
}

let folder: string;
let port: number;
let server: ChildProcess;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-tour-'));
  // As root, PostgreSQL runs as another user, who must be able to pass.
  await chmod(folder, 0o755);
  port = await freePort();
  environment = {
    ...process.env,
    NODE_OPTIONS: '',
    DATABASE_URL: '',
    PORT: String(port),
    HEALTH_PORT: '0',
    KETENZICHT_DATA_FOLDER: folder,
    NPM_CONFIG_UPDATE_NOTIFIER: 'false',
  };
  delete environment.DATABASE_URL;
  server = spawn('npm', ['start'], {
    cwd: PROJECT,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await said(server, 'Ketenzicht answers at');
});

afterAll(async () => {
  if (server.pid && server.exitCode === null) {
    const ended = once(server, 'close');
    process.kill(-server.pid, 'SIGTERM');
    await ended;
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('the tour of the README works as it is copied', () => {
  test('it has its steps', () => {
    expect(steps.filter(({ shows }) => shows).length).toBeGreaterThanOrEqual(8);
  });

  const [prelude, ...rest] = steps;
  test.each(rest.map((step) => [step.command.split('\n').at(-2)?.slice(0, 70), step] as const))(
    '%s',
    async (_name, step) => {
      const out = await run(`${prelude?.command}\n${step.command}`);
      if (step.shows?.form === 'json') expect(withoutTrace(out)).toEqual(withoutTrace(step.shows.text));
      else if (step.shows) expect(out.trim()).toBe(here(step.shows.text).trim());
    },
  );
});

/** Exit code 1 is an answer too: some rows rejected, a field denied. */
async function run(command: string): Promise<string> {
  const child = spawn('bash', ['-c', here(command)], {
    cwd: PROJECT,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const [code] = await once(child, 'close');
  expect([0, 1]).toContain(code);
  return out;
}

/** The same words, on this run's port and in this run's folder. */
function here(text: string): string {
  return text.replaceAll('localhost:4000', `localhost:${port}`).replaceAll('/tmp/', `${folder}/`);
}

function withoutTrace(text: string): unknown {
  return JSON.parse(text, (key, value) => (key === 'traceId' ? '…' : value));
}

/** Waits for words of a process. Its output stays open: it closes when the last process behind it has ended. */
function said(child: ChildProcess, words: string): Promise<void> {
  let heard = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      heard += chunk;
      if (heard.includes(words)) resolve();
    });
    child.once('close', () => reject(new Error(`the server ended without saying "${words}"`)));
  });
}
