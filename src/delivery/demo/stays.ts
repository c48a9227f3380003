import type { StayKind } from '../../sources/shelter/code-lists.js';
import type { PartValues } from '../../sources/source-record.js';
import { CITIES, STREETS } from './cities.js';
import { addDays, type Day, daysBetween } from './day.js';
import { LAST_DAY } from './figures.js';
import type { DemoPerson } from './person.js';
import type { Chance } from './random.js';

/** Practical needs as a municipality writes them. Nothing medical, nothing about belief: those are not stored. */
const NEEDS = [
  'gezin met twee kinderen',
  'moeder met baby',
  'begane grond',
  'brede deur, geen drempels',
  'tolk per telefoon',
  'rustige kamer',
  'vegetarische maaltijden',
  'werkt avonden als vrijwilliger',
  'fiets stallen',
  'hond mee',
] as const;

const KINDS: Readonly<Partial<Record<StayKind, number>>> = {
  SHELTER_24H: 68,
  NIGHT_SHELTER: 14,
  GUEST_HOUSE: 12,
  OTHER: 4,
  NOT_STATED: 2,
};

interface Stay {
  readonly recordKey: string;
  readonly arrivedAt: Day;
  readonly departedAt: Day | null;
}

/** The stays of one file, with place and practical needs under the same key. The last place may be an NGO's. */
export function stayParts(person: DemoPerson, chance: Chance): Record<string, PartValues[]> {
  const stays = drawStays(person, chance);
  const keeperOf = (stay: Stay) => (stay === stays.at(-1) ? keeper(person) : undefined);
  return {
    stay: stays.map((stay) => ({ ...stay, organisation: keeperOf(stay), kind: chance.weighted(KINDS) })),
    place: person.placeKnown === 'NOTHING' ? [] : stays.map((stay) => placeOf(stay, keeperOf(stay), person, chance)),
    attention: stays
      .filter(() => chance.happens(0.3))
      .map((stay) => ({ recordKey: stay.recordKey, organisation: keeperOf(stay), attention: chance.pick(NEEDS) })),
  };
}

/** Where an NGO runs the place, the stay is its record (condition `own`), not the municipality's. */
function keeper({ ngoRunPlace, guides }: DemoPerson): string | undefined {
  return ngoRunPlace ? guides.at(-1)?.ngo : undefined;
}

/** One stay, or up to three that follow on each other without a gap. */
function drawStays({ sheltering }: DemoPerson, chance: Chance): Stay[] {
  const { arrivedAt, leftAt } = sheltering;
  const days = daysBetween(arrivedAt, leftAt ?? LAST_DAY);
  const count = days < 60 ? 1 : Number(chance.weighted({ '1': 68, '2': 24, '3': 8 }));
  const step = Math.floor(days / count);
  const moves = Array.from({ length: count - 1 }, (_, move) =>
    addDays(arrivedAt, step * (move + 1) + chance.between(-7, 7)),
  );
  return [arrivedAt, ...moves].map((from, place) => ({
    recordKey: from,
    arrivedAt: from,
    departedAt: moves[place] ?? leftAt,
  }));
}

function placeOf(stay: Stay, organisation: string | undefined, person: DemoPerson, chance: Chance): PartValues {
  const address = `${chance.pick(STREETS)} ${chance.between(1, 199)}`;
  const room = `K${chance.between(1, 60)}`;
  const known = person.placeKnown === 'ADDRESS';
  return {
    recordKey: stay.recordKey,
    organisation,
    location: chance.pick(CITIES[person.sheltering.city].locations),
    address: known ? address : null,
    room: known && chance.happens(0.9) ? room : null,
  };
}
