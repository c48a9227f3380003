import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonSchema } from '../../sources/live/row-schema.js';

/** What an example agency can be made to do wrong. */
export const FAULTS = [
  'none',
  'slow',
  'hang',
  'error',
  'refuse',
  'garbage',
  'stranger',
  'types',
  'twice',
  'keyless',
  'withhold',
  'repeat',
  'crowd',
  'half',
  'huge',
  'redirect',
  'clock-ahead',
  'clock-behind',
  'expired-certificate',
] as const;

/** One thing that an example agency does wrong. */
export type Fault = (typeof FAULTS)[number];

/** Answers later than that are slow. Milliseconds. */
const SLOW_MS = 300;
/** So often a person is repeated; so many empty records make a crowd. */
const REPEATS = 1_000;
const CROWD = 500_000;
const CHUNK = Buffer.alloc(1_000_000, ' ');

/** Answers with these records, or wrongly. */
export async function answerWith(
  fault: Fault,
  response: ServerResponse,
  records: readonly JsonSchema[],
): Promise<void> {
  if (fault === 'hang') return;
  if (fault === 'slow') await sleep(SLOW_MS);
  if (fault === 'error') return end(response, 500, { error: 'SERVER' });
  if (fault === 'refuse') return end(response, 403, { error: 'REFUSED' });
  if (fault === 'redirect') return void response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end();
  response.writeHead(200, { 'content-type': 'application/json' });
  const text = JSON.stringify({ records: changed(fault, records) });
  if (fault === 'garbage') return void response.end('<html>It works!</html>');
  if (fault === 'half') return half(response, text);
  if (fault === 'huge') return pour(response);
  response.end(text);
}

/** Ends a request with a status and a JSON body. */
export function end(response: ServerResponse, status: number, body: JsonSchema): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function changed(fault: Fault, records: readonly JsonSchema[]): readonly unknown[] {
  if (fault === 'stranger') return [...records, ...records.map((record) => ({ ...record, vNumber: '9999999999' }))];
  if (fault === 'types') return records.map(withWrongTypes);
  if (fault === 'twice') return records.map((record) => withRows(record, (rows) => [...rows, ...rows]));
  if (fault === 'keyless') {
    return records.map((record) => withRows(record, (rows) => rows.map(({ recordKey: _, ...row }) => row)));
  }
  if (fault === 'withhold') return records.map(({ vNumber }) => ({ vNumber }));
  if (fault === 'repeat') return records.flatMap((record) => Array(REPEATS).fill(record));
  if (fault === 'crowd') return Array(CROWD).fill({});
  return records;
}

/** Each row gets a number where a text or a date should be, and a field that nobody asked for. */
function withWrongTypes(record: JsonSchema): JsonSchema {
  const wrong = (row: JsonSchema) => ({
    ...Object.fromEntries(Object.entries(row).map(([field, value]) => [field, field.endsWith('Key') ? value : 12.5])),
    shoeSize: 43,
  });
  return withRows(record, (rows) => rows.map(wrong));
}

function withRows(record: JsonSchema, change: (rows: readonly JsonSchema[]) => readonly JsonSchema[]): JsonSchema {
  return Object.fromEntries(
    Object.entries(record).map(([name, rows]) => [name, Array.isArray(rows) ? change(rows) : rows]),
  );
}

function half(response: ServerResponse, text: string): void {
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
}

/** Ten gigabytes, or until nobody reads any more. */
async function pour(response: ServerResponse): Promise<void> {
  response.on('error', () => undefined);
  for (let count = 0; count < 10_000 && !response.destroyed; count += 1) {
    if (response.write(CHUNK)) continue;
    await new Promise<void>((resolve) => {
      response.once('drain', resolve);
      response.once('close', resolve);
    });
  }
  response.end();
}
