import { isRow } from '../sources/layout-fields.js';
import { FileRejected, type InputRow, TOO_LONG } from './input-row.js';
import { lines } from './lines.js';

/**
 * Reads one JSON object a line. A line that is none is a broken row; the others stand.
 * @throws FileRejected when the file is a JSON array
 */
export async function* ndjsonRows(chunks: AsyncIterable<string>): AsyncGenerator<InputRow> {
  let first = true;
  for await (const { number, text, tooLong } of lines(chunks)) {
    const raw = text.trim();
    if (raw === '') continue;
    if (first && raw.startsWith('['))
      throw new FileRejected('The file is a JSON array; one JSON object a line is expected.');
    first = false;
    yield tooLong ? { place: number, raw, reason: TOO_LONG } : parseObject(number, raw);
  }
}

/** Parses one JSON object into a row, or says why it is none. */
export function parseObject(place: number, raw: string): InputRow {
  try {
    const row: unknown = JSON.parse(raw);
    if (isRow(row)) return { place, raw, row };
    return { place, raw, reason: 'the row is not a JSON object' };
  } catch {
    // The parser's own message quotes the text, and with it a person.
    return { place, raw, reason: 'the row is not valid JSON, or is cut off' };
  }
}
