import { ownCodes } from '../code-list.js';
import { RowRejected } from '../layout.js';
import { bool, code, day, each, name, required, states, vNumber, whole } from '../layout-fields.js';
import { type OwnWords, recordFacts, refuseBefore, refuseSameKeys } from '../own-words.js';
import { DOCUMENT_KINDS, MEASURES, REPORTING_CODES } from './code-lists.js';

const isoDay = (at: string) => day(at, 'iso');
const number = required('vNumber', vNumber);
const duty = { imposed: bool('reportingDuty'), status: code('reportingStatus', REPORTING_CODES) };
const measure = {
  recordKey: required('key', name),
  measure: required('measure', (at) => code(at, ownCodes(MEASURES))),
  measureFrom: isoDay('measureFrom'),
  measureUntil: isoDay('measureUntil'),
};
const measures = each('measures', (row) => {
  const [measureFrom, measureUntil] = [measure.measureFrom(row), measure.measureUntil(row)];
  refuseBefore(measureUntil, measureFrom, 'a measure ends before it begins');
  return { recordKey: measure.recordKey(row), measure: measure.measure(row), measureFrom, measureUntil };
});
const hasIdentity = states('identity');
const identity = {
  established: required(['identity', 'established'], bool),
  establishedAt: day(['identity', 'establishedAt'], 'iso'),
  sourceLevel: whole(['identity', 'sourceLevel'], 1, 8),
};
const document = {
  recordKey: required('key', name),
  kind: required('kind', (at) => code(at, ownCodes(DOCUMENT_KINDS))),
  number: name('number'),
  issuedBy: name('issuedBy'),
  validUntil: isoDay('validUntil'),
};
const documents = each('documents', (row) => ({
  recordKey: document.recordKey(row),
  kind: document.kind(row),
  number: document.number(row),
  issuedBy: document.issuedBy(row),
  validUntil: document.validUntil(row),
}));

/** A person under supervision in the words of the graph, under the same key as in the AVIM's file. */
export const avimWords: OwnWords = (row, { organisation }) => {
  const [vNumber, imposed, status] = [number(row), duty.imposed(row), duty.status(row)];
  if (imposed === null && status !== null) throw new RowRejected('"reportingDuty" is missing');
  const [restricting, seen] = [measures(row), documents(row)];
  refuseSameKeys('measures', restricting);
  refuseSameKeys('documents', seen);
  const researched = hasIdentity(row)
    ? {
        established: identity.established(row),
        establishedAt: identity.establishedAt(row),
        sourceLevel: identity.sourceLevel(row),
      }
    : null;
  return {
    agency: 'AVIM',
    organisation,
    sourceKey: vNumber,
    ...recordFacts(row),
    identifiers: { vNumber, nameKey: null, birthDate: null, nationalities: [] },
    opensCase: false,
    parts: {
      reportingDuty: imposed === null ? [] : [{ reportingDuty: imposed, reportingStatus: status }],
      measure: restricting,
      identity: researched ? [researched] : [],
      document: seen,
    },
  };
};
