import { nameKey } from '../../model/person-name.js';
import { ownCodes } from '../code-list.js';
import { type Row, RowRejected } from '../layout.js';
import { code, day, each, name, required, states, vNumber, whole } from '../layout-fields.js';
import {
  birthDateAt,
  ifStated,
  nationalitiesAt,
  type OwnWords,
  personExtras,
  recordFacts,
  refuseBefore,
  refuseSameKeys,
} from '../own-words.js';
import type { PartValues } from '../source-record.js';
import { APPLICATION_KINDS, DECISION_OUTCOMES, MEDICAL_OUTCOMES, REMEDIES } from './code-lists.js';

const isoDay = (at: string) => day(at, 'iso');
const application = {
  recordKey: required('key', name),
  kind: required('kind', (at) => code(at, ownCodes(APPLICATION_KINDS))),
  submittedAt: isoDay('submittedAt'),
  decidedAt: isoDay('decidedAt'),
  outcome: code('outcome', ownCodes(DECISION_OUTCOMES)),
};
const legal = {
  legalArticle: name('legalArticle'),
  remedy: code('remedy', ownCodes(REMEDIES)),
  remedyDeadline: isoDay('remedyDeadline'),
  returnDecisionAt: isoDay('returnDecisionAt'),
  entryBanUntil: isoDay('entryBanUntil'),
};
const medical = {
  medicalOutcome: code('medicalOutcome', ownCodes(MEDICAL_OUTCOMES)),
  medicalValidUntil: isoDay('medicalValidUntil'),
};
const applications = each('applications', applicationOf);
const number = required('vNumber', vNumber);
const statesPerson = states('person');
const level = required(['person', 'sourceLevel'], (at) => whole(at, 1, 8));
const said = {
  familyName: name(['person', 'familyName']),
  givenNames: name(['person', 'givenNames']),
  birthDate: birthDateAt(['person', 'birthDate']),
  nationalities: nationalitiesAt(['person', 'nationalities']),
};
const extras = personExtras('person');

/** A person with their applications in the words of the graph, under the same key as in the IND's file. */
export const indWords: OwnWords = (row, { organisation }) => {
  const found = applications(row);
  refuseSameKeys(
    'applications',
    found.map(({ base }) => base),
  );
  const vNumber = number(row);
  return {
    agency: 'IND',
    organisation,
    sourceKey: vNumber,
    ...recordFacts(row),
    identifiers: { vNumber, nameKey: null, birthDate: null, nationalities: [] },
    opensCase: false,
    parts: {
      ...(statesPerson(row) ? personPartsOf(row) : {}),
      application: found.map(({ base }) => base),
      legal: found.flatMap((one) => one.legal),
      medicalOutcome: found.flatMap((one) => one.medicalOutcome),
    },
  };
};

interface Application {
  readonly base: PartValues;
  readonly legal: PartValues[];
  readonly medicalOutcome: PartValues[];
}

function applicationOf(row: Row): Application {
  const [recordKey, kind] = [application.recordKey(row), application.kind(row)];
  const [submittedAt, decidedAt] = [application.submittedAt(row), application.decidedAt(row)];
  refuseBefore(decidedAt, submittedAt, 'a decision lies before its application');
  const outcome = application.outcome(row);
  if (outcome !== null && decidedAt === null) throw new RowRejected('there is an outcome without "decidedAt"');
  const state = decidedAt === null ? 'SUBMITTED' : 'DECIDED';
  const [law, health] = [
    ifStated({ recordKey, ...valuesOf(legal, row) }),
    ifStated({ recordKey, ...valuesOf(medical, row) }),
  ];
  checkMedical(kind, outcome, law, health);
  return { base: { recordKey, kind, state, submittedAt, decidedAt, outcome }, legal: law, medicalOutcome: health };
}

/**
 * The result of art. 64 has a category of its own: as outcome or article it would show to more partners.
 * @throws RowRejected
 */
function checkMedical(kind: string, outcome: string | null, law: PartValues[], health: PartValues[]): void {
  if (kind !== 'ART64_MEDICAL') {
    if (health.length > 0) throw new RowRejected('only ART64_MEDICAL has a medical outcome');
    return;
  }
  const isOpen = outcome === null || outcome === 'WITHDRAWN';
  if (!isOpen || law.some(({ legalArticle }) => legalArticle !== null)) {
    throw new RowRejected('the result of ART64_MEDICAL is "medicalOutcome"; leave "outcome" and "legalArticle" out');
  }
  if (health.some(({ medicalOutcome }) => medicalOutcome === null))
    throw new RowRejected('"medicalOutcome" is missing');
}

function personPartsOf(row: Row): Record<string, PartValues[]> {
  const sourceLevel = level(row);
  const { familyName, givenNames, birthDate, nationalities } = valuesOf(said, row);
  const { aliases, birthPlace, bsn } = extras(row);
  const searchKey = nameKey(givenNames, familyName);
  const other = aliases.length > 0 ? aliases : null;
  return {
    personName: searchKey ? [{ familyName, givenNames, aliases: other, searchKey, sourceLevel }] : [],
    personBirth: birthDate || birthPlace ? [{ birthDate, birthPlace, sourceLevel }] : [],
    personNationality: nationalities.length > 0 ? [{ nationalities, sourceLevel }] : [],
    personBsn: bsn ? [{ bsn }] : [],
  };
}

type Read<Fields> = { [Name in keyof Fields]: Fields[Name] extends (row: Row) => infer Value ? Value : never };

function valuesOf<Fields extends Readonly<Record<string, (row: Row) => unknown>>>(fields: Fields, row: Row) {
  return Object.fromEntries(Object.entries(fields).map(([field, read]) => [field, read(row)])) as Read<Fields>;
}
