import { fileURLToPath } from 'node:url';
import { type ProgramEnd, type RunningProgram, startProgram } from '../../support/running-program.js';

/** Starts an example as somebody who copied it would: with words behind its name, and settings in its environment. */
export function startExample(
  name: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
): RunningProgram {
  const program = fileURLToPath(new URL(`../../../src/client/examples/${name}.ts`, import.meta.url));
  return startProgram(['--import', 'tsx', program, ...words], settings);
}

/** Runs an example to its end. */
export function runExample(
  name: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<ProgramEnd> {
  return startExample(name, words, settings).ended;
}
