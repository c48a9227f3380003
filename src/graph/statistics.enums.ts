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
import { describedEnum } from './described-enum.js';
import { OUTFLOW_REASON_WORDS } from './shelter.enums.js';

/** GraphQL enum of the populations. */
export const PopulationEnum = describedEnum<Population>('Population', 'Who is counted (wie er geteld worden).', {
  ENTERED: 'Who came in the period (ingestroomd).',
  LEFT: 'Who left in the period (uitgestroomd).',
  PRESENT: 'Who was there at the end of the period (aanwezig).',
});

/** GraphQL enum of the time grains. */
export const TimeGrainEnum = describedEnum<TimeGrain>('TimeGrain', 'How fine time is told (tijdseenheid).', {
  MONTH: 'By month (maand).',
  QUARTER: 'By quarter (kwartaal).',
  YEAR: 'By year (jaar).',
});

/** GraphQL enum of the dimensions. */
export const StatisticsDimensionEnum = describedEnum<Dimension>(
  'StatisticsDimension',
  'What people can be grouped by (dimensie).',
  {
    PERIOD: 'Month, quarter or year of coming, of leaving, or at whose end they were there (periode).',
    MUNICIPALITY: 'Municipality (gemeente).',
    NATIONALITY_GROUP: 'Broad group of nationalities (nationaliteitsgroep).',
    SCENARIO: 'Perspective that the case table pursues (scenario).',
    OUTCOME: 'Why they left; of LEFT only (reden van uitstroom).',
    DURABILITY: 'How durable the solution is; of LEFT only (bestendigheid).',
    APPLICATION: 'How the latest application for residence stands (stand van de laatste aanvraag).',
    RETURN_PROCEDURE: 'How the latest return procedure stands (stand van de laatste terugkeerprocedure).',
  },
);

/** GraphQL enum of the nationality groups. */
export const NationalityGroupEnum = describedEnum<NationalityGroup>(
  'NationalityGroup',
  'Broad group of nationalities: one nationality would single people out (nationaliteitsgroep).',
  {
    EAST_AFRICA: 'East Africa (Oost-Afrika).',
    WEST_AFRICA: 'West Africa (West-Afrika).',
    NORTH_AFRICA: 'North Africa (Noord-Afrika).',
    MIDDLE_EAST_AND_CENTRAL_ASIA: 'The Middle East and Central Asia (Midden-Oosten en Centraal-Azië).',
    STATELESS_OR_UNKNOWN: 'Stateless, or not stated (staatloos of onbekend).',
    OTHER: 'Any other (overig).',
  },
);

/** GraphQL enum of the scenarios as they are counted. */
export const CountedScenarioEnum = describedEnum<CountedScenario>(
  'CountedScenario',
  'Scenario as it is counted (scenario).',
  {
    RETURN: 'Return to the country of origin (terugkeer).',
    ONWARD_MIGRATION: 'Departure to a third country (doormigratie).',
    LEGALISATION: 'Legalisation of stay (legalisering).',
    UNDER_INVESTIGATION: 'Not yet clear (nog in onderzoek).',
    NONE: 'The case table has not decided (nog geen besluit).',
  },
);

/** GraphQL enum of the outcomes as they are counted. */
export const CountedOutcomeEnum = describedEnum<CountedOutcome>(
  'CountedOutcome',
  'Why people left, as it is counted (reden van uitstroom).',
  {
    ...OUTFLOW_REASON_WORDS,
    NOT_STATED: 'The municipality does not say (niet opgegeven).',
  },
);

/** GraphQL enum of how an application stands, as it is counted. */
export const CountedApplicationEnum = describedEnum<CountedApplication>(
  'CountedApplication',
  'How the latest application for residence stands; art. 64 is none (stand van de laatste aanvraag).',
  {
    NONE: 'No application is known (geen aanvraag bekend).',
    PENDING: 'Not yet decided (nog niet beslist).',
    GRANTED: 'Granted (ingewilligd).',
    REJECTED: 'Rejected or not processed (afgewezen of niet in behandeling genomen).',
    WITHDRAWN: 'Withdrawn (ingetrokken).',
  },
);

/** GraphQL enum of how a return procedure stands, as it is counted. */
export const CountedReturnProcedureEnum = describedEnum<CountedReturnProcedure>(
  'CountedReturnProcedure',
  'How the latest return procedure stands (stand van de laatste terugkeerprocedure).',
  {
    NONE: 'No procedure is known (geen procedure bekend).',
    OPEN: 'Under way (lopend).',
    CLOSED: 'Closed (afgesloten).',
  },
);
