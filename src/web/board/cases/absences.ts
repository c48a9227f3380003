import type { Absence, FieldAbsence } from '../../../model/absence.js';

/** A place in an answer, such as `['case', 'applications', 0, 'remedy']`. */
export type AnswerPath = readonly (string | number)[];

/** Finds why something is absent, or old, at a place of an answer. */
export type FindAbsence = (path: AnswerPath) => FieldAbsence | undefined;

/** The absences of an answer, to be found by their place; their list indices are folded in the answer. */
export function absencesByPlace(absences: readonly Absence[]): FindAbsence {
  const known = new Map<string, FieldAbsence>();
  for (const { path, reason, condition, at } of absences) {
    const places = at?.map((indices) => [indices].flat().join(',')) ?? [''];
    for (const place of places) known.set(`${path}@${place}`, { reason, condition });
  }
  return (path) => {
    const folded = path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
    return known.get(`${folded}@${path.filter((step) => typeof step === 'number').join(',')}`);
  };
}

/** Why something is missing, for all that is missing for that reason. */
export interface MissingForReason {
  readonly why: 'OWN' | 'CONSENT' | FieldAbsence['reason'];
  /** Names of fields of the answer from the case down, without indices: `['applications', 'remedy']`. */
  readonly places: readonly (readonly string[])[];
}

/** What an answer lacks, by the reason. */
export function missingByReason(absences: readonly Absence[]): MissingForReason[] {
  const found = new Map<MissingForReason['why'], Map<string, readonly string[]>>();
  for (const { path, reason, condition } of absences) {
    const why = condition ?? reason;
    const steps = path
      .split('.')
      .filter((step) => step !== '*' && step !== 'case' && step !== 'edges' && step !== 'node');
    found.set(why, new Map(found.get(why)).set(steps.join('.'), steps));
  }
  return [...found].map(([why, places]) => ({ why, places: [...places.values()] }));
}
