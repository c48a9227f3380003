import type { SourceRecord } from '../../src/sources/source-record.js';
import {
  applied,
  born,
  caseFile,
  consent,
  dossier,
  file,
  guided,
  named,
  of,
  plan,
  postponed,
  stays,
} from './records.js';

export { consent, dossier, file, V } from './records.js';

/**
 * A made-up world, small enough to know by heart: who is sheltered where, who guides, who consented. Each person is
 * there for one reason, said in the comment. The key of a municipal file is the person's name.
 */

/** Amal: all sources know her; De Haven guides her, and she consents to De Haven. */
const amal: SourceRecord[] = [
  file('amsterdam', 'amal', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
    personName: named('Amal', 'Abdi'),
    personBirth: born('1990-05-17', 'Asmara'),
    personNationality: of(['0084']),
    personBsn: [{ bsn: '000000012' }],
    personContact: [
      { telephone: '0600000001', email: 'amal@example.org', language: 'Tigrinya', interpreter: 'Tigrinya' },
    ],
    stay: [
      { recordKey: '2024-03-01', arrivedAt: '2024-03-01', departedAt: '2024-04-01', kind: 'NIGHT_SHELTER' },
      { recordKey: '2024-04-01', arrivedAt: '2024-04-01', kind: 'SHELTER_24H' },
    ],
    place: [{ recordKey: '2024-04-01', location: 'De Oever', address: 'Kade 1', room: '4' }],
    attention: [{ recordKey: '2024-03-01', attention: 'Ground floor' }],
    plan: plan('RETURN', '2024-03-20'),
    effort: [
      { recordKey: '1', organisation: 'amsterdam', effort: 'Shelter', dueAt: '2024-06-01' },
      { recordKey: '2', organisation: 'dtv', effort: 'Laissez-passer', dueAt: '2024-07-01' },
      { recordKey: '3', organisation: 'avim', effort: 'Identity research', dueAt: '2024-08-01' },
    ],
  }),
  dossier(
    'GUIDANCE',
    'ngo-de-haven',
    'amal',
    { ...guided('2024-03-05'), personContact: [{ telephone: '0600000091' }] },
    [consent('NGO', 'ngo-de-haven')],
  ),
  dossier('IND', 'ind', 'amal', {
    application: [
      {
        recordKey: 'Z1',
        kind: 'ASYLUM_FIRST',
        state: 'DECIDED',
        submittedAt: '2022-01-10',
        decidedAt: '2023-02-01',
        outcome: 'UNFOUNDED',
      },
      {
        recordKey: 'Z2',
        kind: 'ART64_MEDICAL',
        state: 'DECIDED',
        submittedAt: '2024-01-15',
        decidedAt: '2024-02-10',
        outcome: 'GRANTED',
      },
    ],
    legal: [
      {
        recordKey: 'Z1',
        legalArticle: '31',
        remedy: 'APPEAL',
        remedyDeadline: '2023-03-01',
        returnDecisionAt: '2023-02-01',
        entryBanUntil: '2025-02-01',
      },
    ],
    medicalOutcome: postponed('Z2', '2024-08-10'),
  }),
  dossier('DTV', 'dtv', 'amal', {
    procedure: [
      {
        recordKey: 'P1',
        state: 'CLOSED',
        openedAt: '2023-03-02',
        closedAt: '2023-09-01',
        departureKind: 'UNSUPERVISED',
      },
      { recordKey: 'P2', state: 'OPEN', openedAt: '2024-03-21' },
    ],
    laissezPasser: [{ recordKey: 'P2', laissezPasserStage: 'REQUESTED', laissezPasserCountry: 'Eritrea' }],
    travel: [{ recordKey: 'P2', plannedDepartureAt: '2024-10-01', supportedByIom: true }],
    officer: [{ recordKey: 'P2', name: 'R. Voerder', telephone: '0700000000', email: 'regie@example.org' }],
  }),
  dossier('AVIM', 'avim', 'amal', {
    reportingDuty: [{ reportingDuty: true, reportingStatus: 'MET' }],
    measure: [{ measure: 'ART_56', measureFrom: '2024-03-22', measureUntil: '2024-09-22' }],
    identity: [{ established: true, establishedAt: '2024-02-02', sourceLevel: 2 }],
    document: [
      { recordKey: '1', kind: 'PASSPORT', number: 'ER1234567', issuedBy: 'Eritrea', validUntil: '2027-01-01' },
      { recordKey: '2', kind: 'BIRTH_CERTIFICATE', number: 'B77', issuedBy: 'Eritrea' },
    ],
  }),
];

