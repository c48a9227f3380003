import { sourcePart } from '../source.js';
import * as tables from './tables.js';

/** The DT&V's parts, each under its category. */
export const dtvParts = {
  procedure: sourcePart('DTV', 'procedure', ['return.status'], tables.procedure, { order: 'openedAt' }),
  laissezPasser: sourcePart('DTV', 'laissezPasser', ['return.document'], tables.laissezPasser),
  travel: sourcePart('DTV', 'travel', ['return.travel'], tables.travel),
  officer: sourcePart('DTV', 'officer', ['return.officer'], tables.officer),
};
