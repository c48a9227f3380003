import { InputType } from 'type-graphql';
import { STATISTICS_CATEGORY } from '../policy/statistics-grants.js';
import type {
  CountedApplication,
  CountedOutcome,
  CountedReturnProcedure,
  CountedScenario,
} from '../statistics/facts/codes.js';
import type { NationalityGroup } from '../statistics/facts/nationality-groups.js';
import type { Population } from '../statistics/question.js';
import type { Dimension } from '../statistics/table/dimensions.js';
import type { TimeGrain } from '../statistics/table/time-axis.js';
import { Guarded } from './fields.js';
import { DateScalar } from './scalars.js';
import { DurabilityEnum, MunicipalityEnum } from './shelter.enums.js';
import {
  CountedApplicationEnum,
  CountedOutcomeEnum,
  CountedReturnProcedureEnum,
  CountedScenarioEnum,
  NationalityGroupEnum,
  PopulationEnum,
  StatisticsDimensionEnum,
  TimeGrainEnum,
} from './statistics.enums.js';

/** Input type `StatisticsFilter`: each list names the values that stay; a dimension without a list keeps all. */
@InputType('StatisticsFilter', {
  description: 'Values to which statistics are narrowed; each one is a dimension too (filter).',
})
export class StatisticsFilter {
  @Guarded(STATISTICS_CATEGORY, () => [MunicipalityEnum], 'Municipalities (gemeenten).')
  municipality?: string[] | null;

  @Guarded(STATISTICS_CATEGORY, () => [NationalityGroupEnum], 'Groups of nationalities (nationaliteitsgroepen).')
  nationalityGroup?: NationalityGroup[] | null;

  @Guarded(STATISTICS_CATEGORY, () => [CountedScenarioEnum], "Scenarios (scenario's).")
  scenario?: CountedScenario[] | null;

  @Guarded(STATISTICS_CATEGORY, () => [CountedOutcomeEnum], 'Reasons of leaving (redenen van uitstroom).')
  outcome?: CountedOutcome[] | null;

  @Guarded(STATISTICS_CATEGORY, () => [DurabilityEnum], 'Durability of the solution (bestendigheid).')
  durability?: string[] | null;

  @Guarded(STATISTICS_CATEGORY, () => [CountedApplicationEnum], 'Latest application (laatste aanvraag).')
  application?: CountedApplication[] | null;

  @Guarded(STATISTICS_CATEGORY, () => [CountedReturnProcedureEnum], 'Latest return procedure (laatste procedure).')
  returnProcedure?: CountedReturnProcedure[] | null;
}

/** Input type `StatisticsInput`. */
@InputType('StatisticsInput', {
  description: 'What is counted. At most three dimensions, filters and period included (vraag).',
})
export class StatisticsInput {
  @Guarded(STATISTICS_CATEGORY, () => PopulationEnum, 'Who is counted; ENTERED when left out (wie).')
  population?: Population | null;

  @Guarded(STATISTICS_CATEGORY, () => [StatisticsDimensionEnum], 'What people are grouped by (groeperen naar).')
  groupBy?: Dimension[] | null;

  @Guarded(STATISTICS_CATEGORY, () => TimeGrainEnum, 'How fine a period is; YEAR when left out (tijdseenheid).')
  grain?: TimeGrain | null;

  @Guarded(STATISTICS_CATEGORY, () => DateScalar, 'First day, the first of a month (vanaf).')
  from?: string | null;

  @Guarded(STATISTICS_CATEGORY, () => DateScalar, 'First day that no longer counts, the first of a month (tot).')
  until?: string | null;

  @Guarded(STATISTICS_CATEGORY, () => StatisticsFilter, 'Values to which it is narrowed (filter).')
  filter?: StatisticsFilter | null;
}
