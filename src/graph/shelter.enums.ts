import { registerEnumType } from 'type-graphql';
import type { CaseStatus, Durability, OutflowReason, Scenario, StayKind } from '../sources/shelter/code-lists.js';
import { describedEnum } from './described-enum.js';

/** GraphQL enum of the case statuses. */
export const CaseStatusEnum = describedEnum<CaseStatus>('CaseStatus', 'Where a case stands (stand van de casus).', {
  REFERRED: 'Referred, not yet sheltered (aangemeld).',
  SHELTERED_PENDING_LSO: 'Sheltered before the case table has decided (opgevangen, in afwachting van het LSO).',
  IN_GUIDANCE: 'Accepted by the case table and guided (in begeleiding).',
  LEFT: 'Left the LVV (uitgestroomd).',
});

/** GraphQL enum of the kinds of place. */
export const StayKindEnum = describedEnum<StayKind>('StayKind', 'Kind of place of a stay (soort opvang).', {
  SHELTER_24H: 'Shelter around the clock (24-uursopvang).',
  NIGHT_SHELTER: 'Shelter at night only (nachtopvang).',
  GUEST_HOUSE: 'Guest house or host family (gastgezin of logeerhuis).',
  OTHER: 'Another kind of place (overige opvang).',
  NOT_STATED: 'The municipality does not say (niet opgegeven).',
});

/** GraphQL enum of the scenarios. */
export const ScenarioEnum = describedEnum<Scenario>(
  'Scenario',
  'The perspective that the case table pursues; not its result (scenario).',
  {
    RETURN: 'Return to the country of origin (terugkeer).',
    ONWARD_MIGRATION: 'Departure to a third country where permanent stay is allowed (doormigratie).',
    LEGALISATION: 'Legalisation of stay (legalisering).',
    UNDER_INVESTIGATION: 'Not yet clear (nog in onderzoek).',
  },
);

/** The reasons of outflow in words. */
export const OUTFLOW_REASON_WORDS: Readonly<Record<OutflowReason, string>> = {
  PERMIT: 'A residence permit was granted (vergunning).',
  RETURNED: 'Returned to the country of origin (terugkeer naar het land van herkomst).',
  THIRD_COUNTRY: 'Departed to a third country (vertrek naar een derde land).',
  AWAITING_ASYLUM_DECISION: 'Awaits a decision on a new asylum application (HASA ingediend).',
  MEDICAL_POSTPONEMENT: 'Departure postponed on medical grounds, art. 64 Vw 2000 (uitstel van vertrek, artikel 64).',
  ENDED_BY_LVV: 'Ended by the LVV (beëindigd door de LVV).',
  UNKNOWN_DESTINATION: 'Left with unknown destination (met onbekende bestemming vertrokken).',
  OTHER: 'Another reason (overig).',
};

/** GraphQL enum of the reasons of outflow. */
export const OutflowReasonEnum = describedEnum<OutflowReason>(
  'OutflowReason',
  'Why a person left the LVV (reden van uitstroom).',
  OUTFLOW_REASON_WORDS,
);

/** GraphQL enum of the durability of an outflow. */
export const DurabilityEnum = describedEnum<Durability>('Durability', 'How durable the solution is (bestendigheid).', {
  DURABLE: 'A lasting solution: permit, return or onward migration (bestendig).',
  SEMI_DURABLE: 'A procedure or postponement that may lead to one (semi-bestendig).',
  NONE: 'No durable solution (niet bestendig).',
});

/** The municipalities with an LVV; filled from the configuration, so that a sixth joins without code. */
export const MunicipalityEnum: Record<string, string> = {};

const municipalityValues: Record<string, { description: string }> = {};

registerEnumType(MunicipalityEnum, {
  name: 'Municipality',
  description: 'A municipality with an LVV, from the configuration (gemeente).',
  valuesConfig: municipalityValues,
});

/** Names the municipalities of the configuration, before the schema is built. */
export function defineMunicipalities(municipalities: readonly { code: string; name: string }[]): void {
  for (const { code, name } of municipalities) {
    MunicipalityEnum[code] = code;
    municipalityValues[code] = { description: `Municipality that runs an LVV (${name}).` };
  }
}
