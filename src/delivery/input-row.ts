import type { Row } from '../sources/layout.js';

/** One row of a file, read but not yet translated. `place` is what the deliverer finds it by. */
export type InputRow = GoodRow | BrokenRow;

/** A row that could be read. */
export interface GoodRow {
  /** Physical line as a text editor numbers it (CSV, NDJSON), or number of the element (JSON array); from 1. */
  readonly place: number;
  /** The row as it stands in the file. */
  readonly raw: string;
  readonly row: Row;
}

/** A row that could not be read, with the reason. */
export interface BrokenRow {
  readonly place: number;
  readonly raw: string;
  readonly reason: string;
}

/** Longest row, in characters. A longer one is rejected without being held in memory. */
export const LONGEST_ROW = 1_000_000;

/** How much of a row too long is kept with its rejection. */
export const KEPT_OF_LONG_ROW = 200;

/** The reason given for a row that is too long. */
export const TOO_LONG = `the row is longer than ${LONGEST_ROW.toLocaleString('en')} characters`;

/** A file that cannot be read at all: nothing of it is stored. The message is for the deliverer. */
export class FileRejected extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'FileRejected';
  }
}
