import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ProgramEnd, type RunningProgram, startProgram } from '../../support/running-program.js';

const PROGRAM = fileURLToPath(new URL('../../../src/cli/ketenzicht.js', import.meta.url));

/** A folder that is not there: the command must not need one. */
const NO_DATA = join(mkdtempSync(join(tmpdir(), 'ketenzicht-no-data-')), 'none');

/** Starts `ketenzicht` on the machine of an agency: with nothing but its own settings. */
export function startKetenzicht(words: readonly string[], settings: Readonly<Record<string, string>>): RunningProgram {
  return startProgram([PROGRAM, ...words], { KETENZICHT_DATA_FOLDER: NO_DATA, ...settings });
}

/** Runs `ketenzicht` to its end. */
export function runKetenzicht(
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<ProgramEnd> {
  return startKetenzicht(words, settings).ended;
}
