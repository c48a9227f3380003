import type { Principal } from '../../../src/model/principal.js';
import type { Purpose } from '../../../src/model/purpose.js';
import type { LiveAgency } from '../../../src/model/source-settings.js';
import type { SourceRecord } from '../../../src/sources/source-record.js';
import { dossier, WORLD } from '../../support/world.js';

/** What the contract suite asks of one agency: itself, of its own records, in a world that both know. */
export interface ContractAgency {
  readonly agency: LiveAgency;
  readonly principal: Principal;
  readonly purpose: Purpose;
  /** A part of which Amal has two rows and `one` has one, with a column and its field that tell them apart. */
  readonly part: string;
  readonly column: string;
  readonly field: string;
  readonly amal: readonly (readonly [recordKey: string, value: string])[];
  readonly one: { readonly person: string; readonly row: readonly [recordKey: string, value: string] };
  /** Several parts and columns of Amal, and what is answered. */
  readonly wide: { readonly columns: Readonly<Record<string, readonly string[]>>; readonly rows: readonly unknown[] };
  /** A record of Hana, who is out of the agency's reach: it has it, and nobody here may learn of it. */
  readonly stray: (caseId: string) => string;
  /** Something that another agency has. */
  readonly foreign: { readonly agency: LiveAgency; readonly columns: Readonly<Record<string, readonly string[]>> };
}

const principalOf = (organisation: string, partnerKind: Principal['partnerKind']): Principal => ({
  organisation,
  partnerKind,
  client: 'contract',
});
const strayInto = (table: string, columns: string, values: string) => (caseId: string) => {
  const [agency] = table.split('.');
  return `insert into ${table} (case_id, organisation, delivered_by, source_key, record_key, ${columns})
    values ('${caseId}', '${agency}', '${agency}', 'stray', '1', ${values})`;
};

const ind: ContractAgency = {
  agency: 'IND',
  principal: principalOf('ind', 'IND'),
  purpose: 'RESIDENCE_DECISION',
  part: 'application',
  column: 'kind',
  field: 'kind',
  amal: [
    ['Z1', 'ASYLUM_FIRST'],
    ['Z2', 'ART64_MEDICAL'],
  ],
  one: { person: 'farid', row: ['Z1', 'REGULAR'] },
  wide: {
    columns: { legal: ['legal_article'], application: ['kind', 'submitted_at', 'decided_at'] },
    rows: [
      [['31']],
      [
        ['ASYLUM_FIRST', '2022-01-10', '2023-02-01'],
        ['ART64_MEDICAL', '2024-01-15', '2024-02-10'],
      ],
    ],
  },
  stray: strayInto('ind.application', 'kind, state', "'REGULAR', 'SUBMITTED'"),
  foreign: { agency: 'DTV', columns: { procedure: ['state'] } },
};

const dtv: ContractAgency = {
  agency: 'DTV',
  principal: principalOf('dtv', 'DTV'),
  purpose: 'RETURN',
  part: 'procedure',
  column: 'state',
  field: 'state',
  amal: [
    ['P1', 'CLOSED'],
    ['P2', 'OPEN'],
  ],
  one: { person: 'bilal', row: ['P1', 'OPEN'] },
  wide: {
    columns: {
      travel: ['planned_departure_at', 'supported_by_iom'],
      laissezPasser: ['laissez_passer_country'],
      procedure: ['departure_kind', 'opened_at'],
      officer: ['name', 'telephone'],
    },
    rows: [
      [['2024-10-01', true]],
      [['Eritrea']],
      [
        ['UNSUPERVISED', '2023-03-02'],
        [null, '2024-03-21'],
      ],
      [['R. Voerder', '0700000000']],
    ],
  },
  stray: strayInto('dtv.procedure', 'state', "'OPEN'"),
  foreign: { agency: 'IND', columns: { application: ['kind'] } },
};

const avim: ContractAgency = {
  agency: 'AVIM',
  principal: principalOf('avim', 'AVIM'),
  purpose: 'IDENTIFICATION',
  part: 'document',
  column: 'kind',
  field: 'kind',
  amal: [
    ['1', 'PASSPORT'],
    ['2', 'BIRTH_CERTIFICATE'],
  ],
  one: { person: 'farid', row: ['1', 'PASSPORT'] },
  wide: {
    columns: { identity: ['established', 'source_level', 'established_at'], document: ['number', 'valid_until'] },
    rows: [
      [[true, 2, '2024-02-02']],
      [
        ['ER1234567', '2027-01-01'],
        ['B77', null],
      ],
    ],
  },
  stray: strayInto('avim.document', 'kind', "'PASSPORT'"),
  foreign: { agency: 'IND', columns: { personName: ['family_name'] } },
};

/** The agencies that can be read live. */
export const AGENCIES: readonly ContractAgency[] = [ind, dtv, avim];

/** A world in which each of them knows more than one person. */
export const CONTRACT_WORLD: readonly SourceRecord[] = [
  ...WORLD,
  dossier('AVIM', 'avim', 'farid', {
    document: [{ recordKey: '1', kind: 'PASSPORT', number: 'AF1', issuedBy: 'Afghanistan' }],
  }),
];
