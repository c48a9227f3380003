import type { SourceRecord } from '../../../src/sources/source-record.js';
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
  type Parts,
  plan,
  postponed,
  stays,
} from '../../support/records.js';

/** More people than the tests' world has, each known to every source, with consents that are easily taken for one another. */
export const NEIGHBOURS = { nadia: '1000000021', omar: '1000000022', pia: '1000000023' } as const;

type Neighbour = keyof typeof NEIGHBOURS;

const about = (person: Neighbour, record: SourceRecord): SourceRecord => ({
  ...record,
  sourceKey: person,
  identifiers: { ...record.identifiers, vNumber: NEIGHBOURS[person] },
});

const guidance = (
  person: Neighbour,
  organisation: string,
  parts: Parts,
  consents: Parameters<typeof dossier>[4] = [],
) => about(person, dossier('GUIDANCE', organisation, 'idris', { ...guided('2024-03-10'), ...parts }, consents));

/** A file of the shelter with a bit of everything. */
const sheltered = (person: Neighbour, organisation: string, given: string, family: string): SourceRecord =>
  about(
    person,
    file(organisation, 'idris', {
      caseFile: caseFile('IN_GUIDANCE', organisation.toUpperCase(), '2024-03-09'),
      personName: named(given, family),
      personBirth: born('1990-05-17', 'Asmara'),
      personNationality: of(['0084']),
      personBsn: [{ bsn: '000000061' }],
      personContact: [{ telephone: '0600000061', language: 'Tigrinya' }],
      ...stays('2024-03-09', 'De Oever'),
      attention: [{ recordKey: '2024-03-09', attention: 'Ground floor' }],
      plan: plan('RETURN', '2024-03-29'),
      effort: [
        { recordKey: '1', organisation, effort: 'Shelter', dueAt: '2024-06-01' },
        { recordKey: '2', organisation: 'avim', effort: 'Identity research', dueAt: '2024-08-01' },
      ],
    }),
  );

const known = (person: Neighbour): SourceRecord[] => [
  about(
    person,
    dossier('IND', 'ind', 'idris', {
      personName: named('Nadia', 'Abdi', 2),
      application: applied('Z1', 'ART64_MEDICAL', '2024-03-12'),
      legal: [{ recordKey: 'Z1', legalArticle: '64', remedy: 'APPEAL', returnDecisionAt: '2024-03-13' }],
      medicalOutcome: postponed('Z1', '2024-09-12'),
    }),
  ),
  about(
    person,
    dossier('DTV', 'dtv', 'idris', {
      procedure: [{ recordKey: 'P1', state: 'OPEN', openedAt: '2024-03-21' }],
      laissezPasser: [{ recordKey: 'P1', laissezPasserStage: 'REQUESTED', laissezPasserCountry: 'Eritrea' }],
      travel: [{ recordKey: 'P1', plannedDepartureAt: '2024-10-01', supportedByIom: true }],
      officer: [{ recordKey: 'P1', name: 'R. Voerder', telephone: '0700000000' }],
    }),
  ),
  about(
    person,
    dossier('AVIM', 'avim', 'idris', {
      reportingDuty: [{ reportingDuty: true, reportingStatus: 'MET' }],
      measure: [{ measure: 'ART_56', measureFrom: '2024-03-22' }],
      identity: [{ established: true, establishedAt: '2024-02-02', sourceLevel: 2 }],
      document: [{ recordKey: '1', kind: 'PASSPORT', number: 'ER1', issuedBy: 'Eritrea' }],
    }),
  ),
];

/**
 * Nadia is guided by De Haven and by Het Anker, and consents to Het Anker and to Amsterdam. Omar is Rotterdam's, and
 * consents to every municipality. Pia withdrew her consents to De Haven and to every municipality; that to the DT&V stands.
 * Amal is guided by Het Anker as well.
 */
export const NEIGHBOUR_RECORDS: readonly SourceRecord[] = [
  sheltered('nadia', 'amsterdam', 'Nadia', 'Abdi'),
  guidance('nadia', 'ngo-de-haven', { personContact: [{ email: 'nadia@example.org' }] }),
  guidance('nadia', 'ngo-het-anker', { personContact: [{ interpreter: 'Amharic' }] }, [
    consent('MUNICIPALITY', 'amsterdam'),
    consent('NGO', 'ngo-het-anker'),
  ]),
  ...known('nadia'),
  sheltered('omar', 'rotterdam', 'Omar', 'Haile'),
  guidance('omar', 'ngo-het-anker', {}, [consent('MUNICIPALITY', null), consent('DTV', null, true)]),
  ...known('omar'),
  sheltered('pia', 'amsterdam', 'Pia', 'Barre'),
  guidance('pia', 'ngo-de-haven', { personName: named('Pia', 'Barré', 4) }, [
    consent('NGO', 'ngo-de-haven', true),
    consent('MUNICIPALITY', null, true),
    consent('DTV', 'dtv'),
  ]),
  ...known('pia'),
  dossier('GUIDANCE', 'ngo-het-anker', 'amal', {
    ...guided('2024-02-01', 'ENDED', '2024-03-01'),
    personName: named('Amal', 'Abdy', 4),
    personContact: [{ telephone: '0600000092' }],
  }),
];
