import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../../src/cli/ketenzicht.js', import.meta.url));

/** How the command ended, and what it wrote. */
export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command in a process of its own. */
export interface RunningCommand {
  readonly process: ChildProcess;
  /** Settles when so many lines of its output match. @throws Error when it ended without */
  wrote(pattern: RegExp, times?: number): Promise<void>;
  readonly ended: Promise<Ended>;
}

/** A folder where nothing is kept: the command must not need one. */
const NO_DATA = join(mkdtempSync(join(tmpdir(), 'ketenzicht-no-data-')), 'none');

/** Starts `ketenzicht` on the machine of an agency: with nothing but its own settings. */
export function startKetenzicht(words: readonly string[], settings: Readonly<Record<string, string>>): RunningCommand {
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    env: { PATH: process.env.PATH, KETENZICHT_DATA_FOLDER: NO_DATA, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  const looks = new Set<() => void>();
  const look = () => {
    for (const one of looks) one();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
    look();
  });
  let isOver = false;
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (exitCode) => {
      isOver = true;
      look();
      resolve({ exitCode, ...said });
    });
  });
  const wrote = (pattern: RegExp, times = 1) =>
    new Promise<void>((resolve, reject) => {
      const seek = () => {
        const found = `${said.out}${said.err}`.split('\n').filter((line) => pattern.test(line)).length;
        if (found >= times) resolve();
        else if (isOver) reject(new Error(`it ended without saying so: ${said.out}${said.err}`));
      };
      looks.add(seek);
      seek();
    });
  return { process: child, wrote, ended };
}

/** Runs `ketenzicht` to its end. */
export function runKetenzicht(words: readonly string[], settings: Readonly<Record<string, string>>): Promise<Ended> {
  return startKetenzicht(words, settings).ended;
}
