import { sourcePart } from '../source.js';
import * as tables from './tables.js';

/** The AVIM's parts, each under its category. */
export const avimParts = {
  reportingDuty: sourcePart('AVIM', 'reportingDuty', ['supervision.duty'], tables.reportingDuty),
  measure: sourcePart('AVIM', 'measure', ['supervision.measure'], tables.measure, { order: 'measureFrom' }),
  identity: sourcePart('AVIM', 'identity', ['identity.research'], tables.identity, { order: 'establishedAt' }),
  document: sourcePart('AVIM', 'document', ['identity.research'], tables.document),
};
