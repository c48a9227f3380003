/** A number of people under disclosure control, with what it counts. */
export interface Counted {
  /** What is counted, in words. */
  readonly label: string;
  /** Null where the cell is protected: that is not 0, and is never shown as 0. */
  readonly count: number | null;
  /** Part of the total, 0 to 1; null where it is protected or there is none. */
  readonly share?: number | null;
  readonly medianDays?: number | null;
}

/** A table of numbers that can be downloaded. */
export interface CountedTable {
  readonly title: string;
  readonly rows: readonly Counted[];
}

/**
 * Tables as a file that spreadsheets read (RFC 4180). A protected cell says so in words.
 * @param headings of the table's title, what is counted, the number and the share
 */
export function asCsv(tables: readonly CountedTable[], headings: readonly string[], suppressed: string): string {
  const rows = tables.flatMap(({ title, rows: counted }) =>
    counted.map(({ label, count, share }) => [title, label, count ?? suppressed, share ?? '']),
  );
  return [headings, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
