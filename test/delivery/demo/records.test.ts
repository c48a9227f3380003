import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { demoRecords } from '../../../src/delivery/demo/records.js';
import { isBsn } from '../../../src/model/bsn.js';
import { isDate, isPartialDate } from '../../../src/model/partial-date.js';
import { isVNumber } from '../../../src/model/v-number.js';
import { DOCUMENT_KINDS, MEASURES, REPORTING_STATUSES } from '../../../src/sources/avim/code-lists.js';
import { DEPARTURE_KINDS, LAISSEZ_PASSER_STAGES, PROCEDURE_STATES } from '../../../src/sources/dtv/code-lists.js';
import { GUIDANCE_PHASES } from '../../../src/sources/guidance/code-lists.js';
import {
  APPLICATION_KINDS,
  APPLICATION_STATES,
  DECISION_OUTCOMES,
  MEDICAL_OUTCOMES,
  REMEDIES,
} from '../../../src/sources/ind/code-lists.js';
import { allParts, sources } from '../../../src/sources/index.js';
import {
  CASE_STATUSES,
  DURABILITIES,
  NATIONALITY_TERMS,
  OUTFLOW_REASONS,
  SCENARIOS,
  STAY_KINDS,
} from '../../../src/sources/shelter/code-lists.js';
import type { PartValues, SourceRecord } from '../../../src/sources/source-record.js';
import { allRows, fieldsOf, ofAgency, people, records, tally } from './demo-world.js';

const ORGANISATIONS: { code: string; partnerKind: string }[] = JSON.parse(
  readFileSync(new URL('../../../src/organisations.json', import.meta.url), 'utf8'),
);
const codes = new Set(ORGANISATIONS.map(({ code }) => code));
const digest = (all: Iterable<SourceRecord>) =>
  createHash('sha256')
    .update(JSON.stringify([...all]))
    .digest('hex');

const fieldsIn = ({ recordKey: _, organisation: __, ...fields }: PartValues) => Object.keys(fields);

type Agency = SourceRecord['agency'];
const CODED: readonly (readonly [Agency, string, string, readonly string[]])[] = [
  ['SHELTER', 'caseFile', 'status', CASE_STATUSES],
  ['SHELTER', 'stay', 'kind', STAY_KINDS],
  ['SHELTER', 'plan', 'scenario', SCENARIOS],
  ['SHELTER', 'outflow', 'reason', OUTFLOW_REASONS],
  ['SHELTER', 'outflow', 'durability', DURABILITIES],
  ['GUIDANCE', 'trajectory', 'phase', GUIDANCE_PHASES],
  ['IND', 'application', 'kind', APPLICATION_KINDS],
  ['IND', 'application', 'state', APPLICATION_STATES],
  ['IND', 'application', 'outcome', DECISION_OUTCOMES],
  ['IND', 'legal', 'remedy', REMEDIES],
  ['IND', 'medicalOutcome', 'medicalOutcome', MEDICAL_OUTCOMES],
  ['DTV', 'procedure', 'state', PROCEDURE_STATES],
  ['DTV', 'procedure', 'departureKind', DEPARTURE_KINDS],
  ['DTV', 'laissezPasser', 'laissezPasserStage', LAISSEZ_PASSER_STAGES],
  ['AVIM', 'reportingDuty', 'reportingStatus', REPORTING_STATUSES],
  ['AVIM', 'measure', 'measure', MEASURES],
  ['AVIM', 'document', 'kind', DOCUMENT_KINDS],
];

describe('the demo is the same everywhere', () => {
  test('two runs give the same bytes', () => {
    expect(digest(demoRecords())).toBe(digest(records));
  });

  test('every organisation is registered', () => {
    expect(records.map(({ organisation }) => organisation).filter((code) => !codes.has(code))).toEqual([]);
    const named = records.flatMap(({ parts }) =>
      Object.values(parts)
        .flat()
        .map(({ organisation }) => organisation),
    );
    expect(named.filter((code) => code !== undefined && !codes.has(code))).toEqual([]);
  });

  test('it has no part or field that its source does not take, and one row a key', () => {
    const misfits = records.flatMap(({ agency, parts, sourceKey }) =>
      Object.entries(parts).flatMap(([name, rows]) => {
        const fields = sources.find((source) => source.agency === agency)?.parts[name]?.fields;
        const unknown = rows.flatMap((row) => fieldsIn(row).filter((field) => !fields || !(field in fields)));
        const keys = new Set(rows.map(({ recordKey }) => recordKey ?? '1'));
        return keys.size === rows.length ? unknown : [...unknown, `${sourceKey}: a key twice in ${name}`];
      }),
    );
    expect(misfits).toEqual([]);
  });

  test('every part of every source has rows', () => {
    const filled = allParts.filter(({ agency, name }) => allRows(agency, name).length > 0);
    expect(filled.map(({ agency, name }) => `${agency}.${name}`)).toEqual(
      allParts.map(({ agency, name }) => `${agency}.${name}`),
    );
  });

  test('a record has one key', () => {
    const keys = records.map(({ agency, organisation, sourceKey }) => `${agency}/${organisation}/${sourceKey}`);
    expect(new Set(keys).size).toBe(records.length);
  });
});