/** Bilal withdrew his consent to De Haven; Cyra gave hers to another NGO; Dawit to every NGO, municipality and the DT&V. */
const consenting: SourceRecord[] = [
  file('amsterdam', 'bilal', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-02-01'),
    personName: named('Bilal', 'Haile'),
    personBirth: born('1988'),
    ...stays('2024-02-01', 'De Oever'),
    plan: plan('LEGALISATION', '2024-02-20'),
  }),
  dossier('GUIDANCE', 'ngo-de-haven', 'bilal', guided('2024-02-05'), [consent('NGO', 'ngo-de-haven', true)]),
  dossier('IND', 'ind', 'bilal', {
    application: applied('Z1', 'ART64_MEDICAL', '2024-02-02'),
    medicalOutcome: postponed('Z1', '2024-08-02'),
  }),
  dossier('DTV', 'dtv', 'bilal', {
    procedure: [{ recordKey: 'P1', state: 'OPEN', openedAt: '2024-02-21' }],
    officer: [{ recordKey: 'P1', name: 'S. Regie' }],
  }),
  file('amsterdam', 'cyra', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-01-15'),
    personName: named('Cyra', 'Barre'),
    personBsn: [{ bsn: '000000024' }],
    plan: plan('UNDER_INVESTIGATION', '2024-02-01'),
  }),
  dossier('GUIDANCE', 'ngo-de-haven', 'cyra', guided('2024-01-20'), [consent('NGO', 'ngo-het-anker')]),
  dossier('IND', 'ind', 'cyra', { application: applied('Z1', 'REGULAR', '2024-01-16') }),
  file('rotterdam', 'dawit', {
    caseFile: caseFile('IN_GUIDANCE', 'ROTTERDAM', '2023-11-01'),
    personName: named('Dawit', 'Tesfay'),
    personContact: [{ telephone: '0600000004', language: 'Amharic' }],
    ...stays('2023-11-01', 'Maaszicht'),
    plan: plan('ONWARD_MIGRATION', '2023-11-20'),
  }),
  dossier('GUIDANCE', 'ngo-het-anker', 'dawit', guided('2023-11-05'), [
    consent('NGO', null),
    consent('MUNICIPALITY', null),
    consent('DTV', null),
  ]),
  dossier('IND', 'ind', 'dawit', {
    application: applied('Z1', 'ART64_MEDICAL', '2023-12-01'),
    medicalOutcome: postponed('Z1', '2024-06-01'),
  }),
  dossier('DTV', 'dtv', 'dawit', {
    procedure: [{ recordKey: 'P1', state: 'OPEN', openedAt: '2023-11-21' }],
    laissezPasser: [{ recordKey: 'P1', laissezPasserStage: 'ISSUED', laissezPasserCountry: 'Ethiopia' }],
  }),
];

/** Eden has files in two cities, the later in Rotterdam; Miran two of the same day. */
const twice: SourceRecord[] = [
  file(
    'amsterdam',
    'eden',
    {
      caseFile: caseFile('LEFT', 'AMSTERDAM', '2021-01-01', '2021-12-31'),
      personName: named('Eden', 'Girma', 5),
      personBirth: born('1995-03', 'Addis Ababa', 5),
      personNationality: of(['0114'], 5),
      personBsn: [{ bsn: '000000036' }],
      ...stays('2021-01-01', 'De Oever', '2021-12-31'),
      plan: plan('RETURN', '2021-02-01'),
      effort: [{ recordKey: '1', organisation: 'amsterdam', effort: 'Old effort', dueAt: '2021-05-01' }],
      outflow: [{ reason: 'UNKNOWN_DESTINATION', durability: 'NONE', leftAt: '2021-12-31' }],
    },
    'eden-amsterdam',
  ),
  file('rotterdam', 'eden', {
    caseFile: caseFile('IN_GUIDANCE', 'ROTTERDAM', '2023-06-01'),
    personName: named('Eden', 'Girmay', 3),
    personBirth: born('1995-03-08', null, 3),
    ...stays('2023-06-01', 'Maaszicht'),
    plan: plan('LEGALISATION', '2023-07-01'),
    effort: [{ recordKey: '1', organisation: 'rotterdam', effort: 'New effort', dueAt: '2023-12-01' }],
  }),
  file('rotterdam', 'miran', {
    caseFile: caseFile('SHELTERED_PENDING_LSO', 'ROTTERDAM', '2024-03-01'),
    personName: named('Miran', 'Zebari'),
  }),
  file(
    'amsterdam',
    'miran',
    {
      caseFile: caseFile('REFERRED', 'AMSTERDAM', '2024-03-01'),
      personName: named('Miran', 'Zebari'),
    },
    'miran-amsterdam',
  ),
];

