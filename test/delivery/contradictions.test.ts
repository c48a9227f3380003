import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { deliverText } from '../support/deliveries.js';
import { amsterdamFile, amsterdamRow, amsterdamRows } from '../support/shelter-rows.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());

const REASON =
  'another row of this delivery has the same key and version and says something else; the first one stands';
const rejected = (id: string) =>
  test.database.admin<{ place: number; reason: string }[]>`
    select place, reason from app.rejected_row where delivery_id = ${id} order by place`.then((rows) =>
    rows.map(({ place, reason }) => [place, reason]),
  );
const noteOf = async (key: string) =>
  (await test.database.admin`select attention from shelter.attention where source_key = ${key}`)[0]?.attention;
const deliver = (...rows: string[]) => deliverText(test.database, 'amsterdam', amsterdamFile(...rows));

describe('two rows of one delivery that contradict each other', () => {
  it('the first one stands, the later one goes back with the reason', async () => {
    const report = await deliver(amsterdamRow('C1', { note: 'one' }), amsterdamRow('C1', { note: 'other' }));
    expect(report).toMatchObject({ received: 2, added: 1, rejected: 1 });
    expect(await rejected(report.deliveryId)).toEqual([[3, REASON]]);
    expect(await noteOf('C1')).toBe('one');
  });

  it('also when a thousand rows and more stand between them', async () => {
    const far = amsterdamRows(1_500, 'F').trimEnd();
    const report = await deliverText(
      test.database,
      'amsterdam',
      `${far}\r\n${amsterdamRow('F1', { note: 'other' })}\r\n`,
    );
    expect(report).toMatchObject({ received: 1_501, added: 1_500, rejected: 1 });
    expect(await rejected(report.deliveryId)).toEqual([[1_502, REASON]]);
  });

  it('are none when they say the same, or when they come in two deliveries: the later one then counts', async () => {
    const same = await deliver(amsterdamRow('S1', { note: 'one' }), amsterdamRow('S1', { note: 'one' }));
    expect(same).toMatchObject({ received: 2, added: 1, rejected: 0 });
    expect(await deliver(amsterdamRow('S1', { note: 'two' }))).toMatchObject({ changed: 1, rejected: 0 });
    expect(await noteOf('S1')).toBe('two');
  });

  it('are none when they have versions: the higher one stands', async () => {
    const header = 'vnummer;geopend;regievoerder;lp_stand;vertrekwijze;versie\n';
    const row = (version: number, stage: string) => `0000000001;2020-01-01;R. A;${stage};;${version}\n`;
    const report = await deliverText(
      test.database,
      'dtv',
      header + row(2, 'afgegeven') + row(1, 'aangevraagd') + row(2, 'geweigerd'),
    );
    expect(report).toMatchObject({ received: 3, added: 1, superseded: 1, rejected: 1 });
  });

  it('of one event are found too: the first one stands', async () => {
    const event = (name: string) =>
      `${JSON.stringify({ id: 'G1', volgnr: 1, soort: 'aankomst', op: '2020-01-01', persoon: { achternaam: name } })}\n`;
    const report = await deliverText(test.database, 'groningen', event('Barry') + event('Bah') + event('Barry'));
    expect(report).toMatchObject({ received: 3, added: 1, rejected: 1 });
    expect((await rejected(report.deliveryId))[0]?.[0]).toBe(2);
  });
});
