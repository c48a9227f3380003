import { OUTFLOW_REASONS, SCENARIOS } from '../../sources/shelter/code-lists.js';

/** Scenarios as they are counted; `NONE` where the case table has not decided (geen besluit). */
export const COUNTED_SCENARIOS = [...SCENARIOS, 'NONE'] as const;

/** Scenario as it is counted. */
export type CountedScenario = (typeof COUNTED_SCENARIOS)[number];

/** Outcomes as they are counted; `NOT_STATED` where the person left and the municipality does not say why. */
export const COUNTED_OUTCOMES = [...OUTFLOW_REASONS, 'NOT_STATED'] as const;

/** Outcome as it is counted. */
export type CountedOutcome = (typeof COUNTED_OUTCOMES)[number];

/** How the person's latest application for residence stands; art. 64 is not among them, its outcome is of a medical kind. */
export const COUNTED_APPLICATIONS = ['NONE', 'PENDING', 'GRANTED', 'REJECTED', 'WITHDRAWN'] as const;

/** How the latest application stands, as it is counted. */
export type CountedApplication = (typeof COUNTED_APPLICATIONS)[number];

/** How the person's latest return procedure stands. */
export const COUNTED_RETURN_PROCEDURES = ['NONE', 'OPEN', 'CLOSED'] as const;

/** How the latest return procedure stands, as it is counted. */
export type CountedReturnProcedure = (typeof COUNTED_RETURN_PROCEDURES)[number];

/** The year of the first pilots. What lies before it, or on no known day, is counted and belongs to no period. */
export const FIRST_YEAR = 2019;
