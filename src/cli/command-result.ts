/** What a command leaves behind: words for people, the same as a value for `--json`, and the exit code. */
export interface CommandResult {
  /** 0 done, 1 the answer is no or there are problems, 2 the question cannot be answered. */
  readonly exitCode: 0 | 1 | 2;
  readonly text: string;
  readonly json: unknown;
}

/** The question cannot be answered, and why. */
export function cannot(text: string): CommandResult {
  return { exitCode: 2, text, json: { error: text } };
}