describe('every value is one that an agency can have', () => {
  test.each(CODED)('%s %s.%s is in its code list', (agency, part, field, list) => {
    const values = Object.keys(tally(fieldsOf(agency, part, field)));
    expect(values.filter((value) => !list.includes(value))).toEqual([]);
    expect(values.length).toBeGreaterThan(0);
  });

  test('nationalities are codes of the demo set', () => {
    const known = new Set(NATIONALITY_TERMS.map(({ code }) => code));
    const used = ofAgency('SHELTER').flatMap(({ identifiers }) => identifiers.nationalities);
    expect(used.filter((code) => !known.has(code))).toEqual([]);
    expect(new Set(used)).toContain('0000');
    expect(new Set(used)).toContain('0499');
    expect(ofAgency('SHELTER').some(({ identifiers }) => identifiers.nationalities.length === 2)).toBe(true);
  });

  test('every date is an existing day, and birth dates come in every precision', () => {
    const birthDates = records.map(({ identifiers }) => identifiers.birthDate);
    expect(birthDates.filter((date) => date !== null && !isPartialDate(date))).toEqual([]);
    expect(Object.keys(tally(birthDates.filter((date) => date !== null).map((date) => date.length))).sort()).toEqual([
      '10',
      '4',
      '7',
    ]);
    expect(ofAgency('SHELTER').some(({ identifiers }) => identifiers.birthDate === null)).toBe(true);
    const dated = records.flatMap(({ parts }) =>
      Object.values(parts).flatMap((rows) =>
        rows.flatMap((row) => Object.entries(row).filter(([field, value]) => /(At|Until|From)$/.test(field) && value)),
      ),
    );
    expect(dated.filter(([, value]) => !isDate(value))).toEqual([]);
  });

  test('moments are ISO 8601 in UTC, and nothing was recorded before it happened', () => {
    expect(records.filter(({ recordedAt }) => new Date(String(recordedAt)).toISOString() !== recordedAt)).toEqual([]);
    const consents = records.flatMap(({ recordedAt, consents: said = [] }) =>
      said.map((one) => ({ ...one, recordedAt })),
    );
    expect(consents.filter(({ givenAt, withdrawnAt }) => withdrawnAt !== null && withdrawnAt <= givenAt)).toEqual([]);
    expect(consents.filter(({ givenAt, recordedAt }) => String(recordedAt) < givenAt.slice(0, 10))).toEqual([]);
  });

  test('V-numbers are ten digits, zeros kept, and belong to one person each', () => {
    const known = records.map(({ identifiers }) => identifiers.vNumber).filter((vNumber) => vNumber !== null);
    expect(known.filter((vNumber) => !isVNumber(vNumber))).toEqual([]);
    expect(known.some((vNumber) => vNumber.startsWith('00'))).toBe(true);
    const perPerson = people().flatMap(([file]) => file?.identifiers.vNumber ?? []);
    expect(new Set(perPerson).size).toBe(perPerson.length);
    expect(perPerson.length / 1297).toBeGreaterThan(0.7);
    expect(perPerson.length / 1297).toBeLessThan(0.8);
  });

  test('BSNs pass the eleven test and are in the range that is never given out', () => {
    const bsns = [...fieldsOf('IND', 'personBsn', 'bsn'), ...fieldsOf('SHELTER', 'personBsn', 'bsn')];
    expect(bsns.filter((bsn) => !isBsn(bsn) || !bsn.startsWith('0000'))).toEqual([]);
    expect(bsns.length).toBeLessThan(150);
  });

  test('a person has one BSN and nobody shares it', () => {
    const pairs = records.flatMap(({ identifiers, parts }) =>
      (parts.personBsn ?? []).map(({ bsn }) => `${bsn} ${identifiers.vNumber}`),
    );
    const known = new Set(pairs.filter((pair) => !pair.endsWith('null')));
    expect(new Set([...known].map((pair) => pair.slice(0, 9))).size).toBe(known.size);
  });
});
