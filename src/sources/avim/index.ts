import { readModelOf } from '../read-model.js';
import { sourcePart } from '../source.js';
import { DOCUMENT_KINDS, MEASURES, REPORTING_STATUSES } from './code-lists.js';
import * as tables from './tables.js';

/** The AVIM's parts, each under its category. */
export const avimParts = {
  reportingDuty: sourcePart('AVIM', 'reportingDuty', ['supervision.duty'], tables.reportingDuty, {
    codes: { reportingStatus: REPORTING_STATUSES },
  }),
  measure: sourcePart('AVIM', 'measure', ['supervision.measure'], tables.measure, {
    order: 'measureFrom',
    codes: { measure: MEASURES },
  }),
  identity: sourcePart('AVIM', 'identity', ['identity.research'], tables.identity, { order: 'establishedAt' }),
  document: sourcePart('AVIM', 'document', ['identity.research'], tables.document, { codes: { kind: DOCUMENT_KINDS } }),
};

/** What is kept of them by case. */
export const avimReadModel = readModelOf(tables.readModel, avimParts);
