import { describe, expect, test } from '@jest/globals';
import type { Agency } from '../../src/model/agency.js';
import { RowRejected } from '../../src/sources/layout.js';
import { layoutOf } from '../../src/sources/layouts.js';
import { ownWords } from '../../src/sources/own-layouts.js';
import { RECORDS } from '../graph/records-delivered.js';

const OWNER = { organisation: 'amsterdam', municipality: 'AMSTERDAM' };
const { shelter, guidance, ind, dtv, avim } = RECORDS;
const read = (agency: Agency, row: object) => ownWords[agency](row as Record<string, unknown>, OWNER);
const [application, medical] = ind.applications;
const [stay] = shelter.stays;

describe('a record that cannot be is rejected with a reason that names the field and no value', () => {
  test.each<[Agency, object, string]>([
    ['SHELTER', { ...shelter, key: ' ' }, '"key" is missing'],
    ['SHELTER', { ...shelter, person: {} }, 'the name is missing'],
    [
      'SHELTER',
      { ...shelter, person: { ...shelter.person, familyName: 'x\u0000' } },
      '"person.familyName" holds a character that is no text',
    ],
    [
      'SHELTER',
      { ...shelter, person: { ...shelter.person, aliases: ['y'.repeat(201)] } },
      '"person.aliases" is longer than 200 characters',
    ],
    ['SHELTER', { ...shelter, person: { ...shelter.person, bsn: '123456789' } }, '"person.bsn" is no BSN of 9 digits'],
    [
      'SHELTER',
      { ...shelter, person: { ...shelter.person, nationalities: ['NL'] } },
      '"person.nationalities" holds an unknown nationality',
    ],
    ['SHELTER', { ...shelter, version: -1 }, '"version" must be a whole number from 0 to 999999999'],
    ['SHELTER', { ...shelter, recordedAt: 'today' }, '"recordedAt" is no moment'],
    [
      'SHELTER',
      { ...shelter, stays: [{ ...stay, departedAt: '2020-01-01' }] },
      'the departure lies before the arrival',
    ],
    ['SHELTER', { ...shelter, stays: [stay, stay] }, 'two stays begin on the same day'],
    [
      'SHELTER',
      { ...shelter, outflow: { reason: 'PERMIT', leftAt: '2020-01-01' } },
      'the outflow lies before an arrival',
    ],
    ['SHELTER', { ...shelter, plan: { efforts: shelter.plan.efforts } }, 'there are efforts, but no scenario'],
    [
      'SHELTER',
      { ...shelter, plan: { scenario: 'RETURN', efforts: [{ organisation: 'The DT&V', effort: 'x' }] } },
      '"organisation" must be the code of an organisation',
    ],
    ['GUIDANCE', { ...guidance, name: '???' }, '"name" holds no letters'],
    ['GUIDANCE', { ...guidance, endedAt: '2020-01-01' }, 'the end lies before the start'],
    ['IND', { ...ind, applications: [application, application] }, 'two of "applications" have the same key'],
    [
      'IND',
      { ...ind, applications: [{ ...application, decidedAt: '2020-01-01' }] },
      'a decision lies before its application',
    ],
    ['IND', { ...ind, applications: [{ ...application, decidedAt: null }] }, 'there is an outcome without "decidedAt"'],
    [
      'IND',
      { ...ind, applications: [{ ...application, medicalOutcome: 'POSTPONED' }] },
      'only ART64_MEDICAL has a medical outcome',
    ],
    [
      'IND',
      { ...ind, applications: [{ ...medical, outcome: 'GRANTED' }] },
      'the result of ART64_MEDICAL is "medicalOutcome"; leave "outcome" and "legalArticle" out',
    ],
    [
      'IND',
      { ...ind, applications: [{ ...medical, legalArticle: '64' }] },
      'the result of ART64_MEDICAL is "medicalOutcome"; leave "outcome" and "legalArticle" out',
    ],
    ['IND', { ...ind, applications: [{ ...medical, medicalOutcome: null }] }, '"medicalOutcome" is missing'],
    [
      'IND',
      { ...ind, person: { ...ind.person, sourceLevel: 9 } },
      '"person.sourceLevel" must be a whole number from 1 to 8',
    ],
    ['DTV', { ...dtv, closedAt: '2020-01-01' }, 'the procedure ends before it begins'],
    ['DTV', { ...dtv, laissezPasserStage: null }, '"laissezPasserStage" is missing'],
    ['DTV', { ...dtv, openedAt: '2024-02-31' }, '"openedAt" is no existing date'],
    ['AVIM', { ...avim, reportingDuty: null }, '"reportingDuty" is missing'],
    [
      'AVIM',
      { ...avim, measures: [{ ...avim.measures[0], measureUntil: '2020-01-01' }] },
      'a measure ends before it begins',
    ],
    ['AVIM', { ...avim, documents: [avim.documents[0], avim.documents[0]] }, 'two of "documents" have the same key'],
  ])('%s %#', (agency, row, reason) => {
    expect(() => read(agency, row)).toThrow(new RowRejected(reason));
  });

  test('and a municipality that the configuration does not know delivers nothing', () => {
    const owner = { organisation: 'nijmegen', municipality: null };
    expect(() => ownWords.SHELTER(shelter as never, owner)).toThrow(/no municipality of the configuration/);
  });
});

describe('a record has the key that it has in a file of its agency: sent either way it is one record', () => {
  const fileKey = (code: string, partnerKind: string, row: Record<string, unknown>) =>
    layoutOf({ code, partnerKind } as never)?.keyOf(row);

  test('an NGO', () => {
    const row = {
      naam: guidance.name,
      geboortedatum: '1985',
      nationaliteit: '0314',
      start: guidance.startedAt,
      fase: 'intake',
    };
    expect(read('GUIDANCE', guidance).sourceKey).toBe(fileKey('ngo-de-haven', 'NGO', row));
  });

  test('the IND, the DT&V and the AVIM', () => {
    expect(read('IND', ind).sourceKey).toBe(fileKey('ind', 'IND', { vNummer: ind.vNumber }));
    const row = { vnummer: dtv.vNumber, geopend: dtv.openedAt, versie: '3' };
    expect(read('DTV', dtv).sourceKey).toBe(fileKey('dtv', 'DTV', row));
    expect(read('AVIM', avim).sourceKey).toBe(fileKey('avim', 'AVIM', { v: avim.vNumber }));
  });
});

test('what a record does not state, it does not state: parts without a value have no rows', () => {
  const bare = read('SHELTER', { key: '1', person: { familyName: 'Okafor' } });
  const filled = Object.entries(bare.parts).flatMap(([name, rows]) => (rows.length > 0 ? [name] : []));
  expect(filled.sort()).toEqual(['caseFile', 'personName']);
  expect(bare.parts.caseFile).toEqual([
    { status: 'REFERRED', municipality: 'AMSTERDAM', arrivedAt: null, leftAt: null },
  ]);
  expect(read('AVIM', { vNumber: avim.vNumber }).parts).toEqual({
    reportingDuty: [],
    measure: [],
    identity: [],
    document: [],
  });
});
