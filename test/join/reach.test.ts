import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fillReach } from '../../src/database/fill-reach.js';
import { asDelivery } from '../../src/delivery/as-delivery.js';
import { storeRecords } from '../../src/delivery/store.js';
import { CaseChanges } from '../../src/join/case-changes.js';
import { refreshCases } from '../../src/join/reach.js';
import type { PartValues, SourceRecord } from '../../src/sources/source-record.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await test.database.admin`
    update app.organisation set valid_from = '2019-01-01', valid_until = '2020-06-30' where code = 'ngo-de-haven'`;
});
afterAll(() => test?.close());

let numbers = 0;

const base = (agency: SourceRecord['agency'], organisation: string, vNumber: string) => ({
  agency,
  organisation,
  sourceKey: vNumber,
  version: 0,
  recordedAt: null,
  identifiers: { vNumber, nameKey: null, birthDate: null, nationalities: [] },
});

const file = (
  organisation: string,
  vNumber: string,
  arrivedAt: string | null,
  plan: PartValues[] = [],
): SourceRecord => ({
  ...base('SHELTER', organisation, vNumber),
  opensCase: true,
  parts: {
    caseFile: [{ status: 'IN_GUIDANCE', municipality: organisation.toUpperCase(), arrivedAt, leftAt: null }],
    plan,
  },
});

const guidance = (organisation: string, vNumber: string, startedAt: string | null): SourceRecord => ({
  ...base('GUIDANCE', organisation, vNumber),
  opensCase: false,
  parts: { trajectory: [{ phase: 'GUIDANCE', startedAt }] },
});

const dossier = (vNumber: string): SourceRecord => ({
  ...base('IND', 'ind', vNumber),
  opensCase: false,
  parts: { application: [{ recordKey: 'Z', kind: 'REGULAR', state: 'SUBMITTED' }] },
});

/** Stores records of one new person. */
async function person(make: (vNumber: string) => SourceRecord[]): Promise<string> {
  numbers += 1;
  const vNumber = String(numbers).padStart(10, '0');
  await storeRecords(test.database, make(vNumber));
  const [found] = await test.database.admin`select id from app.case_key where v_number = ${vNumber}`;
  return String(found?.id);
}

const seenBy = async (caseId: string) =>
  (await test.database.admin`select organisation from app.reach where case_id = ${caseId} order by 1`).map(
    (row) => row.organisation,
  );

const participation = async (caseId: string, organisation: string, begunAt: string | null, endedAt: string | null) => {
  await test.database.admin`
    insert into app.participation (case_id, organisation, begun_at, ended_at, recorded_by)
    values (${caseId}, ${organisation}, ${begunAt}, ${endedAt}, 'amsterdam')`;
  await test.database.admin.begin((sql) => refreshCases(sql, [caseId], new CaseChanges()));
};

/** What reach repeats of the case index: one row, where all organisations have the same. */
const copiesIn = async (caseId: string) =>
  (
    await test.database.admin`
      select distinct arrived_at::text, left_at::text, status, municipality from app.reach where case_id = ${caseId}`
  ).map((row) => ({ ...row }));

const DECIDED: PartValues[] = [{ scenario: 'RETURN', decidedAt: '2020-01-01' }];

describe('for whom a case exists', () => {
  it('before the case table decides: the municipality alone', async () => {
    expect(await seenBy(await person((v) => [file('amsterdam', v, '2020-01-01')]))).toEqual(['amsterdam']);
  });

  it('from its decision on: the national agencies too', async () => {
    const id = await person((v) => [file('amsterdam', v, '2020-01-01', DECIDED)]);
    expect(await seenBy(id)).toEqual(['amsterdam', 'avim', 'dtv', 'ind']);
  });

  it('a scenario without a day of decision, or with a day to come, brings nobody in', async () => {
    const undated = await person((v) => [file('amsterdam', v, null, [{ scenario: 'RETURN', decidedAt: null }])]);
    expect(await seenBy(undated)).toEqual(['amsterdam']);
    const future = await person((v) => [file('amsterdam', v, null, [{ scenario: 'RETURN', decidedAt: '2999-01-01' }])]);
    expect(await seenBy(future)).toEqual(['amsterdam']);
  });

  it('an agency whose own source holds the person; the others do not come along', async () => {
    const id = await person((v) => [file('amsterdam', v, '2020-01-01'), dossier(v)]);
    expect(await seenBy(id)).toEqual(['amsterdam', 'ind']);
  });

  it('each municipality that has a file; the newest arrival is what the index shows', async () => {
    const id = await person((v) => [file('utrecht', v, '2020-05-01'), file('amsterdam', v, '2020-01-01')]);
    expect(await seenBy(id)).toEqual(['amsterdam', 'utrecht']);
    const [row] = await test.database.admin`select organisation, arrived_at::text from app.case_index where id = ${id}`;
    expect(row).toEqual({ organisation: 'utrecht', arrived_at: '2020-05-01' });
    expect(await copiesIn(id)).toEqual([
      { arrived_at: '2020-05-01', left_at: '-infinity', status: 'IN_GUIDANCE', municipality: 'UTRECHT' },
    ]);
  });

  it.each([
    ['within its grant', '2020-06-30', true],
    ['of unknown start', null, true],
    ['begun before its grant', '2018-12-31', false],
    ['begun after its grant', '2020-07-01', false],
  ])('an NGO, for guidance %s', async (_name, startedAt, seen) => {
    const id = await person((v) => [file('amsterdam', v, '2020-01-01'), guidance('ngo-de-haven', v, startedAt)]);
    expect((await seenBy(id)).includes('ngo-de-haven')).toBe(seen);
    expect(await seenBy(id)).not.toContain('ngo-het-anker');
  });

  it('a municipality may begin or end a participation, and its word overrides', async () => {
    const id = await person((v) => [file('amsterdam', v, '2020-01-01', DECIDED)]);
    await participation(id, 'avim', null, '2020-02-01');
    await participation(id, 'ngo-het-anker', '2020-02-01', null);
    expect(await seenBy(id)).toEqual(['amsterdam', 'dtv', 'ind', 'ngo-het-anker']);
  });

  it('nobody who reads statistics or logs, even when asked in', async () => {
    const id = await person((v) => [file('amsterdam', v, '2020-01-01')]);
    for (const organisation of ['wodc', 'programme-office', 'privacy-officer', 'nobody']) {
      await participation(id, organisation, '2020-02-01', null);
    }
    expect(await seenBy(id)).toEqual(['amsterdam']);
  });

  it('a case whose V-number is unknown has none in the index of V-numbers', async () => {
    const id = await person((v) => [file('amsterdam', v, null)]);
    expect(await test.database.admin`select from app.case_v_number where case_id = ${id}`).toHaveLength(1);
    const unnumbered = { ...file('amsterdam', 'A-none', null), identifiers: identifiersWithoutVNumber };
    await storeRecords(test.database, [unnumbered]);
    const [row] = await test.database.admin`select case_id from app.record where source_key = 'A-none'`;
    expect(await test.database.admin`select from app.case_v_number where case_id = ${row?.case_id}`).toHaveLength(0);
  });
});

describe('what reach repeats of a case, so that pages are ordered by it', () => {
  const REPEATED = { arrived_at: '2020-01-01', left_at: '-infinity', status: 'IN_GUIDANCE', municipality: 'AMSTERDAM' };

  it('changes with the case, for every organisation that it exists for', async () => {
    const id = await person((v) => [file('amsterdam', v, '2020-01-01', DECIDED)]);
    expect(await seenBy(id)).toHaveLength(4);
    expect(await copiesIn(id)).toEqual([REPEATED]);
    await test.database.admin`update app.case_index set status = 'LEFT', left_at = '2020-09-30' where id = ${id}`;
    expect(await copiesIn(id)).toEqual([{ ...REPEATED, status: 'LEFT', left_at: '2020-09-30' }]);
  });

  it("is the index's, also where a server of the release before writes what it knows of it", async () => {
    const id = await person((v) => [file('amsterdam', v, '2020-01-01')]);
    await test.database.admin`
      insert into app.reach (organisation, case_id, arrived_at) values ('ind', ${id}, '2000-01-01')`;
    expect(await copiesIn(id)).toEqual([REPEATED]);
  });

  it('is filled in rows that were there before it was repeated, in as many batches as it takes', async () => {
    const { admin } = test.database;
    const ids = [];
    for (const arrival of ['2020-01-01', '2020-01-02', null])
      ids.push(await person((v) => [file('amsterdam', v, arrival, DECIDED)]));
    await admin`update app.reach set status = '', municipality = '', left_at = '-infinity', arrived_at = '2000-01-01'
      where case_id = any(${ids}::uuid[])`;
    // As the writer, whom row-level security lets see every organisation's: the owner may not be above it.
    await admin`alter policy ketenzicht_delivery on app.reach using (false)`;
    await fillReach(admin, asDelivery, 2);
    expect((await copiesIn(ids[0] ?? '')).map(({ status }) => status)).toEqual(['']);
    await admin`alter policy ketenzicht_delivery on app.reach using (true)`;
    await fillReach(admin, asDelivery, 2);
    const filled = await Promise.all(ids.map(copiesIn));
    expect(filled.map(([copy, ...others]) => [copy?.arrived_at, copy?.status, others.length])).toEqual([
      ['2020-01-01', 'IN_GUIDANCE', 0],
      ['2020-01-02', 'IN_GUIDANCE', 0],
      ['-infinity', 'IN_GUIDANCE', 0],
    ]);
  });
});

const identifiersWithoutVNumber = { vNumber: null, nameKey: 'a', birthDate: null, nationalities: [] };
