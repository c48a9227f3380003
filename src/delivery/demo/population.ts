import type { Scenario } from '../../sources/shelter/code-lists.js';
import { CITIES } from './cities.js';
import { addDays, type Day, daysBetween } from './day.js';
import { type City, FIRST_DAY, LAST_DAY, type Slot, slots, WEIGHTS } from './figures.js';
import { drawConsent, drawGuides } from './guides.js';
import { drawNationality, drawOrigin } from './names.js';
import { bsnOf, type DemoPerson, type Sheltering, type Variation, vNumberOf } from './person.js';
import { type Chance, chanceOf } from './random.js';
import { FIXED_SHOWCASES } from './showcase.js';

/** The 1,297 people of the demo, the showcases first; the same in every run. */
export function demoPeople(): DemoPerson[] {
  const free = slots();
  const shown = FIXED_SHOWCASES.map(({ fixed }) => takeSlot(free, fixed.sheltering.city, fixed.reason));
  const drawn = [...shown, ...chanceOf('slots').shuffle(free)];
  return drawn.map((slot, number) => drawPerson(number, slot, FIXED_SHOWCASES[number]?.fixed ?? {}));
}

/** A showcase takes the place of somebody in the table, so that the figures stay as they are. */
function takeSlot(free: Slot[], city: City, reason: Slot['reason']): Slot {
  const place = free.findIndex((slot) => slot.city === city && slot.reason === reason);
  const [slot] = place < 0 ? [] : free.splice(place, 1);
  if (!slot) throw new RangeError('no place in the table for this showcase');
  return slot;
}

function drawPerson(number: number, slot: Slot, fixed: Partial<DemoPerson>): DemoPerson {
  const identity = { ...drawIdentity(number, slot, chanceOf(`identity/${number}`)), ...fixed };
  const flow = { ...drawFlow(slot, identity.vNumberKnown, chanceOf(`flow/${number}`)), ...fixed };
  const guides = fixed.guides ?? drawGuides({ ...identity, ...flow }, chanceOf(`guides/${number}`));
  const agencies = drawAgencies(slot, identity.vNumberKnown, chanceOf(`agencies/${number}`));
  const last = guides.at(-1);
  const runsPlace = identity.vNumberKnown && last?.knowsVNumber === true && last.ngo in CITIES[slot.city].ngos;
  const shelter = drawShelter(chanceOf(`shelter/${number}`), runsPlace);
  return { number, reason: slot.reason, ...identity, ...flow, guides, ...agencies, ...shelter, ...fixed };
}

type Identity = Pick<
  DemoPerson,
  | 'name'
  | 'birthDate'
  | 'nationalities'
  | 'language'
  | 'vNumber'
  | 'vNumberKnown'
  | 'bsn'
  | 'municipalVariation'
  | 'ngoVariation'
  | 'indVariation'
>;

function drawIdentity(number: number, slot: Slot, chance: Chance): Identity {
  const { name, nationality, language } = drawOrigin(chance);
  const second = drawNationality(chance);
  const both = chance.happens(0.07) && second !== nationality ? [nationality, second] : [nationality];
  return {
    name,
    birthDate: addDays('1952-01-01', chance.between(0, 17_900)),
    nationalities: chance.happens(0.03) ? ['0499'] : both,
    language,
    vNumber: vNumberOf(number),
    vNumberKnown: needsAgency(slot) || !chance.happens(0.32),
    bsn: chance.happens(slot.reason === 'PERMIT' ? 0.5 : 0.05) ? bsnOf(number) : null,
    municipalVariation: drawVariation(chance, 0),
    ngoVariation: drawVariation(chance, 0.2),
    indVariation: drawVariation(chance, 0.15),
  };
}

/** Whoever left with a permit, a pending asylum application or through the DT&V is known there, by V-number. */
function needsAgency({ reason }: Slot): boolean {
  return reason === 'PERMIT' || reason === 'AWAITING_ASYLUM_DECISION' || wentAway(reason);
}

function wentAway(reason: Slot['reason']): boolean {
  return reason === 'RETURNED' || reason === 'THIRD_COUNTRY';
}

/** How an agency writes the person down; `other` is how often it contradicts what is so. */
function drawVariation(chance: Chance, other: number): Variation {
  return {
    name: chance.happens(other) ? 'RESPELT' : 'SAME',
    birth: chance.weighted({
      DAY: 72,
      MONTH: 9,
      YEAR: 12,
      UNKNOWN: 5,
      SWAPPED: other * 40,
      OTHER_YEAR: other * 30,
    }),
    nationality: chance.weighted({ SAME: 90, FIRST_ONLY: 5, UNKNOWN: 3, STATELESS: 1, OTHER: other * 40 }),
  };
}

