import { parse } from 'csv-parse/sync';
import type { FileFormat } from '../sources/layout.js';
import { type CsvText, csvTexts } from './csv-texts.js';
import { FileRejected, type InputRow } from './input-row.js';
import { lines } from './lines.js';

/** Rows that are parsed in one go: one by one would cost ten times as much. */
const TOGETHER = 500;

/**
 * Reads CSV under its headers. A quoted line break belongs to its row, and the place is the line the row begins on.
 * A row with a quote that is not closed costs itself only: reading goes on with the next line.
 * @throws FileRejected when a header that the layout needs is missing
 */
export async function* csvRows(
  chunks: AsyncIterable<string>,
  file: FileFormat,
  layoutName: string,
): AsyncGenerator<InputRow> {
  const separator = file.separator ?? ',';
  let headers: readonly string[] | undefined;
  let together: CsvText[] = [];
  for await (const row of csvTexts(lines(chunks), separator)) {
    if (!headers) {
      headers = readHeaders(row, separator, file.names, layoutName);
      continue;
    }
    together.push(row);
    if (together.length < TOGETHER) continue;
    yield* parseRows(together, headers, separator);
    together = [];
  }
  if (!headers) throw new FileRejected('The file has no row of headers.');
  yield* parseRows(together, headers, separator);
}

function readHeaders(
  row: CsvText,
  separator: string,
  needed: readonly string[],
  layoutName: string,
): readonly string[] {
  const headers = row.reason ? [] : (parseTexts([row.raw], separator)[0] ?? []).map((header) => header.trim());
  const missing = needed.filter((name) => !headers.includes(name));
  if (missing.length === 0) return headers;
  throw new FileRejected(
    `The file does not have the layout "${layoutName}": headers are missing: ${missing.join(', ')}. ` +
      `Expected: ${needed.join(separator)}`,
  );
}

function parseTexts(texts: readonly string[], separator: string): string[][] {
  return parse(texts.join('\n'), {
    delimiter: separator,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  });
}

function* parseRows(rows: readonly CsvText[], headers: readonly string[], separator: string): Generator<InputRow> {
  const good = rows.filter((row) => row.reason === undefined);
  const parsed = parseTexts(
    good.map(({ raw }) => raw),
    separator,
  ).values();
  for (const { place, raw, reason } of rows) {
    yield reason === undefined ? inputRow(place, raw, parsed.next().value ?? [], headers) : { place, raw, reason };
  }
}

function inputRow(place: number, raw: string, values: readonly string[], headers: readonly string[]): InputRow {
  if (values.length !== headers.length) {
    const few = values.length < headers.length ? 'too few' : 'too many';
    return { place, raw, reason: `${few} columns: ${values.length}, and the headers are ${headers.length}` };
  }
  return { place, raw, row: Object.fromEntries(headers.map((header, index) => [header, values[index]])) };
}
