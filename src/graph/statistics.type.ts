import { Float, Int, ObjectType } from 'type-graphql';
import { NATIONAL_CATEGORY, STATISTICS_CATEGORY } from '../policy/statistics-grants.js';
import { Guarded } from './fields.js';
import { DateScalar, DateTimeScalar } from './scalars.js';
import { DurabilityEnum, MunicipalityEnum } from './shelter.enums.js';
import {
  CountedApplicationEnum,
  CountedOutcomeEnum,
  CountedReturnProcedureEnum,
  CountedScenarioEnum,
  NationalityGroupEnum,
} from './statistics.enums.js';

/** GraphQL type of one row of statistics. */
@ObjectType('StatisticsRow', {
  simpleResolvers: true,
  description: 'A group of people. A number that would tell of few is null, with the absence SUPPRESSED (groep).',
})
export class StatisticsRowType {
  @Guarded(STATISTICS_CATEGORY, () => String, '`2020`, `2020-Q3` or `2020-10`, when grouped by it (periode).')
  period?: string | null;

  @Guarded(STATISTICS_CATEGORY, () => MunicipalityEnum, 'Municipality, when grouped by it (gemeente).')
  municipality?: string | null;

  @Guarded(STATISTICS_CATEGORY, () => NationalityGroupEnum, 'Group, when grouped by it (nationaliteitsgroep).')
  nationalityGroup?: string | null;

  @Guarded(STATISTICS_CATEGORY, () => CountedScenarioEnum, 'Scenario, when grouped by it (scenario).')
  scenario?: string | null;

  @Guarded(STATISTICS_CATEGORY, () => CountedOutcomeEnum, 'Reason of leaving, when grouped by it (uitstroomreden).')
  outcome?: string | null;

  @Guarded(STATISTICS_CATEGORY, () => DurabilityEnum, 'Durability, when grouped by it (bestendigheid).')
  durability?: string | null;

  @Guarded(STATISTICS_CATEGORY, () => CountedApplicationEnum, 'Latest application, when grouped by it (aanvraag).')
  application?: string | null;

  @Guarded(STATISTICS_CATEGORY, () => CountedReturnProcedureEnum, 'Latest procedure, when grouped by it (procedure).')
  returnProcedure?: string | null;

  @Guarded(
    STATISTICS_CATEGORY,
    () => Int,
    'People, as a multiple of 5 that lies less than 10 from their number (aantal).',
  )
  count?: number | null;

  @Guarded(STATISTICS_CATEGORY, () => Float, 'Part of the total, of the rounded numbers (aandeel).')
  share?: number | null;

  @Guarded(
    STATISTICS_CATEGORY,
    () => Int,
    'Median days from arrival to departure, rounded to 5; of LEFT, of at least ten people (mediane duur in dagen).',
  )
  medianDays?: number | null;
}

/** GraphQL type of an answer of statistics. */
@ObjectType('Statistics', {
  simpleResolvers: true,
  description: 'Numbers of groups of people, none of which tells of one of them (statistiek).',
})
export class StatisticsType {
  @Guarded(STATISTICS_CATEGORY, () => [StatisticsRowType], 'A row a group, also of groups nobody is in (groepen).')
  rows?: StatisticsRowType[];

  @Guarded(STATISTICS_CATEGORY, () => StatisticsRowType, 'Everybody whom filter and period leave (totaal).')
  total?: StatisticsRowType;

  @Guarded(STATISTICS_CATEGORY, () => DateTimeScalar, 'When the facts were last refreshed (bijgewerkt op).')
  refreshedAt?: string;

  @Guarded(
    NATIONAL_CATEGORY,
    () => Int,
    'Exact number of the population in the whole country in the period, whatever the filter (landelijk totaal).',
  )
  nationalTotal?: number;
}

/** GraphQL type of an exact number of who left for one reason. */
@ObjectType('NationalReason', {
  simpleResolvers: true,
  description: 'Who left for one reason, exact (uitstroom naar reden).',
})
class NationalReasonType {
  @Guarded(NATIONAL_CATEGORY, () => CountedOutcomeEnum, 'Why they left (reden van uitstroom).')
  reason?: string;

  @Guarded(NATIONAL_CATEGORY, () => Int, 'How many (aantal).')
  count?: number;
}

/** GraphQL type of an exact number of who left with one durability. */
@ObjectType('NationalDurability', {
  simpleResolvers: true,
  description: 'Who left with one durability, exact (uitstroom naar bestendigheid).',
})
class NationalDurabilityType {
  @Guarded(NATIONAL_CATEGORY, () => DurabilityEnum, 'How durable the solution is (bestendigheid).')
  durability?: string;

  @Guarded(NATIONAL_CATEGORY, () => Int, 'How many (aantal).')
  count?: number;
}

/** GraphQL type of the exact table of the whole country. */
@ObjectType('NationalResults', {
  simpleResolvers: true,
  description: 'The published table for the whole country, exact (landelijke resultaten).',
})
export class NationalResultsType {
  @Guarded(NATIONAL_CATEGORY, () => Int, 'Sheltered and guided (opgevangen en begeleid).')
  sheltered?: number;

  @Guarded(NATIONAL_CATEGORY, () => Int, 'Of these, left (uitgestroomd).')
  left?: number;

  @Guarded(NATIONAL_CATEGORY, () => [NationalReasonType], 'Who left, by reason (uitstroom naar reden).')
  reasons?: NationalReasonType[];

  @Guarded(NATIONAL_CATEGORY, () => [NationalDurabilityType], 'Who left, by durability (uitstroom naar bestendigheid).')
  durability?: NationalDurabilityType[];
}

/** GraphQL type of the published table. */
@ObjectType('PilotResults', {
  simpleResolvers: true,
  description:
    'What the pilots came to until a day, from the facts as they are now, under disclosure control (resultaten).',
})
export class PilotResultsType {
  @Guarded(STATISTICS_CATEGORY, () => DateScalar, 'First day that does not count: the first of a month (tot).')
  countedUntil?: string;

  @Guarded(STATISTICS_CATEGORY, () => Int, 'Sheltered and guided, rounded to 5 (opgevangen en begeleid).')
  sheltered?: number | null;

  @Guarded(STATISTICS_CATEGORY, () => Int, 'Of these, left, rounded to 5 (uitgestroomd).')
  left?: number | null;

  @Guarded(STATISTICS_CATEGORY, () => [StatisticsRowType], 'Who left, by reason (uitstroom naar reden).')
  reasons?: StatisticsRowType[];

  @Guarded(STATISTICS_CATEGORY, () => [StatisticsRowType], 'Who left, by durability (uitstroom naar bestendigheid).')
  durability?: StatisticsRowType[];

  @Guarded(STATISTICS_CATEGORY, () => DateTimeScalar, 'When the facts were last refreshed (bijgewerkt op).')
  refreshedAt?: string;

  @Guarded(NATIONAL_CATEGORY, () => NationalResultsType, 'The whole country, exact (landelijke resultaten).')
  national?: NationalResultsType;
}
