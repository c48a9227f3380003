import { InputType } from 'type-graphql';
import { Guarded } from './fields.js';
import {
  ApplicationKindFilter,
  ApplicationStateFilter,
  DateRange,
  DecisionOutcomeFilter,
  DepartureKindFilter,
  LaissezPasserStageFilter,
  LevelFilter,
  MeasureFilter,
  MedicalOutcomeFilter,
  ProcedureStateFilter,
  RemedyFilter,
  ReportingStatusFilter,
  TextFilter,
  TruthFilter,
} from './filter-conditions.input.js';

/** Input type `ApplicationFilter`. */
@InputType('ApplicationFilter', { description: 'Conditions that one and the same application meets (aanvraag).' })
export class ApplicationFilter {
  @Guarded('decision.status', () => ApplicationKindFilter, 'Kind of application (soort aanvraag).')
  kind?: InstanceType<typeof ApplicationKindFilter> | null;

  @Guarded('decision.status', () => ApplicationStateFilter, 'How far it is (stand).')
  state?: InstanceType<typeof ApplicationStateFilter> | null;

  @Guarded('decision.status', () => DateRange, 'Day it was submitted (ingediend op).')
  submittedAt?: InstanceType<typeof DateRange> | null;

  @Guarded('decision.status', () => DateRange, 'Day of the decision (beslist op).')
  decidedAt?: InstanceType<typeof DateRange> | null;

  @Guarded('decision.status', () => DecisionOutcomeFilter, 'Outcome (uitkomst).')
  outcome?: InstanceType<typeof DecisionOutcomeFilter> | null;

  @Guarded('decision.legal', () => TextFilter, 'Article of the Vw 2000 (wetsartikel).')
  legalArticle?: InstanceType<typeof TextFilter> | null;

  @Guarded('decision.legal', () => RemedyFilter, 'Remedy (rechtsmiddel).')
  remedy?: InstanceType<typeof RemedyFilter> | null;

  @Guarded('decision.legal', () => DateRange, 'Last day for the remedy (uiterste datum rechtsmiddel).')
  remedyDeadline?: InstanceType<typeof DateRange> | null;

  @Guarded('decision.legal', () => DateRange, 'Day of the return decision (terugkeerbesluit).')
  returnDecisionAt?: InstanceType<typeof DateRange> | null;

  @Guarded('decision.legal', () => DateRange, 'Last day of the entry ban (inreisverbod tot).')
  entryBanUntil?: InstanceType<typeof DateRange> | null;

  @Guarded('decision.medical', () => MedicalOutcomeFilter, 'Outcome of art. 64 (uitkomst artikel 64).')
  medicalOutcome?: InstanceType<typeof MedicalOutcomeFilter> | null;

  @Guarded('decision.medical', () => DateRange, 'Last day of the postponement (artikel 64 geldig tot).')
  medicalValidUntil?: InstanceType<typeof DateRange> | null;
}

/** Input type `ReturnProcedureFilter`. */
@InputType('ReturnProcedureFilter', {
  description: 'Conditions that one and the same return procedure meets (terugkeerprocedure).',
})
export class ReturnProcedureFilter {
  @Guarded('return.status', () => ProcedureStateFilter, 'State (stand).')
  state?: InstanceType<typeof ProcedureStateFilter> | null;

  @Guarded('return.status', () => DateRange, 'Day it was opened (geopend op).')
  openedAt?: InstanceType<typeof DateRange> | null;

  @Guarded('return.status', () => DateRange, 'Day it was closed (afgesloten op).')
  closedAt?: InstanceType<typeof DateRange> | null;

  @Guarded('return.status', () => DepartureKindFilter, 'Way of departure (vertrekwijze).')
  departureKind?: InstanceType<typeof DepartureKindFilter> | null;

  @Guarded('return.document', () => LaissezPasserStageFilter, 'Stage of the laissez-passer (stand LP).')
  laissezPasserStage?: InstanceType<typeof LaissezPasserStageFilter> | null;

  @Guarded('return.document', () => TextFilter, 'Country that was asked for it (land van de LP-aanvraag).')
  laissezPasserCountry?: InstanceType<typeof TextFilter> | null;

  @Guarded('return.travel', () => DateRange, 'Planned day of departure (geplande vertrekdatum).')
  plannedDepartureAt?: InstanceType<typeof DateRange> | null;

  @Guarded('return.travel', () => TruthFilter, 'Whether the IOM supports the return (ondersteuning door de IOM).')
  supportedByIom?: InstanceType<typeof TruthFilter> | null;
}

/** Input type `SupervisionFilter`. */
@InputType('SupervisionFilter', { description: 'Conditions on supervision by the AVIM (toezicht).' })
export class SupervisionFilter {
  @Guarded('supervision.duty', () => TruthFilter, 'Whether there is a duty to report (meldplicht).')
  reportingDuty?: InstanceType<typeof TruthFilter> | null;

  @Guarded('supervision.duty', () => ReportingStatusFilter, 'How the duty is met (stand van de meldplicht).')
  reportingStatus?: InstanceType<typeof ReportingStatusFilter> | null;

  @Guarded('supervision.measure', () => MeasureFilter, 'Measure (maatregel).')
  measure?: InstanceType<typeof MeasureFilter> | null;

  @Guarded('supervision.measure', () => DateRange, 'First day of the measure (maatregel vanaf).')
  measureFrom?: InstanceType<typeof DateRange> | null;

  @Guarded('supervision.measure', () => DateRange, 'Last day of the measure (maatregel tot).')
  measureUntil?: InstanceType<typeof DateRange> | null;
}

/** Input type `IdentityFilter`. */
@InputType('IdentityFilter', { description: 'Conditions on identity research (identiteitsonderzoek).' })
export class IdentityFilter {
  @Guarded('identity.research', () => TruthFilter, 'Whether the identity is established (identiteit vastgesteld).')
  established?: InstanceType<typeof TruthFilter> | null;

  @Guarded('identity.research', () => DateRange, 'Day it was established (vastgesteld op).')
  establishedAt?: InstanceType<typeof DateRange> | null;

  @Guarded('identity.research', () => LevelFilter, 'Strength of the evidence (bronniveau).')
  sourceLevel?: InstanceType<typeof LevelFilter> | null;
}
