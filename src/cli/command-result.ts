/**
 * How a command ends: 0 done; 1 the answer is no, or there are findings; 2 the question cannot be answered; 3 it waits
 * for somebody to confirm it; 75 not now, try again later (`EX_TEMPFAIL` of sysexits.h).
 */
export type ExitCode = 0 | 1 | 2 | 3 | 75;

/** What a command leaves behind: words for people, the same as a value for `--json`, and the exit code. */
export interface CommandResult {
  readonly exitCode: ExitCode;
  readonly text: string;
  readonly json: unknown;
}

/** The question cannot be answered, and why. */
export function cannot(text: string): CommandResult {
  return { exitCode: 2, text, json: { error: text } };
}
