import { nameKey } from '../../src/model/person-name.js';
import type { ConsentStatement, PartValues, SourceRecord } from '../../src/sources/source-record.js';

/** V-numbers of the people of the tests' world; Idris has none. */
export const V = {
  amal: '1000000001',
  bilal: '1000000002',
  cyra: '1000000003',
  dawit: '1000000004',
  eden: '1000000005',
  farid: '1000000006',
  goran: '1000000007',
  hana: '1000000008',
  jamila: '1000000010',
  kofi: '1000000011',
  lina: '1000000012',
  miran: '0000000013',
} as const;

/** Somebody of the tests' world. */
export type Person = keyof typeof V | 'idris';
/** Rows per part of a record. */
export type Parts = SourceRecord['parts'];

const RECORDED = '2024-05-01T08:00:00.000Z';

const vNumberOf = (person: Person): string | null => (person === 'idris' ? null : V[person]);

const identifiers = (person: Person) => ({
  vNumber: vNumberOf(person),
  nameKey: null,
  birthDate: null,
  nationalities: [],
});

/** A municipality's file; `key` tells two files of one person apart. */
export function file(organisation: string, person: Person, parts: Parts, key: string = person): SourceRecord {
  return {
    agency: 'SHELTER',
    organisation,
    sourceKey: key,
    version: 0,
    recordedAt: RECORDED,
    identifiers: identifiers(person),
    opensCase: true,
    parts,
  };
}

/** A record of another agency about the person. */
export function dossier(
  agency: 'GUIDANCE' | 'IND' | 'DTV' | 'AVIM',
  organisation: string,
  person: Person,
  parts: Parts,
  consents: readonly ConsentStatement[] = [],
): SourceRecord {
  const shared = { agency, organisation, sourceKey: person, version: 0, recordedAt: RECORDED };
  return { ...shared, identifiers: identifiers(person), opensCase: false, parts, consents };
}

/** A consent that stands since 2024; `withdrawn` it no longer does. */
export function consent(partnerKind: string, organisation: string | null, withdrawn = false): ConsentStatement {
  const withdrawnAt = withdrawn ? '2024-06-01T00:00:00.000Z' : null;
  return { partnerKind, organisation, givenAt: '2024-01-01T00:00:00.000Z', withdrawnAt };
}

/** A municipality's row of a case. */
export const caseFile = (
  status: string,
  municipality: string,
  arrivedAt: string | null,
  leftAt: string | null = null,
) => [{ status, municipality, arrivedAt, leftAt }];

/** A statement of a name; source level 5 is the person's own word. */
export const named = (givenNames: string, familyName: string | null, sourceLevel = 5): PartValues[] => [
  { givenNames, familyName, searchKey: nameKey(givenNames, familyName), sourceLevel },
];

/** A statement of a birth. */
export const born = (birthDate: string | null, birthPlace: string | null = null, sourceLevel = 5): PartValues[] => [
  { birthDate, birthPlace, sourceLevel },
];

/** A statement of nationalities. */
export const of = (nationalities: readonly string[], sourceLevel = 5): PartValues[] => [{ nationalities, sourceLevel }];

/** One stay with its place; whose it is when not the municipality's. */
export const stays = (
  arrivedAt: string,
  location: string,
  departedAt: string | null = null,
  organisation?: string,
): Parts => ({
  stay: [{ recordKey: arrivedAt, organisation, arrivedAt, departedAt, kind: 'SHELTER_24H' }],
  place: [{ recordKey: arrivedAt, organisation, location, address: `${location} 1`, room: '12' }],
});

/** What the case table decided. */
export const plan = (scenario: string, decidedAt: string): PartValues[] => [{ scenario, decidedAt }];

/** A guidance. */
export const guided = (startedAt: string, phase = 'GUIDANCE', endedAt: string | null = null): Parts => ({
  trajectory: [{ phase, goal: 'Work out what is possible', startedAt, endedAt }],
});

/** An application that is not decided yet. */
export const applied = (recordKey: string, kind: string, submittedAt: string): PartValues[] => [
  { recordKey, kind, state: 'SUBMITTED', submittedAt },
];

/** A postponement under art. 64. */
export const postponed = (recordKey: string, medicalValidUntil: string): PartValues[] => [
  { recordKey, medicalOutcome: 'POSTPONED', medicalValidUntil },
];
