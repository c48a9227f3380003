import type { Answer, TestGraph } from '../support/graph.js';
import { V } from '../support/world.js';
import type { Who } from './rights-asker.js';

export const AVIM = { organisation: 'avim', purpose: 'SUPERVISION' };

/** What became of a delivery, as it is answered. */
export interface DeliveryAnswer {
  readonly id: string;
  readonly rejectedRows: readonly { readonly place: number; readonly reason: string }[];
}

const REPORT = `{ id source organisation mode state received new changed unchanged superseded quarantined rejected
  rejectedRows { place reason } }`;

/** Delivers records over HTTP, as an agency's software does. */
export async function deliver(graph: TestGraph, who: Who, agency: string, input: readonly object[]): Promise<Answer> {
  const query = `mutation ($input: [${agency}RecordInput!]!) { done: deliver${agency}(input: $input) ${REPORT} }`;
  return graph.ask({ ...who, query, variables: { input } });
}

/** Delivers records, and gives the report. @throws Error when it was refused */
export async function delivered(
  graph: TestGraph,
  who: Who,
  agency: string,
  input: readonly object[],
): Promise<DeliveryAnswer> {
  const answer = await deliver(graph, who, agency, input);
  if (answer.errors) throw new Error(answer.text);
  return (answer.data as unknown as { done: DeliveryAnswer }).done;
}

/** A record of each agency with all that it can state. */
export const RECORDS = {
  shelter: {
    key: 'A-2024-77',
    vNumber: '2000000001',
    person: {
      familyName: 'Okafor',
      givenNames: 'Ngozi',
      aliases: ['Nana'],
      birthDate: '1991-02',
      birthPlace: 'Enugu',
      nationalities: ['0137'],
      bsn: '123456782',
      telephone: '0600000077',
      email: 'ngozi@example.org',
      language: 'Igbo',
      interpreter: 'Igbo',
    },
    stays: [
      {
        arrivedAt: '2024-02-01',
        departedAt: null,
        kind: 'SHELTER_24H',
        location: 'De Oever',
        address: 'Kade 1',
        room: '7',
        attention: 'Ground floor',
      },
    ],
    plan: {
      scenario: 'RETURN',
      decidedAt: '2024-02-20',
      efforts: [{ organisation: 'dtv', effort: 'Laissez-passer', dueAt: '2024-06-01' }],
    },
  },
  guidance: {
    name: 'Göran Aziz-Osman',
    birthDate: '1985',
    nationalities: ['0314'],
    vNumber: V.goran,
    phase: 'GUIDANCE',
    goal: 'Work out what is possible',
    startedAt: '2023-02-05',
    telephone: '0600000078',
  },
  ind: {
    vNumber: V.hana,
    person: { familyName: 'Yusuf', givenNames: 'Hana', birthDate: '1999-01-01', bsn: '111222333', sourceLevel: 2 },
    applications: [
      {
        key: 'Z1',
        kind: 'ASYLUM_FIRST',
        submittedAt: '2023-01-10',
        decidedAt: '2024-02-01',
        outcome: 'UNFOUNDED',
        legalArticle: '31',
        remedy: 'APPEAL',
        remedyDeadline: '2024-03-01',
        returnDecisionAt: '2024-02-01',
        entryBanUntil: '2026-02-01',
      },
      {
        key: 'Z2',
        kind: 'ART64_MEDICAL',
        submittedAt: '2024-03-01',
        decidedAt: '2024-04-01',
        medicalOutcome: 'POSTPONED',
        medicalValidUntil: '2024-10-01',
      },
    ],
  },
  dtv: {
    vNumber: V.hana,
    version: 3,
    openedAt: '2024-06-01',
    laissezPasserStage: 'REQUESTED',
    laissezPasserCountry: 'Somalia',
    plannedDepartureAt: '2025-01-01',
    supportedByIom: true,
    officer: { name: 'R. Voerder', telephone: '0700000001', email: 'regie@example.org' },
  },
  avim: {
    vNumber: V.hana,
    reportingDuty: true,
    reportingStatus: 'MET',
    measures: [{ key: 'M1', measure: 'ART_56', measureFrom: '2024-06-01', measureUntil: '2024-12-01' }],
    identity: { established: true, establishedAt: '2024-05-01', sourceLevel: 2 },
    documents: [{ key: 'D1', kind: 'PASSPORT', number: 'SO1', issuedBy: 'Somalia', validUntil: '2027-01-01' }],
  },
} as const;
