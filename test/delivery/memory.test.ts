import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { fileBytes } from '../../src/delivery/body-bytes.js';
import { readRows } from '../../src/delivery/read-rows.js';
import { layoutOf } from '../../src/sources/layouts.js';
import { delivererOf, temporaryFile } from '../support/deliveries.js';

const HEADERS =
  'Dossiernr;V-nummer;Achternaam;Voornamen;Geboortedatum;Nationaliteit;Ingang opvang;Einde opvang;Locatie;Adres;' +
  'Kamer;LSO-besluit;Scenario;Reden uitstroom;Bijzonderheden\r\n';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Reads a generated file through its layout. @returns what is held in memory along the way, in MB */
async function heldAlongTheWay(rows: number, measures: number): Promise<number[]> {
  const path = await temporaryFile('');
  const out = createWriteStream(path);
  out.write(HEADERS);
  for (let row = 0; row < rows; row += 1) {
    const text = `A${row};;Haile;Salma;00-03-1961;Iraanse;10-02-2020;;Locatie 1;Kerkweg ${row};K5;;;;"two\r\nlines"\r\n`;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  const layout = layoutOf(delivererOf('amsterdam.'));
  if (!layout) throw new Error('no layout');
  const held: number[] = [];
  let read = 0;
  for await (const row of readRows(fileBytes(path), layout)) {
    if ('row' in row) layout.translate(row.row);
    read += 1;
    if (read % (rows / measures) !== 0) continue;
    collectGarbage();
    held.push(process.memoryUsage().heapUsed / 1e6);
  }
  expect(read).toBe(rows);
  return held;
}

describe('memory', () => {
  it('does not grow with the number of rows read: 60,000 rows, measured every 10,000', async () => {
    const held = await heldAlongTheWay(60_000, 6);
    // 50,000 rows of 15 values, or their records, would be some 50 MB and more.
    expect(Math.max(...held) - Math.min(...held)).toBeLessThan(10);
  }, 300_000);
});
