import { describe, expect, test } from '@jest/globals';
import { SHOWCASES } from '../../../src/delivery/demo/showcase.js';
import { nameKey } from '../../../src/model/person-name.js';
import type { SourceRecord } from '../../../src/sources/source-record.js';
import { latestFiles, ofAgency, records, rowsOf, shelterFiles, tally } from './demo-world.js';

const latest = latestFiles();
const byVNumber = (agency: SourceRecord['agency']) =>
  new Map(ofAgency(agency).map((record) => [record.identifiers.vNumber, record]));
const ind = byVNumber('IND');
const dtv = byVNumber('DTV');
const sheltered = new Set(latest.map((file) => file.identifiers.vNumber).filter((vNumber) => vNumber !== null));
const leftFor = (reason: string) => latest.filter((file) => rowsOf(file, 'outflow')[0]?.reason === reason);

describe('what the agencies say of a person fits together', () => {
  test('who left with a permit was granted one first, and nobody else was', () => {
    const granted = [...ind].filter(([, record]) =>
      rowsOf(record, 'application').some((application) => application.outcome === 'GRANTED'),
    );
    const permits = leftFor('PERMIT');
    expect(new Set(granted.map(([vNumber]) => vNumber))).toEqual(new Set(permits.map((f) => f.identifiers.vNumber)));
    for (const file of permits) {
      const record = ind.get(file.identifiers.vNumber);
      const decision = record && rowsOf(record, 'application').find(({ outcome }) => outcome === 'GRANTED');
      expect(String(decision?.decidedAt) <= String(rowsOf(file, 'caseFile')[0]?.leftAt)).toBe(true);
    }
  });

  test('who awaits an asylum decision has a subsequent application without one', () => {
    for (const file of leftFor('AWAITING_ASYLUM_DECISION')) {
      const record = ind.get(file.identifiers.vNumber);
      const open = record && rowsOf(record, 'application').filter(({ decidedAt }) => decidedAt === null);
      expect(open?.map(({ kind, state }) => [kind, state])).toContainEqual(['ASYLUM_SUBSEQUENT', 'SUBMITTED']);
    }
  });

  test('who returned has a closed procedure, mostly by their own departure', () => {
    const kinds = leftFor('RETURNED').map((file) => {
      const record = dtv.get(file.identifiers.vNumber);
      const procedure = record && rowsOf(record, 'procedure')[0];
      expect(procedure?.state).toBe('CLOSED');
      return procedure?.departureKind;
    });
    expect(tally(kinds).INDEPENDENT_SUPERVISED).toBeGreaterThan(40);
  });

  test('an entry ban comes with a return decision and lasts five years at most', () => {
    for (const row of ofAgency('IND').flatMap((record) => rowsOf(record, 'legal'))) {
      if (row.entryBanUntil == null) continue;
      const begin = String(row.returnDecisionAt);
      const most = `${Number(begin.slice(0, 4)) + 5}${begin.slice(4)}`;
      expect(String(row.entryBanUntil) <= most).toBe(true);
    }
  });

  test('a decision follows its application, and nobody applies again before the last decision', () => {
    const histories = ofAgency('IND').map((record) => rowsOf(record, 'application'));
    const wrong = histories.flatMap((rows) => {
      const asked = rows.filter(({ kind }) => kind !== 'ART64_MEDICAL');
      const early = rows.filter(({ submittedAt, decidedAt }) => decidedAt && String(decidedAt) < String(submittedAt));
      const hasty = asked.slice(1).filter((row, place) => String(row.submittedAt) < String(asked[place]?.decidedAt));
      return [...early, ...hasty];
    });
    expect(wrong).toEqual([]);
    expect(Math.max(...histories.map((rows) => rows.length))).toBe(3);
  });

  test('what came of art. 64 stands in the medical part alone', () => {
    const medical = ofAgency('IND').flatMap((record) =>
      rowsOf(record, 'application')
        .filter(({ kind }) => kind === 'ART64_MEDICAL')
        .map(({ recordKey, outcome }) => ({ record, recordKey, outcome })),
    );
    expect(medical.length).toBeGreaterThan(50);
    for (const { record, recordKey, outcome } of medical) {
      expect(outcome).toBeNull();
      expect(rowsOf(record, 'legal').some((row) => row.recordKey === recordKey)).toBe(false);
    }
  });

  test('stays follow each other, begin with the arrival and end with the departure', () => {
    for (const file of shelterFiles) {
      const stays = rowsOf(file, 'stay');
      const [caseFile] = rowsOf(file, 'caseFile');
      expect(stays[0]?.arrivedAt).toBe(caseFile?.arrivedAt);
      expect(stays.at(-1)?.departedAt).toBe(caseFile?.leftAt);
      for (const [place, stay] of stays.entries()) {
        const end = stay.departedAt;
        expect(end === null || String(end) > String(stay.arrivedAt)).toBe(true);
        if (place > 0) expect(stay.arrivedAt).toBe(stays[place - 1]?.departedAt);
      }
    }
  });
});

