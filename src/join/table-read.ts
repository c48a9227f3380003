import type { FieldAbsence } from '../model/absence.js';
import type { RowCondition } from '../model/grant.js';
import type { Lapse, SourcePart, SourceRow } from '../sources/source.js';
import { STALE, UNAVAILABLE, WITHHELD_CONSENT, WITHHELD_OWN } from './absent.js';
import type { Investigation } from './investigation.js';

/** What is read of one table in an operation, and where each value stands in its rows. */
export interface TableRead {
  readonly part: SourcePart;
  /** Columns in the order of the row's values. */
  readonly columns: readonly string[];
  /** Place of a column in the row. */
  readonly at: Readonly<Record<string, number>>;
  /** The fields that were asked for, with their place. */
  readonly fields: readonly (readonly [field: string, place: number])[];
  /** The place of each of them. */
  readonly placeOf: Readonly<Record<string, number>>;
  readonly conditions: readonly RowCondition[];
  /** Place of this table in its source's answer. */
  readonly place: number;
  /** Place of this table among all that the operation reads. */
  readonly slot: number;
}

/** What is known of a case before its sources are read. */
export interface CaseKey {
  readonly id: string;
  /** Whether the data subject's consent for this partner stands. */
  readonly consented: boolean;
  /** Null when unknown, withheld or not asked for. */
  readonly vNumber: string | null;
}

/** Everything that one case is composed from. */
export interface CaseInput {
  readonly key: CaseKey;
  readonly organisation: string;
  /** Which of its values are under investigation, where that was asked for. */
  readonly marks: readonly Investigation[];
  rows(read: TableRead): readonly SourceRow[];
  /** Whether the source did not answer for this table of the case, or from its last copy. */
  lapse(read: TableRead): Lapse | undefined;
}

/** Why rows of this table may be missing from what was read of a case; undefined when all of them are there. */
export function possibleAbsence(read: TableRead, input: CaseInput): FieldAbsence | undefined {
  if (read.conditions.includes('consent') && !input.key.consented) return WITHHELD_CONSENT;
  if (input.lapse(read) === 'UNAVAILABLE') return UNAVAILABLE;
  if (read.conditions.includes('own')) return WITHHELD_OWN;
  return undefined;
}

/** That what these tables show of a case, rows or none, is what the source said before; undefined when it is of now. */
export function staleness(reads: readonly TableRead[], input: CaseInput): FieldAbsence | undefined {
  return reads.some((read) => input.lapse(read) === 'STALE') ? STALE : undefined;
}

/**
 * The absence to tell for a fact about the person. A statement that needs a further category, because it also reveals
 * that an agency knows the person, only supplements. That it may be another organisation's is not told: nothing could
 * be done about it, and the field's own category permits. That a consent is missing is told, stated or not.
 */
export function toldAbsence(read: TableRead, input: CaseInput): FieldAbsence | undefined {
  const absence = possibleAbsence(read, input);
  return absence === WITHHELD_OWN && read.part.categories.length > 1 ? undefined : absence;
}

/** Key of a row across the tables of its source. */
export function rowKey(read: TableRead, row: SourceRow): string {
  return `${fileKey(read, row)}\u0000${row[read.at.record_key as number]}`;
}

/** Key of the agency's file that a row belongs to. */
export function fileKey(read: TableRead, row: SourceRow): string {
  return `${row[read.at.delivered_by as number]}\u0000${row[read.at.source_key as number]}`;
}

/** Copies the asked fields of a row onto a record. */
export function copyFields(read: TableRead, row: SourceRow, record: Record<string, unknown>): void {
  for (const [field, place] of read.fields) record[field] = row[place];
}
