import type { FindAbsence } from './absences.js';
import type { Marks } from './marks.js';

/** What the parts of a case's page need of its answer, beside their own records. */
export interface Shown {
  readonly find: FindAbsence;
  readonly marks: Marks;
}
