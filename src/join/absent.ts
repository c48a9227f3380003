import type { FieldAbsence } from '../model/absence.js';

/**
 * Key under which a joined record keeps why its fields are null. A symbol, so that no selection can reach it;
 * `graph/absences.ts` reads it to write `extensions.absences`.
 */
export const ABSENT = Symbol('absent');

/** A joined record: field values by GraphQL name, and the reasons for those that are not there. */
export interface JoinedRecord {
  [field: string]: unknown;
  [ABSENT]?: Readonly<Record<string, FieldAbsence>> | undefined;
}

/** A record with these fields, all of them null. */
export function blankRecord(fields: readonly string[]): JoinedRecord {
  return { ...Object.fromEntries(fields.map((field) => [field, null])), [ABSENT]: undefined };
}

/** The reasons a field can be absent for, made once: they are compared and shared, never changed. */
export const WITHHELD_OWN: FieldAbsence = Object.freeze({ reason: 'WITHHELD', condition: 'OWN' });
export const WITHHELD_CONSENT: FieldAbsence = Object.freeze({ reason: 'WITHHELD', condition: 'CONSENT' });
export const UNAVAILABLE: FieldAbsence = Object.freeze({ reason: 'SOURCE_UNAVAILABLE' });
/** Not absent, but of before: the source did not answer, and its last copy stands in. */
export const STALE: FieldAbsence = Object.freeze({ reason: 'STALE' });

/** Notes on a record that fields are absent for a reason. */
export function markAbsent(record: JoinedRecord, fields: Iterable<string>, absence: FieldAbsence): void {
  const known: Record<string, FieldAbsence> = { ...record[ABSENT] };
  for (const field of fields) known[field] = absence;
  record[ABSENT] = known;
}
