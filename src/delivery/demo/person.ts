import { isBsn } from '../../model/bsn.js';
import type { OutflowReason, Scenario } from '../../sources/shelter/code-lists.js';
import type { Day } from './day.js';
import type { City } from './figures.js';
import type { DemoName } from './names.js';

/** How a consent goes: given and standing, given and later withdrawn, withdrawn and given again, or never given. */
export type ConsentCourse = 'GIVEN' | 'WITHDRAWN' | 'GIVEN_AGAIN' | 'NEVER';

/** How an agency wrote a person down, compared with what is so. The differences between agencies are conflicts. */
export interface Variation {
  readonly name: 'SAME' | 'RESPELT';
  readonly birth: 'DAY' | 'MONTH' | 'YEAR' | 'UNKNOWN' | 'SWAPPED' | 'OTHER_YEAR';
  readonly nationality: 'SAME' | 'FIRST_ONLY' | 'OTHER' | 'UNKNOWN' | 'STATELESS';
}

/** A person's time in the LVV of one municipality. */
export interface Sheltering {
  readonly city: City;
  readonly arrivedAt: Day;
  readonly leftAt: Day | null;
}

/** The guidance of a person by one NGO. */
export interface Guide {
  /** Organisation code of the NGO. */
  readonly ngo: string;
  readonly startedAt: Day;
  readonly endedAt: Day | null;
  /** Without the V-number its record is quarantined: a candidate that a case officer may confirm. */
  readonly knowsVNumber: boolean;
  readonly consent: ConsentCourse;
}

/** How an application for postponement of departure on medical grounds (art. 64) goes. */
export type MedicalCourse = 'POSTPONED' | 'EXPIRED' | 'REJECTED' | 'PENDING';

/** What happens to one synthetic person. The agencies' records are written from it; no agency sees it whole. */
export interface DemoPerson {
  /** 0 … 1296; the showcase people come first. Also names the person's streams of chance. */
  readonly number: number;
  readonly name: DemoName;
  readonly birthDate: Day;
  readonly nationalities: readonly string[];
  /** ISO 639 code. */
  readonly language: string;
  readonly vNumber: string;
  /** Whether the municipality knows the V-number; if not, no other agency's record can match. */
  readonly vNumberKnown: boolean;
  readonly bsn: string | null;
  /** The latest stay: it decides municipality, status and outflow. */
  readonly sheltering: Sheltering;
  /** Before that, in another municipality: a move between LVVs is no outflow. */
  readonly earlier: Sheltering | null;
  readonly reason: OutflowReason | null;
  /** Null while the case table (LSO) has not decided. */
  readonly decidedAt: Day | null;
  readonly scenario: Scenario;
  readonly guides: readonly Guide[];
  /** Whether the latest place is run by the guiding NGO: then the place is the NGO's record. */
  readonly ngoRunPlace: boolean;
  readonly placeKnown: 'ADDRESS' | 'LOCATION' | 'NOTHING';
  readonly municipalityConsent: ConsentCourse;
  readonly dtvConsent: ConsentCourse;
  readonly inInd: boolean;
  readonly inDtv: boolean;
  readonly inAvim: boolean;
  readonly medical: MedicalCourse | null;
  readonly municipalVariation: Variation;
  readonly ngoVariation: Variation;
  readonly indVariation: Variation;
}

const SPREAD = 2_654_435_761;
const TEN_DIGIT_PRIME = 1_999_999_973;
const EIGHT_DIGIT_PRIME = 99_999_989;

/**
 * The V-number of the person with this number: scattered, different for each (multiplication modulo a prime), and
 * out of the ranges that are known to be given out. Every ninth begins with zeros, which must survive the whole road.
 */
export function vNumberOf(number: number): string {
  if (number % 9 === 4) return String(((number + 1) * SPREAD) % EIGHT_DIGIT_PRIME).padStart(10, '0');
  return String(7_000_000_000 + (((number + 1) * SPREAD) % TEN_DIGIT_PRIME));
}

const TEST_BSNS = Array.from({ length: 20_000 }, (_, value) => String(value).padStart(9, '0')).filter(isBsn);

/** The BSN of the person with this number: 0000 in front, a range that is never given out, and passes the eleven test. */
export function bsnOf(number: number): string {
  const bsn = TEST_BSNS[number];
  if (!bsn) throw new RangeError('no more test numbers');
  return bsn;
}
