import type { Row, WholeLayout } from '../layout.js';
import { code, day, name, required, vNumber, whole } from '../layout-fields.js';
import type { SourceRecord } from '../source-record.js';
import { DEPARTURE_TERMS, STAGE_TERMS } from './code-lists.js';

const fields = {
  vNumber: required('vnummer', vNumber),
  openedAt: required('geopend', (at) => day(at, 'iso')),
  officer: name('regievoerder'),
  stage: code('lp_stand', STAGE_TERMS),
  departureKind: code('vertrekwijze', DEPARTURE_TERMS),
  version: required('versie', (at) => whole(at, 0, 999_999_999)),
};

/** The DT&V's layout: a version of a return procedure a row; the highest version stands, whichever comes first. */
export const dtvLayout: WholeLayout = {
  kind: 'whole',
  name: 'dtv',
  agency: 'DTV',
  file: {
    format: 'csv',
    encoding: 'utf-8',
    separator: ';',
    names: ['vnummer', 'geopend', 'regievoerder', 'lp_stand', 'vertrekwijze', 'versie'],
  },
  keyOf: (row) => recordKeyOf(fields.vNumber(row), fields.openedAt(row)),
  translate: dtvRecord,
};

/** A person may have several procedures, one after the other. */
const recordKeyOf = (vNumber: string, openedAt: string) => `${vNumber}/${openedAt}`;

function dtvRecord(row: Row): SourceRecord {
  const vNumber = fields.vNumber(row);
  const openedAt = fields.openedAt(row);
  const officer = fields.officer(row);
  const stage = fields.stage(row);
  const departureKind = fields.departureKind(row);
  const recordKey = openedAt;
  return {
    agency: 'DTV',
    organisation: 'dtv',
    sourceKey: recordKeyOf(vNumber, openedAt),
    version: fields.version(row),
    recordedAt: null,
    identifiers: { vNumber, nameKey: null, birthDate: null, nationalities: [] },
    opensCase: false,
    parts: {
      // The export says how a person left, not when: the day of closing stays unknown.
      procedure: [{ recordKey, state: departureKind ? 'CLOSED' : 'OPEN', openedAt, closedAt: null, departureKind }],
      laissezPasser: stage ? [{ recordKey, laissezPasserStage: stage, laissezPasserCountry: null }] : [],
      officer: officer ? [{ recordKey, name: officer, telephone: null, email: null }] : [],
    },
  };
}
