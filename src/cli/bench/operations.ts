import type { Purpose, ViewKey } from '../../model/purpose.js';

/** Who asks. */
export interface Asker {
  readonly view: ViewKey;
  readonly organisation: string;
  readonly purpose: Purpose;
}

/** The view that is measured: it reads four of the five sources, without a condition, so that no row drops out. */
export const BENCH_VIEW: Asker = {
  view: 'IND/RESIDENCE_DECISION',
  organisation: 'ind',
  purpose: 'RESIDENCE_DECISION',
};

/**
 * Every joined record of the view with all its fields. Left out is what repeats values that are already there: the
 * provenance of each record, and the timeline and the conflicts, which are derived from the same rows.
 */
export const CASE_FIELDS = `
  id status municipality arrivedAt leftAt
  person { familyName givenNames aliases birthDate birthPlace nationalities vNumber bsn }
  shelterStays { arrivedAt departedAt kind }
  plan { scenario decidedAt efforts { organisation effort dueAt } }
  applications {
    kind state submittedAt decidedAt outcome
    legalArticle remedy remedyDeadline returnDecisionAt entryBanUntil medicalOutcome medicalValidUntil
  }
  returnProcedures {
    state openedAt closedAt departureKind laissezPasserStage laissezPasserCountry plannedDepartureAt supportedByIom
    officer { name telephone email }
  }
  supervision { reportingDuty reportingStatus measure measureFrom measureUntil }
  identity { established establishedAt sourceLevel documents { kind number issuedBy validUntil } }
  outflow { reason durability destination leftAt }`;

/** A page of cases, the newest arrivals first. Variable: `first`. */
export const PAGE_DOCUMENT = `query Page($first: Int!) { cases(first: $first) { edges { node {${CASE_FIELDS}\n} } } }`;

/** One case. Variable: `id`. */
export const CASE_DOCUMENT = `query One($id: ID!) { case(id: $id) {${CASE_FIELDS}\n} }`;

/** A list to work through: who left, of those who arrived until a day, the latest departure first. Variables: `first`, `until`. */
export const LIST_DOCUMENT = `query List($first: Int!, $until: Date!) {
  cases(first: $first, filter: { status: { in: [LEFT] }, arrivedAt: { until: $until } },
    orderBy: { field: LEFT_AT, direction: DESC }) { edges { node {
    id status municipality arrivedAt leftAt person { familyName givenNames birthDate }
    outflow { reason durability destination leftAt }
  } } } }`;

/** Looking somebody up by name. Variables: `first`, `names`. */
export const SEARCH_DOCUMENT = `query Search($first: Int!, $names: [String!]!) {
  cases(first: $first, filter: { person: { familyName: { in: $names } } }) { edges { node {
    id status municipality arrivedAt person { familyName givenNames birthDate }
  } } } }`;

/** Who asks for statistics. */
export const RESEARCHER: Asker = { view: 'RESEARCHER/STATISTICS', organisation: 'wodc', purpose: 'STATISTICS' };

/** A statistic by three dimensions. */
export const STATISTIC_DOCUMENT = `{ statistics(input: { groupBy: [MUNICIPALITY, NATIONALITY_GROUP, SCENARIO] }) {
  rows { municipality nationalityGroup scenario count } } }`;

/** Statements of one operation, `begin` and `commit` apart: who may ask, what is found, what is read of it. */
export const MOST_STATEMENTS = 3;
