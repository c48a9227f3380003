import type { Dossier } from '../views/dossier.js';
import type { ValueForm } from './value-words.js';

/** The sections of a case's page that hold records with fields. */
export type SectionName = Exclude<
  keyof Dossier,
  | 'id'
  | 'status'
  | 'municipality'
  | 'arrivedAt'
  | 'leftAt'
  | 'conflicts'
  | 'underInvestigation'
  | 'timeline'
  | 'provenance'
>;
/** The sections that stand within a record of another one. */
export type InnerName = 'efforts' | 'officer' | 'documents';

type RecordIn<Value> = NonNullable<Value> extends readonly (infer Item)[] ? NonNullable<Item> : NonNullable<Value>;
type Forms<Value> = { readonly [Name in Exclude<keyof RecordIn<Value>, 'provenance' | InnerName>]?: ValueForm };

/** A section: its fields in the order in which they are shown, and how each is written. */
export interface Section {
  readonly name: SectionName | InnerName;
  readonly fields: Readonly<Record<string, ValueForm>>;
  readonly inner?: Section;
}

function section<Name extends SectionName>(name: Name, fields: Forms<Dossier[Name]>, inner?: Section): Section {
  return { name, fields: fields as Section['fields'], inner };
}

const EFFORTS: Section = { name: 'efforts', fields: { organisation: 'organisation', effort: 'text', dueAt: 'day' } };
const OFFICER: Section = { name: 'officer', fields: { name: 'text', telephone: 'telephone', email: 'email' } };
const DOCUMENTS: Section = {
  name: 'documents',
  fields: { kind: { list: 'DocumentKind' }, number: 'text', issuedBy: 'country', validUntil: 'day' },
};

/**
 * What the page of a case can show, in its order. What a view does not have is not in its answer, and so not on its page.
 */
export const SECTIONS: readonly Section[] = [
  section('person', {
    familyName: 'text',
    givenNames: 'text',
    aliases: 'texts',
    birthDate: 'day',
    birthPlace: 'text',
    nationalities: 'nationalities',
    vNumber: 'text',
    bsn: 'text',
    telephone: 'telephone',
    email: 'email',
    language: 'tongue',
    interpreter: 'tongue',
  }),
  section('plan', { scenario: { list: 'Scenario' }, decidedAt: 'day' }, EFFORTS),
  section('guidance', {
    organisation: 'organisation',
    phase: { list: 'GuidancePhase' },
    goal: 'text',
    startedAt: 'day',
    endedAt: 'day',
  }),
  section('shelterStays', {
    kind: { list: 'StayKind' },
    arrivedAt: 'day',
    departedAt: 'day',
    location: 'text',
    address: 'text',
    room: 'text',
    attention: 'text',
  }),
  section('applications', {
    kind: { list: 'ApplicationKind' },
    state: { list: 'ApplicationState' },
    submittedAt: 'day',
    decidedAt: 'day',
    outcome: { list: 'DecisionOutcome' },
    legalArticle: 'text',
    remedy: { list: 'Remedy' },
    remedyDeadline: 'day',
    returnDecisionAt: 'day',
    entryBanUntil: 'day',
    medicalOutcome: { list: 'MedicalOutcome' },
    medicalValidUntil: 'day',
  }),
  section(
    'returnProcedures',
    {
      state: { list: 'ProcedureState' },
      openedAt: 'day',
      closedAt: 'day',
      departureKind: { list: 'DepartureKind' },
      laissezPasserStage: { list: 'LaissezPasserStage' },
      laissezPasserCountry: 'country',
      plannedDepartureAt: 'day',
      supportedByIom: 'truth',
    },
    OFFICER,
  ),
  section('supervision', {
    reportingDuty: 'truth',
    reportingStatus: { list: 'ReportingStatus' },
    measure: { list: 'Measure' },
    measureFrom: 'day',
    measureUntil: 'day',
  }),
  section('identity', { established: 'truth', establishedAt: 'day', sourceLevel: 'text' }, DOCUMENTS),
  section('outflow', {
    reason: { list: 'OutflowReason' },
    durability: { list: 'Durability' },
    destination: 'country',
    leftAt: 'day',
  }),
];
