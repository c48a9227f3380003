import { createHash } from 'node:crypto';
import { nameKey } from '../../model/person-name.js';
import { type Row, RowRejected, type WholeLayout } from '../layout.js';
import { code, day, name, nationalities, partialDate, required, text, vNumber } from '../layout-fields.js';
import type { PartValues, SourceRecord } from '../source-record.js';
import { CONSENT_TERMS, PHASE_TERMS } from './code-lists.js';

/** Nobody but the person vouches for what an NGO writes down. */
const OWN_STATEMENT = 5;

const fields = {
  fullName: required('naam', name),
  birthDate: partialDate('geboortedatum', 'iso'),
  nationalities: nationalities('nationaliteit', { separator: '|' }),
  vNumber: vNumber('v_nummer'),
  phase: required('fase', (at) => code(at, PHASE_TERMS)),
  goal: text('doel'),
  startedAt: day('start', 'iso'),
  consent: required('toestemming_delen', (at) => code(at, CONSENT_TERMS)),
};

/** The NGOs' one layout: a guided person a row. @param organisation code of the NGO that delivers */
export function guidanceLayout(organisation: string): WholeLayout {
  return {
    kind: 'whole',
    name: 'ngo',
    agency: 'GUIDANCE',
    file: {
      format: 'csv',
      encoding: 'utf-8',
      separator: ',',
      names: ['naam', 'geboortedatum', 'nationaliteit', 'v_nummer', 'fase', 'doel', 'start', 'toestemming_delen'],
    },
    keyOf,
    translate: (row) => guidanceRecord(organisation, row),
  };
}

function guidanceRecord(organisation: string, row: Row): SourceRecord {
  const fullName = fields.fullName(row);
  const birthDate = fields.birthDate(row);
  const startedAt = fields.startedAt(row);
  const searchKey = nameKey(fullName);
  const stated = fields.nationalities(row);
  return {
    agency: 'GUIDANCE',
    organisation,
    sourceKey: keyOf(row),
    version: 0,
    recordedAt: null,
    identifiers: { vNumber: fields.vNumber(row), nameKey: searchKey, birthDate, nationalities: stated },
    opensCase: false,
    parts: {
      ...personParts(fullName, searchKey, birthDate, stated),
      trajectory: [{ phase: fields.phase(row), goal: fields.goal(row), startedAt, endedAt: null }],
    },
    consents: consentsOf(organisation, fields.consent(row) === 'GIVEN', startedAt),
  };
}

/**
 * The NGOs number nobody, so a record is known by name, birth date and start: a V-number that is filled in later,
 * a new phase or a withdrawn consent must find the same record again. Hashed, because keys travel further than names.
 */
function keyOf(row: Row): string {
  const searchKey = nameKey(fields.fullName(row));
  if (!searchKey) throw new RowRejected('"naam" holds no letters');
  return guidedKey(searchKey, fields.birthDate(row), fields.startedAt(row));
}

/** The key of a guided person's record, from what it is known by. */
export function guidedKey(searchKey: string, birthDate: string | null, startedAt: string | null): string {
  const parts = [searchKey, birthDate, startedAt];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * The name comes in one piece and is not cut: where a family name begins is not for us to say. As an alias it stands
 * beside the municipality's name without seeming to contradict it.
 */
export function personParts(
  fullName: string,
  searchKey: string,
  birthDate: string | null,
  stated: readonly string[],
): Record<string, PartValues[]> {
  const sourceLevel = OWN_STATEMENT;
  return {
    personName: [{ familyName: null, givenNames: null, aliases: [fullName], searchKey, sourceLevel }],
    personBirth: birthDate ? [{ birthDate, sourceLevel }] : [],
    personNationality: stated.length > 0 ? [{ nationalities: stated, sourceLevel }] : [],
  };
}

function consentsOf(organisation: string, given: boolean, startedAt: string | null): SourceRecord['consents'] {
  if (!startedAt) {
    if (!given) return [];
    throw new RowRejected('"toestemming_delen" needs "start": the day from which the consent stands');
  }
  const consent = { partnerKind: 'NGO', organisation, givenAt: `${startedAt}T00:00:00.000Z`, withdrawnAt: null };
  return [given ? consent : { ...consent, refused: true }];
}
