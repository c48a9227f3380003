import { ownCodes } from '../code-list.js';
import { RowRejected } from '../layout.js';
import { bool, code, day, name, required, states, vNumber, whole } from '../layout-fields.js';
import { ifStated, type OwnWords, recordFacts, refuseBefore } from '../own-words.js';
import { DEPARTURE_KINDS, LAISSEZ_PASSER_STAGES } from './code-lists.js';

const fields = {
  vNumber: required('vNumber', vNumber),
  version: required('version', (at) => whole(at, 0, 999_999_999)),
  openedAt: required('openedAt', (at) => day(at, 'iso')),
  closedAt: day('closedAt', 'iso'),
  departureKind: code('departureKind', ownCodes(DEPARTURE_KINDS)),
  stage: code('laissezPasserStage', ownCodes(LAISSEZ_PASSER_STAGES)),
  country: name('laissezPasserCountry'),
  plannedDepartureAt: day('plannedDepartureAt', 'iso'),
  supportedByIom: bool('supportedByIom'),
};
const hasOfficer = states('officer');
const officer = {
  name: required(['officer', 'name'], name),
  telephone: name(['officer', 'telephone']),
  email: name(['officer', 'email']),
};

/** A return procedure in the words of the graph, under the same key as in the DT&V's file; the highest version stands. */
export const dtvWords: OwnWords = (row, { organisation }) => {
  const [number, openedAt, closedAt] = [fields.vNumber(row), fields.openedAt(row), fields.closedAt(row)];
  refuseBefore(closedAt, openedAt, 'the procedure ends before it begins');
  const [departureKind, stage, country] = [fields.departureKind(row), fields.stage(row), fields.country(row)];
  if (country !== null && stage === null) throw new RowRejected('"laissezPasserStage" is missing');
  const recordKey = openedAt;
  const state = closedAt !== null || departureKind !== null ? 'CLOSED' : 'OPEN';
  const travel = { plannedDepartureAt: fields.plannedDepartureAt(row), supportedByIom: fields.supportedByIom(row) };
  return {
    agency: 'DTV',
    organisation,
    sourceKey: `${number}/${openedAt}`,
    ...recordFacts(row),
    version: fields.version(row),
    identifiers: { vNumber: number, nameKey: null, birthDate: null, nationalities: [] },
    opensCase: false,
    parts: {
      procedure: [{ recordKey, state, openedAt, closedAt, departureKind }],
      laissezPasser: stage ? [{ recordKey, laissezPasserStage: stage, laissezPasserCountry: country }] : [],
      travel: ifStated({ recordKey, ...travel }),
      officer: hasOfficer(row)
        ? [{ recordKey, name: officer.name(row), telephone: officer.telephone(row), email: officer.email(row) }]
        : [],
    },
  };
};