/** Farid: the IND contradicts the municipality on better evidence. Goran: it only says it more precisely. */
const contradicted: SourceRecord[] = [
  file('amsterdam', 'farid', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
    personName: named('Farid', 'Karimi'),
    personBirth: born('1990-01', 'Kabul'),
    personNationality: of(['0300', '0315']),
    plan: plan('RETURN', '2024-03-25'),
  }),
  dossier('IND', 'ind', 'farid', {
    personName: named('Farid', 'Karimi', 2),
    personBirth: born('1991-02-14', null, 2),
    personNationality: of(['0315'], 2),
    personBsn: [{ bsn: '000000048' }],
    application: applied('Z1', 'REGULAR', '2024-03-02'),
  }),
  file('amsterdam', 'goran', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2023-01-10'),
    personName: named('Göran', 'Aziz-Osman'),
    personBirth: born('1985'),
    personNationality: of(['0314', '0315']),
    plan: plan('RETURN', '2023-02-01'),
  }),
  dossier('IND', 'ind', 'goran', {
    personName: named('Goran', 'Aziz Osman', 2),
    personBirth: born('1985-06-01', null, 2),
    personNationality: of(['0315', '0314'], 2),
  }),
];

/** Hana: not yet decided on. Idris: no V-number. Jamila: referred, known to the IND. Kofi: housed by De Haven. Lina: left. */
const others: SourceRecord[] = [
  file('rotterdam', 'hana', {
    caseFile: caseFile('SHELTERED_PENDING_LSO', 'ROTTERDAM', '2024-05-01'),
    personName: named('Hana', 'Yusuf'),
    ...stays('2024-05-01', 'Maaszicht'),
  }),
  file('amsterdam', 'idris', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-01-02'),
    personName: named('Idris', 'Sesay'),
    plan: plan('UNDER_INVESTIGATION', '2024-01-20'),
  }),
  file('amsterdam', 'jamila', {
    caseFile: caseFile('REFERRED', 'AMSTERDAM', null),
    personName: named('Jamila', 'Noor'),
  }),
  dossier('IND', 'ind', 'jamila', { application: applied('Z1', 'ASYLUM_SUBSEQUENT', '2024-04-01') }),
  file('amsterdam', 'kofi', {
    caseFile: caseFile('LEFT', 'AMSTERDAM', '2024-03-01', '2024-09-01'),
    personName: named('Kofi', 'Mensah'),
    ...stays('2024-03-01', 'Huize De Haven', '2024-09-01', 'ngo-de-haven'),
    plan: plan('RETURN', '2024-03-21'),
    outflow: [{ reason: 'RETURNED', durability: 'DURABLE', destination: 'Ghana', leftAt: '2024-09-01' }],
  }),
  dossier('GUIDANCE', 'ngo-de-haven', 'kofi', guided('2024-03-03', 'ENDED', '2024-09-01')),
  file('rotterdam', 'lina', {
    caseFile: caseFile('LEFT', 'ROTTERDAM', '2024-03-01', '2024-09-01'),
    personName: named('Lina', null),
    plan: plan('RETURN', '2024-03-21'),
    outflow: [{ reason: 'PERMIT', durability: 'DURABLE', leftAt: '2024-09-01' }],
  }),
];

/** Everybody. */
export const WORLD: readonly SourceRecord[] = [...amal, ...consenting, ...twice, ...contradicted, ...others];
