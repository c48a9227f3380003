import { Extensions, Field, InputType, Int } from 'type-graphql';
import {
  DepartureKindEnum,
  GuidancePhaseEnum,
  LaissezPasserStageEnum,
  MeasureEnum,
  ProcedureStateEnum,
  ReportingStatusEnum,
} from './agency.enums.js';
import {
  ApplicationKindEnum,
  ApplicationStateEnum,
  DecisionOutcomeEnum,
  MedicalOutcomeEnum,
  RemedyEnum,
} from './ind.enums.js';
import { DateScalar, PartialDateScalar, VNumberScalar } from './scalars.js';
import {
  CaseStatusEnum,
  DurabilityEnum,
  MunicipalityEnum,
  OutflowReasonEnum,
  ScenarioEnum,
  StayKindEnum,
} from './shelter.enums.js';

type ItemType = Parameters<typeof Field>[0] extends infer Thunk ? Thunk : never;
type ItemThunk = () => unknown;

const OPEN = { open: 'a condition decides nothing by itself; the field it stands on carries the category' };

/** An input type `{ in: [T!]! }`: one of these values. An empty list is refused, because it reads as nothing or everything. */
function oneOf(name: string, item: ItemThunk, dutch: string) {
  class OneOfFilter {
    in!: readonly (string | number)[];
  }
  const description = `One of these values; at least one (${dutch}).`;
  Field((() => [item()]) as unknown as ItemType, { description })(OneOfFilter.prototype, 'in');
  Extensions(OPEN)(OneOfFilter.prototype, 'in');
  InputType(name, { description: `Condition on a value (${dutch}).` })(OneOfFilter);
  return OneOfFilter;
}

export const TextFilter = oneOf('TextFilter', () => String, 'een van deze teksten');
export const LevelFilter = oneOf('LevelFilter', () => Int, 'een van deze bronniveaus');
export const VNumberFilter = oneOf('VNumberFilter', () => VNumberScalar, 'een van deze V-nummers');
export const PartialDateFilter = oneOf('PartialDateFilter', () => PartialDateScalar, 'een van deze datums');
export const CaseStatusFilter = oneOf('CaseStatusFilter', () => CaseStatusEnum, 'stand van de casus');
export const MunicipalityFilter = oneOf('MunicipalityFilter', () => MunicipalityEnum, 'gemeente');
export const StayKindFilter = oneOf('StayKindFilter', () => StayKindEnum, 'soort opvang');
export const ScenarioFilter = oneOf('ScenarioFilter', () => ScenarioEnum, 'scenario');
export const OutflowReasonFilter = oneOf('OutflowReasonFilter', () => OutflowReasonEnum, 'reden van uitstroom');
export const DurabilityFilter = oneOf('DurabilityFilter', () => DurabilityEnum, 'bestendigheid');
export const GuidancePhaseFilter = oneOf('GuidancePhaseFilter', () => GuidancePhaseEnum, 'fase van begeleiding');
export const ApplicationKindFilter = oneOf('ApplicationKindFilter', () => ApplicationKindEnum, 'soort aanvraag');
export const ApplicationStateFilter = oneOf(
  'ApplicationStateFilter',
  () => ApplicationStateEnum,
  'stand van de aanvraag',
);
export const DecisionOutcomeFilter = oneOf('DecisionOutcomeFilter', () => DecisionOutcomeEnum, 'uitkomst');
export const RemedyFilter = oneOf('RemedyFilter', () => RemedyEnum, 'rechtsmiddel');
export const MedicalOutcomeFilter = oneOf('MedicalOutcomeFilter', () => MedicalOutcomeEnum, 'uitkomst artikel 64');
export const ProcedureStateFilter = oneOf('ProcedureStateFilter', () => ProcedureStateEnum, 'stand van de procedure');
export const DepartureKindFilter = oneOf('DepartureKindFilter', () => DepartureKindEnum, 'vertrekwijze');
export const LaissezPasserStageFilter = oneOf('LaissezPasserStageFilter', () => LaissezPasserStageEnum, 'stand LP');
export const ReportingStatusFilter = oneOf(
  'ReportingStatusFilter',
  () => ReportingStatusEnum,
  'stand van de meldplicht',
);
export const MeasureFilter = oneOf('MeasureFilter', () => MeasureEnum, 'maatregel');

/** A range of days, both ends included. */
@InputType('DateRange', { description: 'A range of days, both ends included; at least one end (periode).' })
export class DateRange {
  @Field(() => DateScalar, { nullable: true, description: 'First day (vanaf).' })
  @Extensions(OPEN)
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day (tot en met).' })
  @Extensions(OPEN)
  until?: string | null;
}

/** A truth value. */
@InputType('TruthFilter', { description: 'Condition on a truth value (ja of nee).' })
export class TruthFilter {
  @Field(() => Boolean, { description: 'The value it must have (ja of nee).' })
  @Extensions(OPEN)
  is!: boolean;
}
