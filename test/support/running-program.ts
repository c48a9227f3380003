import { type ChildProcess, spawn } from 'node:child_process';

/** What a program wrote, and how it ended. */
export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** A program in a process of its own. */
export interface RunningProgram {
  readonly process: ChildProcess;
  /** Settles when so many lines that it wrote have these words, in its output or beside it. @throws Error when it ended without */
  wrote(words: string | RegExp, times?: number): Promise<void>;
  readonly ended: Promise<ProgramEnd>;
}

/** Starts a program of Node's, with nothing in its environment but these settings. */
export function startProgram(words: readonly string[], settings: Readonly<Record<string, string>>): RunningProgram {
  const child = spawn(process.execPath, words, {
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
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('close', (exitCode) => {
      isOver = true;
      look();
      resolve({ exitCode, ...said });
    });
  });
  const wrote = (words: string | RegExp, times = 1) =>
    new Promise<void>((resolve, reject) => {
      const seek = () => {
        const found = `${said.out}${said.err}`
          .split('\n')
          .filter((line) => (typeof words === 'string' ? line.includes(words) : words.test(line))).length;
        if (found >= times) resolve();
        else if (isOver) reject(new Error(`it ended without saying so: ${said.out}${said.err}`));
      };
      looks.add(seek);
      seek();
    });
  return { process: child, wrote, ended };
}
