import { CONNECTION_SETTINGS_HELP, readConnectionSettings } from '../../model/connection-settings.js';
import { type Connection, connectionFrom, RequestFailed, SettingsError, TryLater } from '../index.js';

/** What an example is given to work with. */
export interface Given {
  /** What stands behind its name on the command line. */
  readonly words: readonly string[];
  /** Where it asks, and as whom. */
  readonly connection: Connection;
}

/** A program that was started wrongly; the text says how to start it. */
export class UsageError extends Error {}

/** All went well. */
export const DONE = 0;
/** Refused, or started wrongly: trying again does not help. */
export const REFUSED = 1;
/** Not now: a scheduler may try again later (`EX_TEMPFAIL` of sysexits.h). */
export const LATER = 75;

const EXIT_CODES = `
Exit codes: 0 done, 1 refused or started wrongly, 75 no answer now: try again later.
`;

/** Runs an example: shows its help, gives it its connection, and makes of a failure a line and an exit code. */
export async function runExample(help: string, work: (given: Given) => Promise<number>): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes('--help')) return print(`${help.trim()}\n\n${CONNECTION_SETTINGS_HELP}\n${EXIT_CODES.trimEnd()}`);
  try {
    process.exitCode = await work({ words, connection: await connectionFrom(readConnectionSettings(process.env)) });
  } catch (error) {
    if (!(error instanceof RequestFailed || error instanceof UsageError || error instanceof SettingsError)) throw error;
    tell(error instanceof RequestFailed ? error.describe() : `USAGE: ${error.message}`);
    process.exitCode = error instanceof TryLater ? LATER : REFUSED;
  }
}

/** Settles when the line has left this program: what comes after it may count on it. */
export function print(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

/** Says something to who runs the program, beside its output. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
