import { readModelOf } from '../read-model.js';
import { sourcePart } from '../source.js';
import { DEPARTURE_KINDS, LAISSEZ_PASSER_STAGES, PROCEDURE_STATES } from './code-lists.js';
import * as tables from './tables.js';

/** The DT&V's parts, each under its category. */
export const dtvParts = {
  procedure: sourcePart('DTV', 'procedure', ['return.status'], tables.procedure, {
    order: 'openedAt',
    codes: { state: PROCEDURE_STATES, departureKind: DEPARTURE_KINDS },
  }),
  laissezPasser: sourcePart('DTV', 'laissezPasser', ['return.document'], tables.laissezPasser, {
    codes: { laissezPasserStage: LAISSEZ_PASSER_STAGES },
  }),
  travel: sourcePart('DTV', 'travel', ['return.travel'], tables.travel),
  officer: sourcePart('DTV', 'officer', ['return.officer'], tables.officer),
};

/** What is kept of them by case. */
export const dtvReadModel = readModelOf(tables.readModel, dtvParts);
