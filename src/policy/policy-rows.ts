import { parse } from 'csv-parse/sync';
import { PolicyError } from './policy-error.js';

/** A line of the policy file: its number, and its cells as they stand between the commas. */
export interface PolicyRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The policy file cut into rows; nothing is judged yet but its shape. */
export interface PolicyRows {
  readonly version: string;
  readonly head: PolicyRow;
  readonly rows: readonly PolicyRow[];
}

const VERSION = /^# *version: *(\d{4}-\d{2}-\d{2}\.\d+) *$/;

/**
 * Cuts the text into rows of as many cells as there are headings.
 * @throws PolicyError when the version line or the headings are missing, a row is short or long, or the CSV is broken
 */
export function readRows(text: string): PolicyRows {
  const version = VERSION.exec(text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '')?.[1];
  if (!version) throw new PolicyError('must begin with the version, as in "# version: 2026-11-23.1"', 1);
  const [head, ...rows] = cutRows(text);
  if (!head) throw new PolicyError('has no line with headings: category,covers,KIND/PURPOSE,…');
  for (const row of rows) checkLength(row, head);
  return { version, head, rows };
}

/**
 * Cuts CSV into rows; lines that begin with `#` are for people.
 * @param file which file, as people call it
 * @throws PolicyError when it is not CSV
 */
export function cutRows(text: string, file?: string): PolicyRow[] {
  const options = { bom: true, comment: '#', comment_no_infix: true, info: true, relax_column_count: true, trim: true };
  try {
    const found = parse(text, { ...options, skip_empty_lines: true }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return found.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (cause) {
    const { lines } = cause as { readonly lines?: number };
    throw new PolicyError('is not CSV: look for a quote that is open or too many', lines, undefined, file);
  }
}

function checkLength(row: PolicyRow, head: PolicyRow): void {
  if (row.cells.length < head.cells.length) {
    throw new PolicyError(
      'the cell is missing; every row has a cell for every column',
      row.line,
      head.cells[row.cells.length],
    );
  }
  if (row.cells.length > head.cells.length) {
    throw new PolicyError(`has ${row.cells.length} cells; there are ${head.cells.length} columns`, row.line);
  }
}