type Flow = Pick<DemoPerson, 'sheltering' | 'earlier' | 'decidedAt' | 'scenario'>;

function drawFlow({ city, reason }: Slot, vNumberKnown: boolean, chance: Chance): Flow {
  const lastArrival = reason ? '2020-08-20' : '2020-10-26';
  const arrivedAt = drawArrival(lastArrival, chance);
  const leftAt = reason ? drawDeparture(arrivedAt, chance) : null;
  const decided = drawDecision(city, arrivedAt, chance);
  return {
    sheltering: { city, arrivedAt, leftAt },
    earlier: vNumberKnown && chance.happens(0.05) ? drawEarlier(city, arrivedAt, chance) : null,
    decidedAt: decided && decided <= (leftAt ?? LAST_DAY) ? decided : null,
    scenario: drawScenario(reason, chance),
  };
}

/** More in the first months than later: the pilots took over people whom the cities already sheltered. */
function drawArrival(last: Day, chance: Chance): Day {
  const days = daysBetween(FIRST_DAY, last);
  return addDays(FIRST_DAY, chance.happens(0.3) ? chance.between(0, 75) : chance.between(0, days));
}

function drawDeparture(arrivedAt: Day, chance: Chance): Day {
  return addDays(arrivedAt, chance.between(65, Math.min(420, daysBetween(arrivedAt, LAST_DAY))));
}

/**
 * The case table decides after the dossier and 14 days of rest; now and then months later. Amsterdam sheltered
 * before the decision, so it has more people for whom there is none yet.
 */
function drawDecision(city: City, arrivedAt: Day, chance: Chance): Day | null {
  const undecided = city === 'AMSTERDAM' && arrivedAt >= '2020-06-15' ? 0.25 : 0.01;
  if (chance.happens(undecided)) return null;
  return addDays(arrivedAt, chance.happens(0.08) ? chance.between(90, 150) : chance.between(18, 55));
}

/** A time in another LVV before this one; none when the pilots had only just begun. */
function drawEarlier(city: City, arrivedAt: Day, chance: Chance): Sheltering | null {
  const leftAt = addDays(arrivedAt, -chance.between(1, 30));
  const days = daysBetween(FIRST_DAY, leftAt);
  if (days < 45) return null;
  const { [city]: _, ...others } = WEIGHTS;
  return { city: chance.weighted<City>(others), arrivedAt: addDays(FIRST_DAY, chance.between(0, days - 30)), leftAt };
}

const SCENARIOS_OF: Readonly<Record<string, Partial<Record<Scenario, number>>>> = {
  PERMIT: { LEGALISATION: 85, UNDER_INVESTIGATION: 15 },
  RETURNED: { RETURN: 80, UNDER_INVESTIGATION: 14, LEGALISATION: 6 },
  THIRD_COUNTRY: { ONWARD_MIGRATION: 100 },
  AWAITING_ASYLUM_DECISION: { LEGALISATION: 70, UNDER_INVESTIGATION: 25, RETURN: 5 },
};

/** The scenario is what is pursued, not what comes of it: the two often differ. */
function drawScenario(reason: Slot['reason'], chance: Chance): Scenario {
  const weights = SCENARIOS_OF[reason ?? ''] ?? {
    RETURN: 32,
    LEGALISATION: 33,
    UNDER_INVESTIGATION: 26,
    ONWARD_MIGRATION: 9,
  };
  return chance.weighted(weights);
}

type Agencies = Pick<DemoPerson, 'inInd' | 'inDtv' | 'inAvim' | 'medical'>;

/** An agency's record matches by V-number alone, so there is one only where the municipality knows it. */
function drawAgencies({ reason }: Slot, vNumberKnown: boolean, chance: Chance): Agencies {
  const known = (forced: boolean, probability: number) => vNumberKnown && (chance.happens(probability) || forced);
  const inInd = known(reason === 'PERMIT' || reason === 'AWAITING_ASYLUM_DECISION', 0.81);
  const course = chance.weighted({ NONE: 86, POSTPONED: 5, EXPIRED: 3, REJECTED: 4, PENDING: 2 });
  return {
    inInd,
    inDtv: known(wentAway(reason), 0.74),
    inAvim: known(false, 0.7),
    medical: inInd && course !== 'NONE' ? course : null,
  };
}

type Shelter = Pick<DemoPerson, 'ngoRunPlace' | 'placeKnown' | 'municipalityConsent' | 'dtvConsent'>;

function drawShelter(chance: Chance, runsPlace: boolean): Shelter {
  return {
    ngoRunPlace: runsPlace && chance.happens(0.16),
    placeKnown: chance.weighted({ ADDRESS: 84, LOCATION: 8, NOTHING: 8 }),
    municipalityConsent: drawConsent(chance),
    dtvConsent: drawConsent(chance),
  };
}
