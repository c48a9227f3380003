import type { Row, WholeLayout } from '../layout.js';
import { bool, code, required, states, vNumber, whole } from '../layout-fields.js';
import type { SourceRecord } from '../source-record.js';
import { REPORTING_CODES } from './code-lists.js';

const person = required('v', vNumber);
const hasDuty = states('meldplicht');
const hasIdentity = states('identiteit');
const imposed = required(['meldplicht', 'opgelegd'], bool);
const status = code(['meldplicht', 'stand'], REPORTING_CODES);
const established = required(['identiteit', 'vastgesteld'], bool);
const sourceLevel = whole(['identiteit', 'bronniveau'], 1, 8);

/** The AVIM's layout: a person a line, with the reporting duty and the result of identity research. */
export const avimLayout: WholeLayout = {
  kind: 'whole',
  name: 'avim',
  agency: 'AVIM',
  file: { format: 'ndjson', encoding: 'utf-8', names: ['v', 'meldplicht', 'identiteit'] },
  keyOf: person,
  translate: avimRecord,
};

function avimRecord(row: Row): SourceRecord {
  const vNumber = person(row);
  return {
    agency: 'AVIM',
    organisation: 'avim',
    sourceKey: vNumber,
    version: 0,
    recordedAt: null,
    identifiers: { vNumber, nameKey: null, birthDate: null, nationalities: [] },
    opensCase: false,
    parts: {
      reportingDuty: hasDuty(row) ? [{ reportingDuty: imposed(row), reportingStatus: status(row) }] : [],
      identity: hasIdentity(row)
        ? [{ established: established(row), establishedAt: null, sourceLevel: sourceLevel(row) }]
        : [],
    },
  };
}
