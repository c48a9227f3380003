import type { SourceLevel } from '../../model/source-level.js';
import { type CaseStatus, DURABILITY_OF, type OutflowReason } from '../../sources/shelter/code-lists.js';
import type { PartValues, SourceRecord } from '../../sources/source-record.js';
import { CITIES } from './cities.js';
import { type Consents, consentsOf } from './consent.js';
import { contactOf } from './contact.js';
import { countryOf, THIRD_COUNTRIES } from './countries.js';
import { addDays } from './day.js';
import { LAST_DAY } from './figures.js';
import type { DemoPerson, Sheltering } from './person.js';
import { planParts } from './plan.js';
import { type Chance, chanceOf } from './random.js';
import { asRecorded } from './record.js';
import { identifiersOf, identityParts, stateOf } from './statement.js';
import { stayParts } from './stays.js';

const SOURCE_LEVELS: Readonly<Record<string, number>> = { '5': 70, '4': 14, '3': 10, '2': 6 };

/** The municipalities' files on a person: one, or two for who was in another LVV before. The latest comes last. */
export function* shelterRecords(person: DemoPerson): Generator<SourceRecord> {
  if (person.earlier) yield earlierFile(person, person.earlier);
  yield latestFile(person);
}

/** A move to another LVV is no outflow from the LVVs: the first file says that the person left, and gives no reason. */
function earlierFile(person: DemoPerson, sheltering: Sheltering): SourceRecord {
  const chance = chanceOf(`shelter-earlier/${person.number}`);
  const decidedAt = addDays(sheltering.arrivedAt, 25);
  const before = { ...person, sheltering, ngoRunPlace: false };
  return fileOf(before, 'LEFT', chance, {
    ...stayParts(before, chance),
    ...planParts({ ...before, decidedAt: decidedAt < (sheltering.leftAt ?? LAST_DAY) ? decidedAt : null }, chance),
  });
}

function latestFile(person: DemoPerson): SourceRecord {
  const chance = chanceOf(`shelter-latest/${person.number}`);
  const { arrivedAt } = person.sheltering;
  const consents: Consents = [
    ...consentsOf(person.municipalityConsent, { partnerKind: 'MUNICIPALITY', organisation: null }, arrivedAt, chance),
    ...consentsOf(person.dtvConsent, { partnerKind: 'DTV', organisation: null }, addDays(arrivedAt, 3), chance),
  ];
  const parts = {
    ...stayParts(person, chance),
    ...planParts(person, chance),
    personBsn: person.bsn && chance.happens(0.4) ? [{ bsn: person.bsn }] : [],
    personContact: chance.happens(0.8) ? [contactOf(person, chance)] : [],
    outflow: person.reason ? [outflowOf(person, person.reason, chance)] : [],
  };
  return fileOf(person, statusOf(person), chance, parts, consents);
}

function statusOf({ reason, decidedAt }: DemoPerson): CaseStatus {
  if (reason) return 'LEFT';
  return decidedAt ? 'IN_GUIDANCE' : 'SHELTERED_PENDING_LSO';
}

function fileOf(
  person: DemoPerson,
  status: CaseStatus,
  chance: Chance,
  parts: Record<string, PartValues[]>,
  consents: Consents = [],
): SourceRecord {
  const { city, arrivedAt, leftAt } = person.sheltering;
  const statement = stateOf(person, person.municipalVariation, chance);
  const level = Number(chance.weighted(SOURCE_LEVELS)) as SourceLevel;
  return asRecorded(
    {
      agency: 'SHELTER',
      organisation: CITIES[city].organisation,
      sourceKey: CITIES[city].fileKey(person.number),
      identifiers: identifiersOf(statement, person.vNumberKnown ? person.vNumber : null),
      opensCase: true,
      parts: {
        caseFile: [{ status, municipality: city, arrivedAt, leftAt }],
        ...identityParts(statement, level),
        ...parts,
      },
      consents,
    },
    chance,
  );
}

function outflowOf(person: DemoPerson, reason: OutflowReason, chance: Chance): PartValues {
  const home = reason === 'RETURNED' ? countryOf(person.nationalities[0]) : null;
  const destination = reason === 'THIRD_COUNTRY' ? chance.pick(THIRD_COUNTRIES) : home;
  return { reason, durability: DURABILITY_OF[reason], destination, leftAt: person.sheltering.leftAt };
}
