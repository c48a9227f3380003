import type { DepartureKind, LaissezPasserStage } from '../../sources/dtv/code-lists.js';
import type { PartValues, SourceRecord } from '../../sources/source-record.js';
import { countryOf } from './countries.js';
import { addDays, type Day, daysBetween } from './day.js';
import { LAST_DAY } from './figures.js';
import type { DemoPerson } from './person.js';
import { type Chance, chanceOf } from './random.js';
import { asRecorded } from './record.js';

/** Case officers (regievoerders) of the demo; nobody's name, a number range that is not given out. */
const OFFICERS = [
  'R. van Dalen',
  'S. Hoekstra-Lim',
  'J. de Wit',
  'A. Bouwmeester',
  'T. Yıldız',
  'M. Postma',
  'E. Sint-Jans',
];

/** Stages that a request for a laissez-passer can be at after so many days. No reply counts after 12 months. */
const STAGES: readonly { readonly from: number; readonly stages: Partial<Record<LaissezPasserStage, number>> }[] = [
  { from: 365, stages: { NO_REPLY: 40, NOT_RECOGNISED: 20, INSUFFICIENT_INFORMATION: 15, REFUSED: 15, WITHDRAWN: 10 } },
  {
    from: 120,
    stages: {
      PRESENTED: 25,
      NATIONALITY_CONFIRMED: 15,
      NOT_RECOGNISED: 20,
      INSUFFICIENT_INFORMATION: 25,
      BORDER_TRANSFER_AGREED: 5,
      WITHDRAWN: 10,
    },
  },
  { from: 45, stages: { REQUESTED: 35, PRESENTED: 50, INSUFFICIENT_INFORMATION: 15 } },
  { from: 0, stages: { REQUESTED: 100 } },
];

interface Procedure {
  readonly openedAt: Day;
  readonly closedAt: Day | null;
  readonly departureKind: DepartureKind | null;
  /** Whether the person is known to have gone, with a document and a journey. */
  readonly gone: boolean;
}

/** The DT&V's record on a person, if it has one: the return procedure with document, journey and officer. */
export function* dtvRecords(person: DemoPerson): Generator<SourceRecord> {
  if (!person.inDtv) return;
  const chance = chanceOf(`dtv/${person.number}`);
  const procedure = drawProcedure(person, chance);
  const { gone, ...row } = procedure;
  yield asRecorded(
    {
      agency: 'DTV',
      organisation: 'dtv',
      sourceKey: `T${700_000 + person.number}`,
      lastChange: lastChangeOf(procedure, chance),
      identifiers: { vNumber: person.vNumber, nameKey: null, birthDate: null, nationalities: [] },
      opensCase: false,
      parts: {
        procedure: [{ ...row, state: row.closedAt ? 'CLOSED' : 'OPEN' }],
        laissezPasser: gone || chance.happens(0.7) ? laissezPasserOf(person, procedure, chance) : [],
        travel: gone || chance.happens(0.25) ? [travelOf(procedure, chance)] : [],
        officer: chance.happens(0.95) ? [officerOf(chance)] : [],
      },
    },
    chance,
  );
}

/** The stage of an open procedure moves on without a date of its own. */
function lastChangeOf({ openedAt, closedAt }: Procedure, chance: Chance): Day {
  return closedAt ?? addDays(openedAt, chance.between(0, daysBetween(openedAt, LAST_DAY)));
}

/** Opened around the arrival. Closed when the person went, or when a permit ended the duty to leave. */
function drawProcedure({ sheltering, reason }: DemoPerson, chance: Chance): Procedure {
  const { arrivedAt, leftAt } = sheltering;
  const openedAt = addDays(arrivedAt, chance.between(-60, 30));
  const gone = reason === 'RETURNED' || reason === 'THIRD_COUNTRY';
  if (gone) return { openedAt, closedAt: leftAt, departureKind: drawDeparture(chance), gone };
  const missing = reason === 'UNKNOWN_DESTINATION' && chance.happens(0.7);
  const closed = reason === 'PERMIT' || missing || (reason === 'AWAITING_ASYLUM_DECISION' && chance.happens(0.3));
  return { openedAt, closedAt: closed ? leftAt : null, departureKind: missing ? 'UNSUPERVISED' : null, gone };
}

function drawDeparture(chance: Chance): DepartureKind {
  return chance.weighted({ INDEPENDENT_SUPERVISED: 94, FORCED: 6 });
}

function laissezPasserOf(person: DemoPerson, { openedAt, closedAt, gone }: Procedure, chance: Chance): PartValues[] {
  const laissezPasserCountry = countryOf(person.nationalities[0]);
  const waited = daysBetween(openedAt, closedAt ?? LAST_DAY);
  const { stages } = STAGES.find(({ from }) => waited >= from) ?? { stages: { REQUESTED: 1 } };
  const stage = gone ? 'ISSUED' : chance.weighted(stages);
  return laissezPasserCountry ? [{ laissezPasserStage: stage, laissezPasserCountry }] : [];
}

/** A journey planned, mostly with the IOM; who went left on the planned day or the day after. */
function travelOf({ closedAt, gone }: Procedure, chance: Chance): PartValues {
  const planned = addDays(LAST_DAY, chance.between(14, 120));
  const went = closedAt && addDays(closedAt, -chance.between(0, 1));
  return {
    plannedDepartureAt: gone ? went : chance.happens(0.6) ? planned : null,
    supportedByIom: chance.happens(gone ? 0.9 : 0.7),
  };
}

function officerOf(chance: Chance): PartValues {
  const name = chance.pick(OFFICERS);
  const extension = 101 + OFFICERS.indexOf(name);
  return {
    name,
    telephone: `088-0000${extension}`,
    email: chance.happens(0.9) ? `regie.${extension}@example.nl` : null,
  };
}
