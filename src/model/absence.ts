/** Why a value is not there although the field was asked for. A plain `null` without an absence means: the source has no value. */
export type AbsenceReason = 'WITHHELD' | 'SOURCE_UNAVAILABLE' | 'STALE' | 'SUPPRESSED';

/** The unmet condition behind a `WITHHELD`. */
export type WithheldCondition = 'OWN' | 'CONSENT';

/** The reason that one field of one joined record is null, before it has a path in an answer. */
export interface FieldAbsence {
  readonly reason: AbsenceReason;
  readonly condition?: WithheldCondition;
}

/**
 * An entry of `extensions.absences`. `path` is the response path with list indices folded to `*`;
 * `at` lists the indices (one list of indices per record when more than one list is crossed).
 */
export interface Absence extends FieldAbsence {
  readonly path: string;
  readonly at?: readonly (number | readonly number[])[];
}
