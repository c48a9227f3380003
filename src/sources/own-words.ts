import type { Agency } from '../model/agency.js';
import { isBsn } from '../model/bsn.js';
import { type Row, RowRejected } from './layout.js';
import { type At, name, names, nationalities, partialDate, text, whole } from './layout-fields.js';
import type { PartValues, SourceRecord } from './source-record.js';

/** Whose records are written in our own words, and what they are. */
export interface WordsOwner {
  readonly organisation: string;
  /** Value of `municipality` in the graph, where the organisation is one. */
  readonly municipality: string | null;
}

/** Translates a record in the words of the graph. @throws RowRejected with the reason */
export type OwnWords = (row: Row, owner: WordsOwner) => SourceRecord;

const MOST_VERSION = 999_999_999;
const WITH_ZONE = /(Z|[+-]\d{2}:?\d{2})$/i;
const version = whole('version', 0, MOST_VERSION);
const recordedAt = text('recordedAt');

/** What every record says of itself: its version, 0 when left out, and when it was recorded. */
export function recordFacts(row: Row): Pick<SourceRecord, 'version' | 'recordedAt'> {
  const moment = recordedAt(row);
  const read = moment === null ? null : new Date(WITH_ZONE.test(moment) ? moment : `${moment}Z`);
  if (read && Number.isNaN(read.getTime())) throw new RowRejected('"recordedAt" is no moment');
  return { version: version(row) ?? 0, recordedAt: read?.toISOString() ?? null };
}

/** Reads the birth date, as precise as it is known. */
export const birthDateAt = (at: At) => partialDate(at, 'iso');

/** What a record can state of the person besides name, birth date and nationalities. */
export interface PersonExtras {
  readonly aliases: readonly string[];
  readonly birthPlace: string | null;
  readonly bsn: string | null;
  readonly contact: PartValues | null;
}

/** Reads them from the object under this name. @throws RowRejected for a citizen service number that cannot be */
export function personExtras(at: string): (row: Row) => PersonExtras {
  const aliases = names([at, 'aliases']);
  const [birthPlace, bsnText, contact] = [name([at, 'birthPlace']), text([at, 'bsn']), contactFields(at)];
  return (row) => {
    const bsn = bsnText(row);
    if (bsn !== null && !isBsn(bsn)) throw new RowRejected(`"${at}.bsn" is no BSN of 9 digits`);
    return { aliases: aliases(row), birthPlace: birthPlace(row), bsn, contact: contact(row) };
  };
}

/** Reads how to reach the person; null when nothing of it is stated. @param at object that holds it; the row when absent */
export function contactFields(at?: string): (row: Row) => PartValues | null {
  const fields = ['telephone', 'email', 'language', 'interpreter'].map(
    (field) => [field, name(at === undefined ? field : [at, field])] as const,
  );
  return (row) => {
    const values = fields.map(([field, read]) => [field, read(row)] as const);
    return values.some(([, value]) => value !== null) ? Object.fromEntries(values) : null;
  };
}

/** Reads nationalities under a name, by code of BRP table 32. */
export const nationalitiesAt = (at: At) => nationalities(at);

/** @throws RowRejected when two of a record's rows have one key */
export function refuseSameKeys(what: string, rows: readonly PartValues[]): void {
  if (new Set(rows.map(({ recordKey }) => recordKey)).size < rows.length) {
    throw new RowRejected(`two of "${what}" have the same key`);
  }
}

/** @throws RowRejected when the later of two days lies before the earlier one */
export function refuseBefore(later: string | null, earlier: string | null, reason: string): void {
  if (later !== null && earlier !== null && later < earlier) throw new RowRejected(reason);
}

/** The row as a list of one, or of none when nothing of it but its key is stated. */
export function ifStated(row: PartValues): PartValues[] {
  const { recordKey, ...values } = row;
  return Object.values(values).some((value) => value !== null && value !== undefined) ? [row] : [];
}

/** Translations by agency; `own-layouts.ts` fills in which. */
export type OwnWordsOf = Readonly<Record<Agency, OwnWords>>;