describe('every agency has something to compare', () => {
  test('five people of each national agency are in no shelter', () => {
    for (const agency of ['IND', 'DTV', 'AVIM'] as const) {
      const strangers = ofAgency(agency).filter(({ identifiers }) => !sheltered.has(String(identifiers.vNumber)));
      expect([agency, strangers.length]).toEqual([agency, 5]);
    }
  });

  test('about 85 % are guided, by an NGO of a city they were in', () => {
    const guided = new Set(ofAgency('GUIDANCE').map(({ sourceKey }) => sourceKey));
    expect(guided.size / 1297).toBeGreaterThan(0.8);
    expect(guided.size / 1297).toBeLessThan(0.9);
  });

  test('some NGO records carry no V-number', () => {
    const guidance = ofAgency('GUIDANCE');
    const without = guidance.filter(({ identifiers }) => identifiers.vNumber === null).length / guidance.length;
    expect(without).toBeGreaterThan(0.07);
    expect(without).toBeLessThan(0.16);
  });

  test("about one place in ten is an NGO's, and that NGO has a record that matches the case", () => {
    const rows = latest.flatMap((file) => rowsOf(file, 'place').map((row) => ({ file, ngo: row.organisation })));
    const kept = rows.filter(({ ngo }) => ngo !== undefined);
    expect(kept.length / latest.length).toBeGreaterThan(0.07);
    expect(kept.length / latest.length).toBeLessThan(0.13);
    const matched = new Set(
      ofAgency('GUIDANCE').map(({ organisation, identifiers }) => `${organisation} ${identifiers.vNumber}`),
    );
    expect(kept.filter(({ file, ngo }) => !matched.has(`${ngo} ${file.identifiers.vNumber}`))).toEqual([]);
  });

  test('the IND contradicts a municipality often enough to be seen', () => {
    const conflicts = latest.filter((file) => {
      const record = ind.get(file.identifiers.vNumber ?? '');
      return file.identifiers.vNumber !== null && record && record.identifiers.birthDate !== file.identifiers.birthDate;
    });
    expect(conflicts.length).toBeGreaterThan(100);
    expect(conflicts.length).toBeLessThan(ind.size / 2 + 100);
  });

  test('consents are given, withdrawn, given again and never given', () => {
    const courses = tally(
      ofAgency('GUIDANCE').map(({ consents = [] }) => {
        if (consents.length > 1) return 'again';
        if (consents.length === 0) return 'never';
        return consents[0]?.withdrawnAt ? 'withdrawn' : 'given';
      }),
    );
    const share = (courses.given! + courses.again! + courses.withdrawn!) / ofAgency('GUIDANCE').length;
    expect(Object.keys(courses).sort()).toEqual(['again', 'given', 'never', 'withdrawn']);
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.67);
  });

  test('a consent is for whom the record may speak: an NGO for itself, a municipality for municipalities and DT&V', () => {
    const said = records.flatMap(({ agency, organisation, consents = [] }) =>
      consents.map(
        (consent) =>
          `${agency} ${consent.partnerKind} ${consent.organisation === organisation ? 'itself' : consent.organisation}`,
      ),
    );
    expect(Object.keys(tally(said)).sort()).toEqual([
      'GUIDANCE NGO itself',
      'SHELTER DTV null',
      'SHELTER MUNICIPALITY null',
    ]);
  });
});

