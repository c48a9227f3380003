import { ownCodes } from '../code-list.js';

/** How a reporting duty is met (stand van de meldplicht). Two misses in a row lead to a summons. */
export const REPORTING_STATUSES = ['MET', 'MISSED_ONCE', 'MISSED_TWICE', 'SUMMONED', 'DEREGISTERED'] as const;

/** How a reporting duty is met. */
export type ReportingStatus = (typeof REPORTING_STATUSES)[number];

/** Supervisory measures by article of the Vreemdelingenwet 2000 (toezichtsmaatregelen). */
export const MEASURES = ['ART_55', 'ART_56', 'ART_59'] as const;

/** Supervisory measure. */
export type Measure = (typeof MEASURES)[number];

/** Kinds of document seen in identity research (soort document). */
export const DOCUMENT_KINDS = [
  'PASSPORT',
  'IDENTITY_CARD',
  'LAISSEZ_PASSER',
  'BIRTH_CERTIFICATE',
  'MARRIAGE_CERTIFICATE',
  'DRIVING_LICENCE',
  'OTHER',
] as const;

/** Kind of document seen in identity research. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The AVIM exports the codes themselves. */
export const REPORTING_CODES = ownCodes(REPORTING_STATUSES);
