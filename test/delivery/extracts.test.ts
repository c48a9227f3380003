import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FileReport } from '../../src/delivery/deliver.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { deliverExtract, extractNames } from '../support/deliveries.js';

let test: TestDatabase;
const reports = new Map<string, FileReport>();
const again = new Map<string, FileReport>();

beforeAll(async () => {
  test = await testDatabase();
  for (const file of await extractNames()) reports.set(file, await deliverExtract(test.database, file));
});

afterAll(() => test?.close());

const count = async (query: string) =>
  Number((await test.database.admin.unsafe(`select count(*) as n ${query}`))[0]?.n);

const rejected = async (file: string) => {
  const id = reports.get(file)?.deliveryId ?? '';
  const rows = await test.database.admin`
    select place, reason, raw from app.rejected_row where delivery_id = ${id} order by place`;
  return rows as unknown as { place: number; reason: string; raw: string }[];
};

describe('what the agencies deliver', () => {
  it('makes a case of every whole municipal record', async () => {
    expect(await count('from app.case_index')).toBe(400);
    expect(await count('from app.case_key')).toBe(400);
  });

  it.each([
    ['amsterdam.csv', [145, 146, 147, 148, 149]],
    ['rotterdam.json', [33]],
    ['utrecht.csv', [146]],
    ['eindhoven.csv', [2]],
    ['groningen.ndjson', [220]],
    ['ind.ndjson', []],
    ['dtv.csv', []],
    ['avim.ndjson', []],
    ['ngo-de-haven.csv', []],
  ])('%s: rejects exactly the broken rows, each with its place and a reason', async (file, places) => {
    const rows = await rejected(file);
    expect(rows.map(({ place }) => place)).toEqual(places);
    expect(reports.get(file)?.rejected).toBe(places.length);
    for (const { reason, raw } of rows) {
      expect(reason.length).toBeGreaterThan(10);
      for (const value of raw.match(/[\p{Letter}\d]{5,}/gu) ?? []) {
        if (!/^(client|reden|datum|scenario|outflow|reason|persoon|getal|schema)/i.test(value))
          expect(reason).not.toContain(value);
      }
    }
  });

  it('keeps a note that begins like a formula as it is, and gives no file of rejected rows that would run one', async () => {
    const [row] = await test.database.admin`
      select attention from shelter.attention where source_key = 'A90006'`;
    expect(row?.attention).toBe('=HYPERLINK("http://x","klik")\nmet regel');
    const path = reports.get('amsterdam.csv')?.rejectedFile ?? '';
    const text = await readFile(path, 'utf8');
    expect(text.split('\r\n')).toHaveLength(7);
    expect(text).toContain('"146","the departure lies before the arrival"');
  });

  it('quarantines the person who is in no shelter, and the one whose shelter row was rejected: in no answer', async () => {
    const quarantined = await test.database.admin`
      select v_number from app.quarantine where agency = 'IND' order by v_number`;
    expect(quarantined.map((row) => row.v_number)).toEqual(['0563255288', '2999999999']);
    expect(reports.get('ind.ndjson')?.quarantined).toBe(2);
    expect(
      await count('from ind.application a where not exists (select from app.case_index i where i.id = a.case_id)'),
    ).toBe(0);
  });

  it('lets the highest version of a return procedure stand', async () => {
    expect(reports.get('dtv.csv')).toMatchObject({ received: 470, added: 235, superseded: 235 });
    expect(await count("from app.record where agency = 'DTV' and version = 2")).toBe(235);
    // One of them is about the person whose row in eindhoven.csv is rejected.
    expect(await count('from dtv.procedure')).toBe(234);
  });

  it('joins no NGO row without a V-number, but proposes candidates', async () => {
    expect(await count("from app.record where agency = 'GUIDANCE' and v_number is null and case_id is not null")).toBe(
      0,
    );
    expect(await count("from app.quarantine where agency = 'GUIDANCE'")).toBeGreaterThan(100);
    expect(await count('from app.match_candidate')).toBeGreaterThan(100);
    expect(await count('from app.match_candidate where decision is not null')).toBe(0);
  });

  it('folds Groningen events and Utrecht stays into one file a person', async () => {
    expect(await count("from shelter.case_file where organisation = 'groningen'")).toBe(96);
    expect(await count("from shelter.outflow where organisation = 'groningen'")).toBe(36);
    expect(await count("from shelter.case_file where organisation = 'utrecht'")).toBe(115);
    expect(await count("from shelter.stay where organisation = 'utrecht'")).toBe(144);
  });

  it('changes nothing when every file is sent again, and says so', async () => {
    const tables = ['app.record', 'app.case_key', 'app.reach', 'app.consent', 'app.quarantine', 'app.match_candidate'];
    const state = async () =>
      Promise.all(
        [...tables, 'shelter.stay', 'ind.application', 'guidance.trajectory'].map(
          async (table) =>
            (
              await test.database.admin.unsafe(
                `select md5(string_agg(t::text, '|' order by t::text)) as h from ${table} t`,
              )
            )[0]?.h,
        ),
      );
    const before = await state();
    for (const file of await extractNames()) again.set(file, await deliverExtract(test.database, file));
    for (const [file, report] of again) {
      expect({ file, added: report.added, changed: report.changed }).toEqual({ file, added: 0, changed: 0 });
      expect(report.rejected).toBe(reports.get(file)?.rejected);
      const first = reports.get(file) as FileReport;
      expect(report.unchanged).toBe(first.added + first.changed);
    }
    expect(await state()).toEqual(before);
  });
});
