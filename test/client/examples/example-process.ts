import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What an example wrote, and how it ended. */
export interface ExampleEnd {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** An example in a process of its own. */
export interface RunningExample {
  readonly process: ChildProcess;
  /** Settles when it has written this, in its output or beside it. @throws Error when it ended without */
  wrote(text: string): Promise<void>;
  readonly ended: Promise<ExampleEnd>;
}

/** Starts an example as somebody who copied it would: with words behind its name, and settings in its environment. */
export function startExample(
  name: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
): RunningExample {
  const program = fileURLToPath(new URL(`../../../src/client/examples/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...words], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  const looks = new Set<() => void>();
  const look = () => {
    for (const one of looks) one();
  };
  for (const [stream, where] of [[child.stdout, 'out'] as const, [child.stderr, 'err'] as const]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said[where] += text;
      look();
    });
  }
  let isOver = false;
  const ended = new Promise<ExampleEnd>((resolve) => {
    child.once('close', (exitCode) => {
      isOver = true;
      look();
      resolve({ exitCode, ...said });
    });
  });
  const wrote = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const seek = () => {
        if (`${said.out}${said.err}`.includes(text)) resolve();
        else if (isOver) reject(new Error(`it ended without saying so: ${said.err}`));
      };
      looks.add(seek);
      seek();
    });
  return { process: child, wrote, ended };
}

/** Runs an example to its end. */
export function runExample(
  name: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<ExampleEnd> {
  return startExample(name, words, settings).ended;
}
