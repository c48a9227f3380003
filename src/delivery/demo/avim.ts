import type { DocumentKind, Measure, ReportingStatus } from '../../sources/avim/code-lists.js';
import type { PartValues, SourceRecord } from '../../sources/source-record.js';
import { countryOf } from './countries.js';
import { addDays, type Day, daysBetween } from './day.js';
import { LAST_DAY } from './figures.js';
import type { DemoPerson } from './person.js';
import { type Chance, chanceOf } from './random.js';
import { asRecorded } from './record.js';

const STATUSES: Readonly<Partial<Record<ReportingStatus, number>>> = {
  MET: 70,
  MISSED_ONCE: 17,
  MISSED_TWICE: 9,
  SUMMONED: 4,
};

const DOCUMENTS: Readonly<Partial<Record<DocumentKind, number>>> = {
  PASSPORT: 25,
  IDENTITY_CARD: 25,
  BIRTH_CERTIFICATE: 30,
  MARRIAGE_CERTIFICATE: 6,
  DRIVING_LICENCE: 8,
  OTHER: 6,
};

/** The AVIM's record on a person, if it has one: supervision and identity research. */
export function* avimRecords(person: DemoPerson): Generator<SourceRecord> {
  if (!person.inAvim) return;
  const chance = chanceOf(`avim/${person.number}`);
  const { arrivedAt, leftAt } = person.sheltering;
  const establishedAt = addDays(arrivedAt, chance.between(0, daysBetween(arrivedAt, leftAt ?? LAST_DAY)));
  const documents = drawDocuments(person, chance);
  yield asRecorded(
    {
      agency: 'AVIM',
      organisation: 'avim',
      sourceKey: `P${900_000 + person.number}`,
      lastChange: establishedAt,
      identifiers: { vNumber: person.vNumber, nameKey: null, birthDate: null, nationalities: [] },
      opensCase: false,
      parts: {
        reportingDuty: chance.happens(0.75) ? [dutyOf(person, chance)] : [],
        measure: chance.happens(0.18) ? [measureOf(person, chance)] : [],
        identity: chance.happens(0.8) ? [identityOf(documents, establishedAt, chance)] : [],
        document: documents,
      },
    },
    chance,
  );
}

/** Who is gone without a trace missed it twice, was summoned and is deregistered; who left otherwise has none. */
function dutyOf({ reason }: DemoPerson, chance: Chance): PartValues {
  if (reason === 'UNKNOWN_DESTINATION') {
    return {
      reportingDuty: true,
      reportingStatus: chance.weighted({ DEREGISTERED: 70, SUMMONED: 20, MISSED_TWICE: 10 }),
    };
  }
  const reportingDuty = !reason && chance.happens(0.7);
  return { reportingDuty, reportingStatus: reportingDuty ? chance.weighted(STATUSES) : null };
}

/** A measure for some months of the stay; detention (art. 59) only before it. */
function measureOf({ sheltering }: DemoPerson, chance: Chance): PartValues {
  const measure = chance.weighted<Measure>({ ART_55: 45, ART_56: 45, ART_59: 10 });
  const { arrivedAt, leftAt } = sheltering;
  if (measure === 'ART_59') {
    const measureUntil = addDays(arrivedAt, -chance.between(5, 200));
    return { measure, measureFrom: addDays(measureUntil, -chance.between(10, 90)), measureUntil };
  }
  const end: Day = leftAt ?? LAST_DAY;
  const measureFrom = addDays(arrivedAt, chance.between(0, Math.min(60, daysBetween(arrivedAt, end))));
  return { measure, measureFrom, measureUntil: chance.happens(0.7) ? addDays(measureFrom, 90) : null };
}

function identityOf(documents: readonly PartValues[], establishedAt: Day, chance: Chance): PartValues {
  const established = documents.length > 0 && chance.happens(0.85);
  const proven = documents.some(({ kind }) => kind === 'PASSPORT' || kind === 'IDENTITY_CARD');
  return {
    established,
    establishedAt: established ? establishedAt : null,
    sourceLevel: established ? (proven ? chance.between(1, 2) : chance.between(3, 4)) : 5,
  };
}

/** Papers seen in the research, some out of date. Numbers are made up, each agency's format left aside. */
function drawDocuments(person: DemoPerson, chance: Chance): PartValues[] {
  const issuedBy = countryOf(person.nationalities[0]);
  if (!issuedBy) return [];
  const count = Number(chance.weighted({ '0': 50, '1': 38, '2': 12 }));
  return Array.from({ length: count }, (_, place) => {
    const kind = chance.weighted(DOCUMENTS);
    const travels = kind === 'PASSPORT' || kind === 'IDENTITY_CARD';
    return {
      recordKey: String(place + 1),
      kind,
      number: chance.happens(0.85) ? `X${chance.between(1_000_000, 9_999_999)}` : null,
      issuedBy,
      validUntil: travels ? addDays('2012-01-01', chance.between(0, 5000)) : null,
    };
  });
}
