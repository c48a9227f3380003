import type { CodeList } from '../code-list.js';

/** Kinds of application (soort aanvraag). */
export const APPLICATION_KINDS = [
  'ASYLUM_FIRST',
  'ASYLUM_SUBSEQUENT',
  'REGULAR',
  'ART64_MEDICAL',
  'NO_FAULT',
  'STATELESSNESS',
] as const;

/** Kind of application. */
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

/** How far an application is (stand van de aanvraag). */
export const APPLICATION_STATES = ['SUBMITTED', 'DECIDED'] as const;

/** How far an application is. */
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** Outcomes of an application (uitkomst), named after the article that the decision rests on. */
export const DECISION_OUTCOMES = [
  'GRANTED',
  'NOT_PROCESSED_DUBLIN',
  'INADMISSIBLE',
  'MANIFESTLY_UNFOUNDED',
  'DISREGARDED',
  'UNFOUNDED',
  'WITHDRAWN',
] as const;

/** Outcome of an application. */
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];

/** Legal remedies (rechtsmiddelen). */
export const REMEDIES = ['OBJECTION', 'APPEAL', 'FURTHER_APPEAL', 'INTERIM_RELIEF'] as const;

/** Legal remedy. */
export type Remedy = (typeof REMEDIES)[number];

/** Outcomes of art. 64 Vw 2000 (medische uitkomst): the result only, never its content. */
export const MEDICAL_OUTCOMES = ['POSTPONED', 'NOT_POSTPONED'] as const;

/** Outcome of art. 64 Vw 2000. */
export type MedicalOutcome = (typeof MEDICAL_OUTCOMES)[number];

/**
 * Application kinds in the IND's words. The EU Pact (June 2026) renames the repeated asylum application (HASA);
 * both names stand for the same kind, each from or until its day.
 */
export const KIND_TERMS: CodeList<ApplicationKind> = [
  { term: 'ASIEL', code: 'ASYLUM_FIRST' },
  { term: 'EERSTE ASIEL', code: 'ASYLUM_FIRST' },
  { term: 'HASA', code: 'ASYLUM_SUBSEQUENT' },
  { term: 'VOLGEND VERZOEK', code: 'ASYLUM_SUBSEQUENT', validFrom: '2026-06-12' },
  { term: 'REGULIER', code: 'REGULAR' },
  { term: 'ART64', code: 'ART64_MEDICAL' },
  { term: 'BUITENSCHULD', code: 'NO_FAULT' },
  { term: 'STAATLOOSHEID', code: 'STATELESSNESS' },
];

/** Articles of the Vreemdelingenwet 2000 with the outcome that a decision on them has. */
export const ARTICLE_OUTCOMES: CodeList<DecisionOutcome> = [
  { term: '28', code: 'GRANTED' },
  { term: '30', code: 'NOT_PROCESSED_DUBLIN' },
  { term: '30a', code: 'INADMISSIBLE' },
  { term: '30b', code: 'MANIFESTLY_UNFOUNDED' },
  { term: '30c', code: 'DISREGARDED' },
  { term: '31', code: 'UNFOUNDED' },
  { term: 'ingetrokken', code: 'WITHDRAWN' },
];

/** Months that a postponement under art. 64 normally lasts. */
export const MEDICAL_POSTPONEMENT_MONTHS = 6;
