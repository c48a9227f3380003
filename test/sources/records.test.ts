import { describe, expect, it } from '@jest/globals';
import { type Layout, type Row, RowRejected } from '../../src/sources/layout.js';
import { layoutOf } from '../../src/sources/layouts.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { delivererOf } from '../support/deliveries.js';

function layout(organisation: string): Layout {
  const found = layoutOf(delivererOf(`${organisation}.`));
  if (!found) throw new Error('no layout');
  return found;
}

function record(organisation: string, row: Row): SourceRecord {
  const found = layout(organisation);
  if (found.kind === 'whole') return found.translate(row);
  const { sourceKey, ...piece } = found.translate(row);
  return found.fold(sourceKey, [piece]).record as SourceRecord;
}

const ROWS: Readonly<Record<string, Row>> = {
  amsterdam: {
    Dossiernr: 'A1',
    'V-nummer': '0000000001',
    Achternaam: 'Haile',
    Voornamen: 'Élise Noor',
    Geboortedatum: '00-03-1961',
    Nationaliteit: 'Iraanse / Somalische',
    'Ingang opvang': '10-02-2020',
    'Einde opvang': '12-03-2020',
    Scenario: 'Doormigratie',
    'LSO-besluit': '09-03-2020',
    'Reden uitstroom': 'HASA ingediend',
  },
  eindhoven: { Nr: '1', Naam: 'Haile, Élise', Vnr: '0000000001', 'Geb.': '1974', In: '6-3-20', Scenario: '' },
  utrecht: {
    client_id: 'U1',
    family_name: 'A',
    birth_date: '1986-12',
    nationality_codes: '0084|0114',
    stay_from: '2020-01-01',
  },
  rotterdam: {
    client: {
      dossier: 'R1',
      vnr: '0000000001',
      naam: { achternaam: 'A', voornamen: ['B', 'C'] },
      geboren: { jaar: 1960 },
    },
    verblijf: [],
  },
  ind: {
    vNummer: '0000000001',
    aanvragen: [
      { zaaknummer: 'Z1', soort: 'ART64', ingediend: '2020-01-01', besluit: { datum: '2020-08-31', artikel: '28' } },
      { zaaknummer: 'Z2', soort: 'HASA', ingediend: '2020-01-01', besluit: { datum: '2020-02-01', artikel: '30c' } },
      { zaaknummer: 'Z3', soort: 'BUITENSCHULD', ingediend: '2020-01-01', besluit: null },
    ],
  },
  dtv: {
    vnummer: '0000000001',
    geopend: '2020-01-01',
    regievoerder: 'R. A',
    lp_stand: 'niet erkend',
    vertrekwijze: '',
    versie: '3',
  },
  avim: {
    v: '0000000001',
    meldplicht: { opgelegd: true, stand: 'MET' },
    identiteit: { vastgesteld: false, bronniveau: 8 },
  },
  'ngo-de-haven': {
    naam: 'Élise Haile',
    geboortedatum: '1961-03',
    nationaliteit: '0315',
    fase: 'begeleiding',
    start: '2020-01-01',
    toestemming_delen: 'ja',
  },
};

const row = (organisation: string, change: Row = {}): Row => ({ ...ROWS[organisation], ...change });

describe('the words of an agency become ours', () => {
  it('Amsterdam', () => {
    expect(record('amsterdam', row('amsterdam'))).toMatchObject({
      identifiers: {
        vNumber: '0000000001',
        nameKey: 'elise noor haile',
        birthDate: '1961-03',
        nationalities: ['0315', '0149'],
      },
      parts: {
        caseFile: [{ status: 'LEFT', municipality: 'AMSTERDAM', arrivedAt: '2020-02-10', leftAt: '2020-03-12' }],
        plan: [{ scenario: 'ONWARD_MIGRATION', decidedAt: '2020-03-09' }],
        outflow: [{ reason: 'AWAITING_ASYLUM_DECISION', durability: 'SEMI_DURABLE', leftAt: '2020-03-12' }],
      },
    });
  });

  it.each([
    ['amsterdam', { Geboortedatum: '00-00-1994' }, '1994'],
    ['amsterdam', { Geboortedatum: '01-01-1994' }, '1994-01-01'],
    ['amsterdam', { Geboortedatum: '00-00-0000' }, null],
    ['amsterdam', { Geboortedatum: '' }, null],
    ['eindhoven', {}, '1974'],
    ['utrecht', {}, '1986-12'],
    ['rotterdam', {}, '1960'],
  ])('%s %j: the birth date is as precise as it was stated', (organisation, change, expected) => {
    expect(record(organisation, row(organisation, change)).identifiers.birthDate).toBe(expected);
  });

  it('Eindhoven: "Family, Given", and two-digit years are of this century', () => {
    expect(record('eindhoven', row('eindhoven')).parts).toMatchObject({
      personName: [{ familyName: 'Haile', givenNames: 'Élise' }],
      stay: [{ arrivedAt: '2020-03-06' }],
      caseFile: [{ status: 'SHELTERED_PENDING_LSO' }],
    });
  });

  it('IND: article to outcome; of art. 64 the outcome and six months only, and only as its own category', () => {
    expect(record('ind', row('ind')).parts).toEqual({
      application: [
        {
          recordKey: 'Z1',
          kind: 'ART64_MEDICAL',
          state: 'DECIDED',
          submittedAt: '2020-01-01',
          decidedAt: '2020-08-31',
          outcome: null,
        },
        {
          recordKey: 'Z2',
          kind: 'ASYLUM_SUBSEQUENT',
          state: 'DECIDED',
          submittedAt: '2020-01-01',
          decidedAt: '2020-02-01',
          outcome: 'DISREGARDED',
        },
        {
          recordKey: 'Z3',
          kind: 'NO_FAULT',
          state: 'SUBMITTED',
          submittedAt: '2020-01-01',
          decidedAt: null,
          outcome: null,
        },
      ],
      legal: [{ recordKey: 'Z2', legalArticle: '30c' }],
      medicalOutcome: [{ recordKey: 'Z1', medicalOutcome: 'POSTPONED', medicalValidUntil: '2021-02-28' }],
    });
  });

  it('DT&V: a procedure without a way of departure is open', () => {
    expect(record('dtv', row('dtv'))).toMatchObject({
      version: 3,
      parts: {
        procedure: [{ state: 'OPEN', departureKind: null }],
        laissezPasser: [{ laissezPasserStage: 'NOT_RECOGNISED' }],
      },
    });
  });

  it('an NGO record is found again when its V-number or consent changes, and not when the person is another', () => {
    const key = (change: Row) => record('ngo-de-haven', row('ngo-de-haven', change)).sourceKey;
    expect(key({ v_nummer: '0000000001', toestemming_delen: 'nee', fase: 'nazorg' })).toBe(key({}));
    expect(key({ naam: 'Elise Hailé' })).toBe(key({}));
    expect(key({ geboortedatum: '1961' })).not.toBe(key({}));
    expect(key({ start: '2020-01-02' })).not.toBe(key({}));
  });
});

