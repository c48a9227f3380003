import type { CodeList } from '../code-list.js';

/** State of a return procedure (stand van de terugkeerprocedure). */
export const PROCEDURE_STATES = ['OPEN', 'CLOSED'] as const;

/** State of a return procedure. */
export type ProcedureState = (typeof PROCEDURE_STATES)[number];

/** Ways of departure (vertrekwijze). */
export const DEPARTURE_KINDS = ['INDEPENDENT_SUPERVISED', 'FORCED', 'UNSUPERVISED'] as const;

/** Way of departure. */
export type DepartureKind = (typeof DEPARTURE_KINDS)[number];

/** Stages of a request for a laissez-passer (stand van de LP-aanvraag). */
export const LAISSEZ_PASSER_STAGES = [
  'REQUESTED',
  'PRESENTED',
  'NATIONALITY_CONFIRMED',
  'NOT_RECOGNISED',
  'INSUFFICIENT_INFORMATION',
  'BORDER_TRANSFER_AGREED',
  'ISSUED',
  'REFUSED',
  'NO_REPLY',
  'WITHDRAWN',
] as const;

/** Stage of a request for a laissez-passer. */
export type LaissezPasserStage = (typeof LAISSEZ_PASSER_STAGES)[number];

/** Stages in the DT&V's words. */
export const STAGE_TERMS: CodeList<LaissezPasserStage> = [
  { term: 'aangevraagd', code: 'REQUESTED' },
  { term: 'gepresenteerd', code: 'PRESENTED' },
  { term: 'nationaliteit bevestigd', code: 'NATIONALITY_CONFIRMED' },
  { term: 'niet erkend', code: 'NOT_RECOGNISED' },
  { term: 'onvoldoende informatie', code: 'INSUFFICIENT_INFORMATION' },
  { term: 'grensoverdracht akkoord', code: 'BORDER_TRANSFER_AGREED' },
  { term: 'afgegeven', code: 'ISSUED' },
  { term: 'geweigerd', code: 'REFUSED' },
  { term: 'geen reactie', code: 'NO_REPLY' },
  { term: 'ingetrokken', code: 'WITHDRAWN' },
];

/** Ways of departure in the DT&V's words. */
export const DEPARTURE_TERMS: CodeList<DepartureKind> = [
  { term: 'zelfstandig aantoonbaar', code: 'INDEPENDENT_SUPERVISED' },
  { term: 'zonder toezicht', code: 'UNSUPERVISED' },
  { term: 'gedwongen', code: 'FORCED' },
];
