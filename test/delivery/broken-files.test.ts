import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { deliverText } from '../support/deliveries.js';

const AMSTERDAM =
  'Dossiernr;V-nummer;Achternaam;Voornamen;Geboortedatum;Nationaliteit;Ingang opvang;Einde opvang;Locatie;Adres;' +
  'Kamer;LSO-besluit;Scenario;Reden uitstroom;Bijzonderheden';
const row = (key: string, note = '') => `${key};;Haile;Salma;00-03-1961;Iraanse;10-02-2020;;;;;;;;${note}`;
const amsterdam = (...rows: string[]) => [AMSTERDAM, ...rows, ''].join('\r\n');

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());

const files = async () =>
  (await test.database.admin`select source_key from shelter.case_file order by source_key`).map(
    (found) => found.source_key,
  );

const places = async (deliveryId: string) =>
  (
    await test.database.admin<{ place: number; reason: string }[]>`
      select place, reason from app.rejected_row where delivery_id = ${deliveryId} order by place`
  ).map(({ place, reason }) => [place, reason]);

describe('a file that cannot be read at all stores nothing and says what is wrong', () => {
  it.each([
    ['empty', 'amsterdam', '', 'The file is empty'],
    ['only a byte-order mark', 'amsterdam', '\uFEFF', 'no row of headers'],
    ['another layout', 'amsterdam', 'Dossiernr;V-nummer\r\n1;2\r\n', 'headers are missing: Achternaam, Voornamen'],
    ['another separator', 'amsterdam', amsterdam(row('B1')).replaceAll(';', ','), 'headers are missing'],
    ['no UTF-8', 'amsterdam', Buffer.from(amsterdam(row('B1', 'Beëindigd')), 'latin1'), 'not encoded as utf-8'],
    ['UTF-16', 'amsterdam', Buffer.from(amsterdam(row('B1')), 'utf16le'), 'headers are missing'],
    [
      'UTF-8 for Windows-1252',
      'eindhoven',
      'Nr;Naam;Vnr;Geb.;Nat.;In;Uit;Waar;Scenario;Reden\r\n1;Ö, A;;;;1-1-20;;;;\r\n',
      'not encoded as windows-1252',
    ],
    ['JSON lines for an array', 'rotterdam', '{"client":{}}\n', 'must begin with "["'],
    ['an array for JSON lines', 'groningen', '[{"id":"G1"}]', 'is a JSON array'],
    [
      "another agency's JSON",
      'groningen',
      '{"v":"1234567890","meldplicht":null}\n',
      'does not have the layout "groningen"',
    ],
    ["another agency's array", 'rotterdam', '[{"v":"1234567890"}]', 'does not have the layout "rotterdam"'],
  ])('%s', async (_name, organisation, content, message) => {
    await expect(deliverText(test.database, organisation, content)).rejects.toThrow(message);
    expect(await files()).toEqual([]);
  });
});

describe('a broken row costs itself only', () => {
  it('counts lines as a text editor does, line breaks inside quotes included', async () => {
    const report = await deliverText(
      test.database,
      'amsterdam',
      amsterdam(row('A1', '"two\r\nlines; ""quoted"""'), row('A2').replace('10-02-2020', '31-02-2020'), row('A3')),
    );
    expect(report).toMatchObject({ received: 3, added: 2, rejected: 1 });
    expect(await places(report.deliveryId)).toEqual([[4, '"Ingang opvang" is no existing date']]);
    const [note] = await test.database.admin`select attention from shelter.attention where source_key = 'A1'`;
    expect(note?.attention).toBe('two\r\nlines; "quoted"');
  });

  it('a quote that never closes does not swallow the rows after it', async () => {
    const report = await deliverText(
      test.database,
      'amsterdam',
      amsterdam(row('Q1', '"open'), row('Q2'), row('Q3', '"a"')),
    );
    expect(report).toMatchObject({ added: 2, rejected: 1 });
    expect((await places(report.deliveryId))[0]?.[0]).toBe(2);
  });

  it('a row of two million characters is rejected, the next one stored', async () => {
    const report = await deliverText(
      test.database,
      'amsterdam',
      amsterdam(row('L1', 'x'.repeat(2_000_000)), row('L2')),
    );
    expect(report).toMatchObject({ received: 2, added: 1, rejected: 1 });
    expect(await places(report.deliveryId)).toEqual([[2, 'the row is longer than 1,000,000 characters']]);
  });

  it('a file that is cut off keeps the rows before the cut', async () => {
    const report = await deliverText(test.database, 'amsterdam', amsterdam(row('C1'), row('C2')).slice(0, -12));
    expect(report).toMatchObject({ added: 1, rejected: 1 });
  });

  it('an array: broken, huge and cut-off elements each cost themselves only', async () => {
    const element = (key: string, more = '') =>
      `{"client":{"dossier":"${key}","vnr":null,"naam":{"achternaam":"A, ]}\\"[","voornamen":["B"]},"geboren":null,"nationaliteiten":[]},"verblijf":[],"lso":null,"uitstroom":null${more}}`;
    const text = `[${element('R1')}, ${element('R2').replace('null', 'nul')},${element('R3', `,"x":"${'y'.repeat(1_500_000)}"`)},\n${element('R4')},${element('R5').slice(0, 50)}`;
    const report = await deliverText(test.database, 'rotterdam', text);
    expect(report).toMatchObject({ received: 5, added: 2, rejected: 3 });
    expect((await places(report.deliveryId)).map(([place]) => place)).toEqual([2, 3, 5]);
  });

  it('a character that the database cannot hold is a rejected row, not a failed delivery', async () => {
    const event = (key: string, name: string) =>
      JSON.stringify({ id: key, volgnr: 1, soort: 'aankomst', op: '2020-01-01', persoon: { achternaam: name } });
    const text = [
      event('N1', 'a\0b'),
      '{"id":"N2","volgnr":1,"soort":"aankomst","op":"2020-01-01","persoon":{"achternaam":"\\ud800"}}',
      event('N3', 'Ok'),
    ];
    const report = await deliverText(test.database, 'groningen', `${text.join('\n')}\n`);
    expect(report).toMatchObject({ received: 3, added: 1, rejected: 2 });
  });

  it('gives the rejected rows back in a file that no spreadsheet runs', async () => {
    const bad = row('F1', '=cmd|x').replace('10-02-2020', '@SUM(A1)').replace('Haile', '+1+1');
    const report = await deliverText(test.database, 'amsterdam', amsterdam(bad));
    const text = await readFile(report.rejectedFile ?? '', 'utf8');
    expect(text).toContain("'=cmd");
    expect(text).toContain(";'@SUM");
    expect(text).toContain(";'+1");
    const [kept] = await test.database.admin`select raw from app.rejected_row where delivery_id = ${report.deliveryId}`;
    expect(kept?.raw).toBe(bad);
  });
});
