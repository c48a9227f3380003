import { spreadsheetCell } from '/assets/shared/spreadsheet-cell.js';
import { parquetBytes } from './parquet.js';

/** An answer as CSV (RFC 4180), in UTF-8 with the sign by which spreadsheets know it; no cell is run as a formula. */
function csv({ columns, rows }) {
  const line = (cells) => cells.map((cell) => spreadsheetCell(String(cell ?? ''))).join(',');
  const lines = [line(columns), ...rows.map((row) => line(columns.map((column) => row.get(column))))];
  return `\ufeff${lines.map((each) => `${each}\r\n`).join('')}`;
}

/** The kinds of file that an answer can be saved as. */
export const KINDS = {
  csv: { type: 'text/csv;charset=utf-8', content: async ({ table }) => csv(table) },
  parquet: { type: 'application/vnd.apache.parquet', content: async ({ table }) => parquetBytes(table) },
  json: { type: 'application/json', content: async ({ answer }) => `${JSON.stringify(answer, null, 2)}\n` },
};

/** Lets the browser save an answer; the file is made here, and no other machine sees it. */
export async function save(kind, answer, table, name) {
  const { type, content } = KINDS[kind];
  const address = URL.createObjectURL(new Blob([await content({ answer, table })], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.${kind}`;
  link.click();
  // The browser has begun to read it by the next turn; until then the address must stand.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
