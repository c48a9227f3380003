import { CITIES } from './cities.js';
import { addDays, type Day, daysBetween, earliest } from './day.js';
import { LAST_DAY } from './figures.js';
import type { ConsentCourse, DemoPerson, Guide, Sheltering } from './person.js';
import type { Chance } from './random.js';

/** Consent given by about six in ten; some of them withdrew it, some gave it again. */
export function drawConsent(chance: Chance): ConsentCourse {
  return chance.weighted({ GIVEN: 47, WITHDRAWN: 8, GIVEN_AGAIN: 6, NEVER: 39 });
}

type Guided = Pick<DemoPerson, 'vNumberKnown' | 'sheltering' | 'earlier' | 'decidedAt'>;

/** The NGOs that guide a person, in order; guidance mostly begins once the case table has decided. */
export function drawGuides(person: Guided, chance: Chance): Guide[] {
  const before = person.earlier && chance.happens(0.8) ? [earlierGuide(person.earlier, chance)] : [];
  return [...before, ...presentGuides(person, chance)];
}

function earlierGuide({ city, arrivedAt, leftAt }: Sheltering, chance: Chance): Guide {
  const startedAt = earliest(addDays(arrivedAt, chance.between(10, 28)), leftAt ?? LAST_DAY);
  return guide(chance.weighted(CITIES[city].ngos), startedAt, leftAt, true, chance);
}

function presentGuides({ vNumberKnown, sheltering, decidedAt }: Guided, chance: Chance): Guide[] {
  if (!chance.happens(likelihood(vNumberKnown, decidedAt))) return [];
  const { city, arrivedAt, leftAt } = sheltering;
  const end = leftAt ?? LAST_DAY;
  const startedAt = earliest(addDays(decidedAt ?? arrivedAt, chance.between(0, 14)), end);
  const endedAt = leftAt && aftercareEnd(leftAt, chance);
  const first = chance.weighted(CITIES[city].ngos);
  const [next] = Object.keys(CITIES[city].ngos).filter((ngo) => ngo !== first);
  const days = daysBetween(startedAt, end);
  if (!next || days < 120 || !chance.happens(0.1)) return [guide(first, startedAt, endedAt, vNumberKnown, chance)];
  const handover = addDays(startedAt, chance.between(45, days - 45));
  return [
    guide(first, startedAt, handover, vNumberKnown, chance),
    guide(next, addDays(handover, chance.between(0, 7)), endedAt, vNumberKnown, chance),
  ];
}

/** About 85 % in all. Fewer where identity is open or nothing is decided yet. */
function likelihood(vNumberKnown: boolean, decidedAt: Day | null): number {
  if (!decidedAt) return 0.4;
  return vNumberKnown ? 0.97 : 0.6;
}

/** Guidance ends with the departure or, where there was aftercare, some weeks later; it may still go on. */
function aftercareEnd(leftAt: Day, chance: Chance): Day | null {
  if (!chance.happens(0.3)) return leftAt;
  const end = addDays(leftAt, chance.between(7, 42));
  return end <= LAST_DAY ? end : null;
}

function guide(ngo: string, startedAt: Day, endedAt: Day | null, vNumberKnown: boolean, chance: Chance): Guide {
  const knowsVNumber = chance.happens(vNumberKnown ? 0.96 : 0.35);
  return { ngo, startedAt, endedAt, knowsVNumber, consent: drawConsent(chance) };
}