describe('nothing is guessed: the row is rejected, and the reason names the field and no value', () => {
  it.each<[string, Row]>([
    ['amsterdam', { 'V-nummer': '000000001' }],
    ['amsterdam', { 'V-nummer': '00000000011' }],
    ['amsterdam', { 'V-nummer': '000000000x' }],
    ['amsterdam', { Dossiernr: '' }],
    ['amsterdam', { Achternaam: '', Voornamen: ' ' }],
    ['amsterdam', { Geboortedatum: '04-00-1959' }],
    ['amsterdam', { Geboortedatum: '29-02-1959' }],
    ['amsterdam', { Geboortedatum: '1959-05-04' }],
    ['amsterdam', { 'Ingang opvang': '00-02-2020' }],
    ['amsterdam', { 'Ingang opvang': '' }],
    ['amsterdam', { 'Ingang opvang': '13-03-2020' }],
    ['amsterdam', { Nationaliteit: 'Iraanse / Atlantische' }],
    ['amsterdam', { Scenario: '' }],
    ['amsterdam', { 'Reden uitstroom': 'Volgend verzoek ingediend' }],
    ['amsterdam', { Achternaam: 'x'.repeat(201) }],
    ['eindhoven', { In: '06-03-2020' }],
    ['eindhoven', { Naam: 'Haile, Élise, Noor' }],
    ['utrecht', { nationality_codes: '84' }],
    ['utrecht', { stay_from: '2020-01' }],
    ['rotterdam', { client: { dossier: 'R1', vnr: 1234567890, naam: { achternaam: 'A' } } }],
    ['rotterdam', { client: 'R1' }],
    ['rotterdam', { client: { dossier: 'R1', naam: { achternaam: 'A' }, geboren: { maand: 3 } } }],
    ['ind', { vNummer: null }],
    ['ind', { aanvragen: [{ zaaknummer: 'Z1', soort: 'ONBEKEND' }] }],
    ['ind', { aanvragen: [{ zaaknummer: 'Z1', soort: 'HASA', besluit: { datum: '2020-01-01', artikel: '99' } }] }],
    [
      'ind',
      {
        aanvragen: [
          { zaaknummer: 'Z1', soort: 'HASA', ingediend: '2020-02-01', besluit: { datum: '2020-01-01', artikel: '28' } },
        ],
      },
    ],
    [
      'ind',
      {
        aanvragen: [
          { zaaknummer: 'Z1', soort: 'HASA' },
          { zaaknummer: 'Z1', soort: 'HASA' },
        ],
      },
    ],
    ['ind', { aanvragen: [{ zaaknummer: 'Z1', soort: 'VOLGEND VERZOEK', ingediend: '2020-02-01' }] }],
    ['dtv', { versie: '' }],
    ['dtv', { lp_stand: 'zoekgeraakt' }],
    ['avim', { meldplicht: { opgelegd: 'ja' } }],
    ['avim', { identiteit: { vastgesteld: true, bronniveau: 9 } }],
    ['ngo-de-haven', { toestemming_delen: 'misschien' }],
    ['ngo-de-haven', { start: '' }],
    ['ngo-de-haven', { naam: '...' }],
  ])('%s %j', (organisation, change) => {
    const attempt = () => layout(organisation).translate(row(organisation, change));
    expect(attempt).toThrow(RowRejected);
    const values = Object.values(change).filter(
      (value): value is string => typeof value === 'string' && value.length > 2,
    );
    for (const value of values) expect(attempt).not.toThrow(value);
  });
});

describe('every row that the rejections start from is a good one', () => {
  it.each(Object.keys(ROWS))('%s', (organisation) => {
    expect(record(organisation, row(organisation)).sourceKey.length).toBeGreaterThan(0);
  });
});
