import type { CommandResult } from './command-result.js';

/** Prints a command's result and keeps its exit code. */
export type Finish = (result: CommandResult, json?: boolean) => void;

/** The option that every command has. */
export interface Json {
  readonly json?: boolean;
}
