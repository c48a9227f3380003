import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { keepReach } from '../../src/delivery/keep-reach.js';
import { storeRecords } from '../../src/delivery/store.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { type TestDatabase, testDatabase, withoutCases } from '../support/database.js';
import { applied, born, caseFile, consent, dossier, file, named, plan, postponed, stays } from '../support/records.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());
beforeEach(() => withoutCases(test));

/** What the outbox holds, one line a row: the number of the change, what, whose, and how. */
async function told(): Promise<string[]> {
  const rows = await test.database.admin<Record<'place' | 'part' | 'organisation' | 'kind', string>[]>`
    select dense_rank() over (order by position) as place, part, organisation, kind from app.change
    order by position, part, organisation`;
  return rows.map(({ place, part, organisation, kind }) => `${place} ${part} ${organisation} ${kind}`);
}

/** What these records add to the outbox. */
async function tells(...records: readonly SourceRecord[]): Promise<string[]> {
  await test.database.admin`delete from app.change`;
  await storeRecords(test.database, records);
  return told();
}

const amal = (version: number, location: string, more: SourceRecord['parts'] = {}): SourceRecord => ({
  ...file('amsterdam', 'amal', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
    personName: named('Amal', 'Abdi'),
    ...stays('2024-03-01', location),
    ...more,
  }),
  version,
});
const ofInd = (version: number, medicalValidUntil: string): SourceRecord => ({
  ...dossier('IND', 'ind', 'amal', {
    application: applied('Z1', 'ART64_MEDICAL', '2024-02-02'),
    medicalOutcome: postponed('Z1', medicalValidUntil),
  }),
  version,
});

describe('the outbox tells what a delivery changed', () => {
  it('of a new case, for whom it exists now and nothing else', async () => {
    expect(await tells(amal(1, 'De Oever'))).toEqual(['1 app.reach amsterdam ADDED']);
  });

  it('of a case that is there, each table of which rows came, changed or went, under whose they are', async () => {
    await storeRecords(test.database, [amal(1, 'De Oever', { personBirth: born('1990') })]);
    expect(await tells(amal(2, 'Maaszicht', { personContact: [{ telephone: '0600000001' }] }))).toEqual([
      '1 shelter.person_birth amsterdam REMOVED',
      '1 shelter.person_contact amsterdam ADDED',
      '1 shelter.place amsterdam CHANGED',
    ]);
  });

  it('not of the tables in which a new version says the same', async () => {
    await storeRecords(test.database, [amal(1, 'De Oever'), ofInd(1, '2024-08-01')]);
    expect(await tells(ofInd(2, '2024-09-01'))).toEqual(['1 ind.medical_outcome ind CHANGED']);
  });

  it('nothing of a delivery that says what was said before', async () => {
    await storeRecords(test.database, [amal(1, 'De Oever'), ofInd(1, '2024-08-01')]);
    expect(await tells(amal(1, 'De Oever'), ofInd(1, '2024-08-01'))).toEqual([]);
    expect(await tells(amal(2, 'De Oever'))).toEqual([]);
  });

  it('one number for each case of a delivery, and no number twice', async () => {
    const bilal = file('rotterdam', 'bilal', { caseFile: caseFile('REFERRED', 'ROTTERDAM', null) });
    const first = await tells(amal(1, 'De Oever'), bilal);
    expect(first.map((line) => line.slice(1)).sort()).toEqual([
      ' app.reach amsterdam ADDED',
      ' app.reach rotterdam ADDED',
    ]);
    expect(new Set(first.map(([place]) => place)).size).toBe(2);
  });

  it('and no value: only names of tables and organisations', async () => {
    await storeRecords(test.database, [amal(1, 'De Oever'), amal(2, 'Maaszicht')]);
    const [row] = await test.database.admin<
      { texts: string }[]
    >`select string_agg(c::text, '') as texts from app.change c`;
    expect(row?.texts).not.toMatch(/Amal|Oever|Maaszicht|1000000001/);
  });
});

describe('the outbox tells for whom a case begins and ceases to exist', () => {
  it('when the case table decides', async () => {
    await storeRecords(test.database, [amal(1, 'De Oever')]);
    expect(await tells(amal(2, 'De Oever', { plan: plan('RETURN', '2024-03-20') }))).toEqual([
      '1 app.reach avim ADDED',
      '1 app.reach dtv ADDED',
      '1 app.reach ind ADDED',
      '1 shelter.plan amsterdam ADDED',
    ]);
  });

  it('when an agency says that its record was of somebody else: what it said goes with it', async () => {
    const moved = { ...ofInd(2, '2024-08-01'), identifiers: dossier('IND', 'ind', 'bilal', {}).identifiers };
    const bilal = file('rotterdam', 'bilal', { caseFile: caseFile('REFERRED', 'ROTTERDAM', null) });
    await storeRecords(test.database, [amal(1, 'De Oever'), bilal, ofInd(1, '2024-08-01')]);
    const lines = (await tells(moved)).map((line) => line.slice(2));
    expect(lines.sort()).toEqual([
      'app.reach ind ADDED',
      'app.reach ind REMOVED',
      'ind.application ind ADDED',
      'ind.application ind REMOVED',
      'ind.medical_outcome ind ADDED',
      'ind.medical_outcome ind REMOVED',
    ]);
  });

  it('when the calendar ends a participation', async () => {
    await storeRecords(test.database, [amal(1, 'De Oever'), ofInd(1, '2024-08-01')]);
    await test.database.admin`delete from app.change`;
    await test.database.admin`
      insert into app.participation (case_id, organisation, begun_at, ended_at, recorded_by)
      select id, 'ind', '2024-01-01', '2024-06-01', 'amsterdam' from app.case_key`;
    await keepReach(test.database);
    expect(await told()).toEqual(['1 app.reach ind REMOVED']);
    await keepReach(test.database);
    expect(await told()).toHaveLength(1);
  });

  it('when the day of a consent dated ahead has come, once', async () => {
    await storeRecords(test.database, [amal(1, 'De Oever'), ofInd(1, '2024-08-01')]);
    await test.database.admin`
      insert into app.consent (case_id, partner_kind, given_at, recorded_by)
      select id, 'IND', now() + interval '1 hour', 'amsterdam' from app.case_key`;
    await test.database.admin`delete from app.change`;
    await keepReach(test.database);
    expect(await told()).toEqual([]);
    await test.database.admin`update app.consent set given_at = now() - interval '1 minute'`;
    await keepReach(test.database);
    await keepReach(test.database);
    expect(await told()).toEqual(['1 app.consent ind CHANGED']);
  });

  it('and for whom a consent begins and ceases to stand: those it is for, with the case in reach', async () => {
    const guided = (version: number, withdrawn: boolean): SourceRecord => ({
      ...dossier('GUIDANCE', 'ngo-de-haven', 'amal', { trajectory: [{ phase: 'GUIDANCE', startedAt: '2024-03-05' }] }, [
        consent('NGO', null, withdrawn),
      ]),
      version,
    });
    await storeRecords(test.database, [amal(1, 'De Oever'), { ...guided(1, false), consents: [] }]);
    expect(await tells(guided(2, false))).toEqual(['1 app.consent ngo-de-haven ADDED']);
    expect(await tells(guided(3, true))).toEqual(['1 app.consent ngo-de-haven REMOVED']);
  });
});
