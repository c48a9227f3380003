import type { Layout } from '../sources/layout.js';
import type { ByteSource } from './body-bytes.js';
import { csvRows } from './csv-rows.js';
import { checkEncoding, decode } from './decode.js';
import { FileRejected, type InputRow } from './input-row.js';
import { jsonArrayRows } from './json-array-rows.js';
import { ndjsonRows } from './ndjson-rows.js';

/**
 * Reads a file row by row, in a memory that does not grow with the file.
 * @param bytes read through twice: a wrong encoding must show before anything is stored
 * @param onBytes called with the number of bytes read so far
 * @throws FileRejected when the file is empty, of another encoding or of another layout
 */
export async function* readRows(
  bytes: ByteSource,
  layout: Layout,
  onBytes: (read: number) => void = () => {},
): AsyncGenerator<InputRow> {
  await checkEncoding(bytes, layout.file.encoding);
  const chunks = decode(counted(bytes(), onBytes), layout.file.encoding);
  let first = true;
  for await (const row of formatRows(chunks, layout)) {
    if (first && 'row' in row) checkNames(row.row, layout);
    first = first && !('row' in row);
    yield row;
  }
}

/** Rows in batches, behind a place. */
export async function* inBatches(rows: AsyncIterable<InputRow>, size: number, after = 0): AsyncGenerator<InputRow[]> {
  let batch: InputRow[] = [];
  for await (const row of rows) {
    if (row.place <= after) continue;
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function formatRows(chunks: AsyncIterable<string>, layout: Layout): AsyncIterable<InputRow> {
  switch (layout.file.format) {
    case 'csv':
      return csvRows(chunks, layout.file, layout.name);
    case 'ndjson':
      return ndjsonRows(chunks);
    case 'json-array':
      return jsonArrayRows(chunks);
  }
}

/** An object with none of the layout's names comes from another system: better one clear error than a million rows. */
function checkNames(row: Readonly<Record<string, unknown>>, { name, file }: Layout): void {
  if (file.names.some((known) => Object.hasOwn(row, known))) return;
  throw new FileRejected(`The file does not have the layout "${name}": names are missing: ${file.names.join(', ')}.`);
}

async function* counted(bytes: AsyncIterable<Uint8Array>, onBytes: (read: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytes) {
    yield chunk;
    read += chunk.length;
    onBytes(read);
  }
}
