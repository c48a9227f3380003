/** Writes a text as a quoted CSV cell that no spreadsheet runs as a formula, whatever separator it assumes. */
export function spreadsheetCell(text: string): string;
