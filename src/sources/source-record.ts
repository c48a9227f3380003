import type { Agency } from '../model/agency.js';

/** One row for a part's table: its field values under their GraphQL names. */
export interface PartValues {
  /** Key of the row within the record; joins parts of one record (a stay and its place). Default `1`. */
  readonly recordKey?: string;
  /** Whose row it is when not the deliverer's, such as the acting organisation of an effort. */
  readonly organisation?: string;
  /** Since when a full snapshot no longer holds the pieces that say this, while the record goes on (ISO 8601). */
  readonly recordClosedAt?: string;
  readonly [field: string]: string | number | boolean | null | undefined | readonly string[];
}

/** What identifies the person of a record; used to match, never shown from here. */
export interface Identifiers {
  readonly vNumber: string | null;
  /** Comparable full name (`model/person-name.ts`). */
  readonly nameKey: string | null;
  readonly birthDate: string | null;
  readonly nationalities: readonly string[];
}

/**
 * An agency's record after translation: in our words, validated, ready to be matched and stored.
 * `records.ts` of each agency makes these; `delivery/` stores them and knows no agency.
 */
export interface SourceRecord {
  readonly agency: Agency;
  /** The organisation that delivers. */
  readonly organisation: string;
  /** The agency's own key of the record; the same key again is the same record. */
  readonly sourceKey: string;
  /** Higher versions replace lower ones, whichever comes first. */
  readonly version: number;
  /** When the agency recorded it (ISO 8601), null when it does not say. */
  readonly recordedAt: string | null;
  readonly identifiers: Identifiers;
  /** True for a municipality's file: it opens a case when it matches none. Other records are quarantined. */
  readonly opensCase: boolean;
  /** Rows per part name of the agency's source. A part that is absent has no rows: old ones go. */
  readonly parts: Readonly<Record<string, readonly PartValues[]>>;
  /** Consents that the record states. */
  readonly consents?: readonly ConsentStatement[];
}

/** A consent as a record states it: for a partner kind, or for one organisation of it. */
export interface ConsentStatement {
  readonly partnerKind: string;
  /** Null: every organisation of the kind. */
  readonly organisation: string | null;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
  /**
   * The record says that this consent does not stand and not since when. Nothing is written for it; one that the same
   * record gave before is withdrawn as of the delivery.
   */
  readonly refused?: true;
}
