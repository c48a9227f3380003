// Plain JavaScript with its type beside it: the explorer's page loads this very file, so that the rule stands once.

// What a spreadsheet may take for a formula, at the start of a cell, or after something that some locale's
// spreadsheet takes for the start of one.
const FORMULA = /(^|[;,\t\r\n|"'])(\s*)([=+\-@])/g;

/**
 * Writes a text as a quoted CSV cell that no spreadsheet runs as a formula, whatever separator it assumes. An
 * apostrophe goes before each sign that could begin one; the text itself is kept exactly in the database.
 */
export function spreadsheetCell(text) {
  return `"${text.replace(FORMULA, "$1$2'$3").replaceAll('"', '""')}"`;
}