describe('the showcase people', () => {
  test.each(SHOWCASES)('$name is where the showcase says', ({ vNumber, name, organisation, ngos }) => {
    const files = latest.filter(
      ({ identifiers }) => identifiers.nameKey === nameKey(name) && identifiers.vNumber === vNumber,
    );
    expect(files.map((file) => file.organisation)).toEqual([organisation]);
    if (vNumber === null) return;
    const guiding = ofAgency('GUIDANCE').filter(({ identifiers }) => identifiers.vNumber === vNumber);
    expect(guiding.map((record) => record.organisation)).toEqual([...ngos]);
    for (const agency of ['IND', 'DTV', 'AVIM'] as const) expect(byVNumber(agency).has(vNumber)).toBe(true);
  });

  test('they are ten', () => {
    expect(new Set(SHOWCASES.map(({ name }) => name)).size).toBe(10);
  });

  const shown = (start: string) => {
    const showcase = SHOWCASES.find(({ name }) => name.startsWith(start));
    const own = records.filter(({ identifiers }) => identifiers.vNumber === showcase?.vNumber);
    const of = (agency: SourceRecord['agency']) => own.filter((record) => record.agency === agency);
    return { own, of, file: of('SHELTER').at(-1) as SourceRecord };
  };
  const standing = ({ consents = [] }: SourceRecord) =>
    consents.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ partnerKind }) => partnerKind);
  const medicalUntil = ({ of }: ReturnType<typeof shown>) =>
    of('IND').flatMap((record) => rowsOf(record, 'medicalOutcome').map((row) => row.medicalValidUntil));

  test('one consents to everything, with an art. 64 in force', () => {
    const { own, of, file } = shown('Selam');
    expect(standing(file).sort()).toEqual(['DTV', 'MUNICIPALITY']);
    expect(of('GUIDANCE').flatMap(standing)).toEqual(['NGO']);
    expect(own.flatMap(({ consents = [] }) => consents).every(({ withdrawnAt }) => withdrawnAt === null)).toBe(true);
    expect(String(medicalUntil(shown('Selam'))) > '2020-10-31').toBe(true);
  });

  test('one withdrew every consent', () => {
    const { own } = shown('Moussa');
    expect(own.flatMap(({ consents = [] }) => consents)).toHaveLength(3);
    expect(own.flatMap(standing)).toEqual([]);
  });

  test('one is stated differently by everybody', () => {
    const { of, file } = shown('Zahra');
    const stated = [file, ...of('GUIDANCE'), ...of('IND')].map(({ identifiers }) => identifiers);
    expect(new Set(stated.map(({ birthDate }) => birthDate)).size).toBe(3);
    expect(new Set(stated.map((identifiers) => identifiers.nameKey)).size).toBe(2);
    expect(new Set(stated.map(({ nationalities }) => nationalities.join())).size).toBe(2);
  });

  test('one has two files', () => {
    expect(
      shown('Ibrahim')
        .of('SHELTER')
        .map(({ organisation }) => organisation),
    ).toEqual(['groningen', 'utrecht']);
  });

  test('one is without V-number for the municipality, and with one for the NGO: every other identifier agrees', () => {
    const found = records.filter(({ identifiers }) => identifiers.nameKey === 'hodan warfaa');
    expect(found.map(({ organisation }) => organisation)).toEqual(['rotterdam', 'ngo-maashuis']);
    const [file, record] = found.map(({ identifiers }) => identifiers);
    expect(record).toEqual({ ...file, vNumber: expect.stringMatching(/^\d{10}$/) });
    expect(file?.vNumber).toBeNull();
  });

  test('one lives in a place that an NGO runs, with an address', () => {
    const last = rowsOf(shown('Kofi').file, 'place').at(-1);
    expect(last).toMatchObject({ organisation: 'ngo-domhof', address: expect.stringMatching(/\d$/) });
  });

  test('one gave consent again, and the art. 64 has run out', () => {
    const { of, file } = shown('Abeba');
    expect([...standing(file), ...of('GUIDANCE').flatMap(standing)]).toEqual(['MUNICIPALITY', 'NGO']);
    expect((file.consents ?? []).length).toBe(2);
    expect(String(medicalUntil(shown('Abeba'))) < '2020-10-31').toBe(true);
  });

  test('three left: returned with the IOM, with a permit, with unknown destination', () => {
    const reasons = ['Lamin', 'Noor', 'Driss'].map((name) => rowsOf(shown(name).file, 'outflow')[0]?.reason);
    expect(reasons).toEqual(['RETURNED', 'PERMIT', 'UNKNOWN_DESTINATION']);
    expect(rowsOf(shown('Lamin').of('DTV')[0] as SourceRecord, 'travel')[0]?.supportedByIom).toBe(true);
    expect(shown('Noor').of('GUIDANCE').map(standing)).toEqual([[], ['NGO']]);
    expect(shown('Driss').own.flatMap(({ consents = [] }) => consents)).toEqual([]);
    expect(rowsOf(shown('Driss').file, 'personBirth')[0]?.birthDate ?? null).toBeNull();
  });
});
