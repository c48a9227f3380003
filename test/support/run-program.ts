import { runProgram } from '../../src/cli/program.js';

/** What a command answered. */
export interface CommandAnswer {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process and keeps what it writes. */
export async function run(...words: string[]): Promise<CommandAnswer> {
  let [out, err] = ['', ''];
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const exitCode = await runProgram(words, { serveParts: async () => ({}) }, terminal);
  return { exitCode, out, err };
}
