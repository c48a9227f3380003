import { type CodeList, ownCodes } from '../code-list.js';

/** Where a case stands (stand van de casus). */
export const CASE_STATUSES = ['REFERRED', 'SHELTERED_PENDING_LSO', 'IN_GUIDANCE', 'LEFT'] as const;

/** Where a case stands. */
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** Kinds of place (soort opvang). `NOT_STATED`: the municipality's export does not say; never filled in for it. */
export const STAY_KINDS = ['SHELTER_24H', 'NIGHT_SHELTER', 'GUEST_HOUSE', 'OTHER', 'NOT_STATED'] as const;

/** Kind of place of a stay. */
export type StayKind = (typeof STAY_KINDS)[number];

/** The perspective that the case table pursues (scenario, toekomstperspectief). */
export const SCENARIOS = ['RETURN', 'ONWARD_MIGRATION', 'LEGALISATION', 'UNDER_INVESTIGATION'] as const;

/** The perspective that the case table pursues; not its result. */
export type Scenario = (typeof SCENARIOS)[number];

/** Why a person left (reden van uitstroom). */
export const OUTFLOW_REASONS = [
  'PERMIT',
  'RETURNED',
  'THIRD_COUNTRY',
  'AWAITING_ASYLUM_DECISION',
  'MEDICAL_POSTPONEMENT',
  'ENDED_BY_LVV',
  'UNKNOWN_DESTINATION',
  'OTHER',
] as const;

/** Why a person left. */
export type OutflowReason = (typeof OUTFLOW_REASONS)[number];

/** How durable the solution is (bestendigheid), as the WODC's evaluation counts it. */
export const DURABILITIES = ['DURABLE', 'SEMI_DURABLE', 'NONE'] as const;

/** How durable the solution is. */
export type Durability = (typeof DURABILITIES)[number];

/** Durability follows from the reason: permit, return and onward migration last; an open procedure half. */
export const DURABILITY_OF: Readonly<Record<OutflowReason, Durability>> = {
  PERMIT: 'DURABLE',
  RETURNED: 'DURABLE',
  THIRD_COUNTRY: 'DURABLE',
  AWAITING_ASYLUM_DECISION: 'SEMI_DURABLE',
  MEDICAL_POSTPONEMENT: 'SEMI_DURABLE',
  ENDED_BY_LVV: 'NONE',
  UNKNOWN_DESTINATION: 'NONE',
  OTHER: 'NONE',
};

/** Scenarios in the municipalities' Dutch words. */
export const SCENARIO_TERMS: CodeList<Scenario> = [
  { term: 'Terugkeer', code: 'RETURN' },
  { term: 'Doormigratie', code: 'ONWARD_MIGRATION' },
  { term: 'Legalisering', code: 'LEGALISATION' },
  { term: 'Nog in onderzoek', code: 'UNDER_INVESTIGATION' },
];

/** Scenarios for municipalities that export codes. */
export const SCENARIO_CODES = ownCodes(SCENARIOS);

/**
 * Outflow reasons in the municipalities' Dutch words. HASA (a subsequent asylum application) is the word of the
 * law before the EU Pact of June 2026; from then on the same outflow is a "volgend verzoek".
 */
export const OUTFLOW_TERMS: CodeList<OutflowReason> = [
  { term: 'Vergunning', code: 'PERMIT' },
  { term: 'Terugkeer land van herkomst', code: 'RETURNED' },
  { term: 'Vertrek naar derde land', code: 'THIRD_COUNTRY' },
  { term: 'Derde land', code: 'THIRD_COUNTRY' },
  { term: 'Doormigratie', code: 'THIRD_COUNTRY' },
  { term: 'HASA ingediend', code: 'AWAITING_ASYLUM_DECISION' },
  { term: 'Volgend verzoek ingediend', code: 'AWAITING_ASYLUM_DECISION', validFrom: '2026-06-12' },
  { term: 'Artikel 64', code: 'MEDICAL_POSTPONEMENT' },
  { term: 'Beëindigd door LVV', code: 'ENDED_BY_LVV' },
  { term: 'Met onbekende bestemming', code: 'UNKNOWN_DESTINATION' },
  { term: 'Overig', code: 'OTHER' },
];

/** Outflow reasons for municipalities that export codes. */
export const OUTFLOW_CODES = ownCodes(OUTFLOW_REASONS);

/** Nationalities by their Dutch name; codes of BRP table 32, which are not ISO 3166. */
export const NATIONALITY_TERMS: CodeList<string> = [
  { term: 'Onbekend', code: '0000' },
  { term: 'Behandeld als Nederlander', code: '0002' },
  { term: 'Eritrese', code: '0084' },
  { term: 'Ethiopische', code: '0114' },
  { term: 'Gambiaanse', code: '0117' },
  { term: 'Ghanese', code: '0118' },
  { term: 'Guinese', code: '0119' },
  { term: 'Marokkaanse', code: '0131' },
  { term: 'Nigeriaanse', code: '0137' },
  { term: 'Sierra Leoonse', code: '0147' },
  { term: 'Somalische', code: '0149' },
  { term: 'Afghaanse', code: '0300' },
  { term: 'Iraakse', code: '0314' },
  { term: 'Iraanse', code: '0315' },
  { term: 'Staatloos', code: '0499' },
  { term: 'Vastgesteld niet-Nederlander', code: '0500' },
];
