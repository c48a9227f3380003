import type { SourceLevel } from '../../model/source-level.js';
import type { PartValues, SourceRecord } from '../../sources/source-record.js';
import { type Application, applicationsOf, medicalApplicationOf } from './applications.js';
import type { DemoPerson } from './person.js';
import { chanceOf } from './random.js';
import { asRecorded } from './record.js';
import { identifiersOf, identityParts, stateOf } from './statement.js';

const SOURCE_LEVELS: Readonly<Record<string, number>> = { '1': 16, '2': 24, '3': 26, '4': 34 };

/** The IND's record on a person, if it has one: identity as the IND established it, and the applications. */
export function* indRecords(person: DemoPerson): Generator<SourceRecord> {
  if (!person.inInd) return;
  const chance = chanceOf(`ind/${person.number}`);
  const applications = applicationsOf(person, chance);
  const medical = person.medical && medicalApplicationOf(person, person.medical, chance);
  const all = medical ? [...applications.slice(-2), medical] : applications;
  const statement = stateOf(person, person.indVariation, chance);
  const level = Number(chance.weighted(SOURCE_LEVELS)) as SourceLevel;
  yield asRecorded(
    {
      agency: 'IND',
      organisation: 'ind',
      sourceKey: `K${String(500_000 + person.number)}`,
      identifiers: identifiersOf(statement, person.vNumber),
      opensCase: false,
      parts: {
        ...identityParts(statement, level),
        personBsn: person.bsn ? [{ bsn: person.bsn }] : [],
        application: all.map((application, place) => applicationRow(application, keyOf(person, place))),
        legal: all.flatMap(({ legal }, place) => (legal ? [{ recordKey: keyOf(person, place), ...legal }] : [])),
        medicalOutcome: all.flatMap(({ medical: outcome }, place) =>
          outcome ? [{ recordKey: keyOf(person, place), ...outcome }] : [],
        ),
      },
    },
    chance,
  );
}

/** The IND's case number of an application. */
function keyOf(person: DemoPerson, place: number): string {
  return `Z${100_000 + person.number}-${place + 1}`;
}

function applicationRow({ kind, submittedAt, decidedAt, outcome }: Application, recordKey: string): PartValues {
  return { recordKey, kind, state: decidedAt ? 'DECIDED' : 'SUBMITTED', submittedAt, decidedAt, outcome };
}
