import type { Agency } from './agency.js';

/** Where a value comes from. Kept per record; nobody overwrites anybody. */
export interface Provenance {
  readonly source: Agency;
  /** Moment the agency's register recorded it (ISO 8601, UTC). */
  readonly recordedAt: string | null;
  /** Moment Ketenzicht received or fetched it (ISO 8601, UTC). */
  readonly retrievedAt: string;
  /** Organisation that delivered the record. */
  readonly deliveredBy: string;
  /** Since when the agency no longer holds the record (ISO 8601, UTC); null while it does. */
  readonly closedAt: string | null;
}
