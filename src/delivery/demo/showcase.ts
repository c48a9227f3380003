import type { OutflowReason } from '../../sources/shelter/code-lists.js';
import type { City } from './figures.js';
import type { ConsentCourse, DemoPerson, Guide, Sheltering } from './person.js';

/**
 * A hand-picked person of the demo: where to find them and what they show. What is not fixed here is drawn as for
 * anybody else; the ten are part of the 1,297.
 */
export interface Showcase {
  /** The V-number to ask for; `null` when no municipality knows it, so that only the name finds the case. */
  readonly vNumber: string | null;
  readonly name: string;
  /** Code of the municipality whose file is the latest. */
  readonly organisation: string;
  /** Codes of the NGOs that guide or guided, in order. */
  readonly ngos: readonly string[];
  /** What a reader sees who looks at this person as one partner and then as another, as of 31 October 2020. */
  readonly shows: string;
}

/** A showcase with what the generator must not draw. */
export interface FixedShowcase extends Showcase {
  readonly fixed: Partial<DemoPerson> & { readonly sheltering: Sheltering; readonly reason: OutflowReason | null };
}

const EXACT = { name: 'SAME', birth: 'DAY', nationality: 'SAME' } as const;
const AGREED = { municipalVariation: EXACT, ngoVariation: EXACT, indVariation: EXACT } as const;
const EVERYWHERE = {
  vNumberKnown: true,
  inInd: true,
  inDtv: true,
  inAvim: true,
  earlier: null,
  medical: null,
  ngoRunPlace: false,
  placeKnown: 'ADDRESS',
  ...AGREED,
} as const;

function sheltering(city: City, arrivedAt: string, leftAt: string | null = null): Sheltering {
  return { city, arrivedAt, leftAt };
}

function guide(ngo: string, startedAt: string, consent: ConsentCourse, endedAt: string | null = null): Guide {
  return { ngo, startedAt, endedAt, consent, knowsVNumber: true };
}

function showcase(shows: string, organisation: string, fixed: FixedShowcase['fixed']): FixedShowcase {
  const { familyName, givenNames } = fixed.name ?? { familyName: '', givenNames: '' };
  return {
    vNumber: fixed.vNumberKnown ? (fixed.vNumber ?? null) : null,
    name: `${givenNames} ${familyName}`,
    organisation,
    ngos: (fixed.guides ?? []).map(({ ngo }) => ngo),
    shows,
    fixed,
  };
}

const CONSENTS_TO_ALL = showcase(
  'Consents to everything: De Haven sees V-number, decisions and return, Amsterdam sees an art. 64 in force.',
  'amsterdam',
  {
    ...EVERYWHERE,
    vNumber: '9000000001',
    name: { givenNames: 'Selam Hiwot', familyName: 'Gebremedhin', aliases: ['Selam Gebre'] },
    nationalities: ['0084'],
    language: 'ti',
    sheltering: sheltering('AMSTERDAM', '2019-08-12'),
    reason: null,
    decidedAt: '2019-09-20',
    scenario: 'LEGALISATION',
    guides: [guide('ngo-de-haven', '2019-09-30', 'GIVEN')],
    municipalityConsent: 'GIVEN',
    dtvConsent: 'GIVEN',
    medical: 'POSTPONED',
  },
);

const WITHDREW = showcase(
  'Gave consent to De Haven, to the municipality and to the DT&V, and withdrew all three: withheld from them since.',
  'amsterdam',
  {
    ...EVERYWHERE,
    vNumber: '9000000002',
    name: { givenNames: 'Moussa', familyName: 'Camara-Touré', aliases: ['Moussa Kamara'] },
    nationalities: ['0119'],
    language: 'fr',
    sheltering: sheltering('AMSTERDAM', '2019-10-21'),
    reason: null,
    decidedAt: '2019-11-25',
    scenario: 'RETURN',
    guides: [guide('ngo-de-haven', '2019-12-02', 'WITHDRAWN')],
    municipalityConsent: 'WITHDRAWN',
    dtvConsent: 'WITHDRAWN',
  },
);

const CONFLICT = showcase(
  'The sources contradict each other: Utrecht, De Linde and the IND each have another birth date, spelling or nationality.',
  'utrecht',
  {
    ...EVERYWHERE,
    vNumber: '9000000003',
    name: { givenNames: 'Zahra', familyName: 'Hosseini-Rad', aliases: [] },
    birthDate: '1984-03-07',
    nationalities: ['0300', '0315'],
    language: 'fa',
    sheltering: sheltering('UTRECHT', '2020-01-14'),
    reason: null,
    decidedAt: '2020-02-18',
    scenario: 'UNDER_INVESTIGATION',
    guides: [guide('ngo-de-linde', '2020-02-24', 'GIVEN')],
    municipalVariation: { name: 'SAME', birth: 'YEAR', nationality: 'SAME' },
    ngoVariation: { name: 'RESPELT', birth: 'SWAPPED', nationality: 'SAME' },
    indVariation: { name: 'SAME', birth: 'DAY', nationality: 'OTHER' },
  },
);

const TWO_MUNICIPALITIES = showcase(
  'Two files, one case: first Groningen, now Utrecht. The V-number begins with zeros in every source.',
  'utrecht',
  {
    ...EVERYWHERE,
    vNumber: '0090000004',
    name: { givenNames: 'Ibrahim', familyName: 'Al-Hassan', aliases: [] },
    nationalities: ['0314'],
    language: 'ar',
    earlier: sheltering('GRONINGEN', '2019-07-22', '2020-03-30'),
    sheltering: sheltering('UTRECHT', '2020-04-06'),
    reason: null,
    decidedAt: '2020-05-12',
    scenario: 'ONWARD_MIGRATION',
    guides: [
      guide('ngo-noorderlicht', '2019-08-26', 'GIVEN', '2020-03-30'),
      guide('ngo-domhof', '2020-05-18', 'NEVER'),
    ],
  },
);

const NO_V_NUMBER = showcase(
  'Rotterdam knows no V-number, Maashuis does: its record waits as a candidate until a case officer confirms the match.',
  'rotterdam',
  {
    vNumberKnown: false,
    earlier: null,
    name: { givenNames: 'Hodan', familyName: 'Warfaa', aliases: [] },
    birthDate: '1991-11-23',
    nationalities: ['0149'],
    language: 'so',
    sheltering: sheltering('ROTTERDAM', '2020-06-03'),
    reason: null,
    decidedAt: '2020-07-08',
    scenario: 'UNDER_INVESTIGATION',
    guides: [guide('ngo-maashuis', '2020-07-13', 'GIVEN')],
    ...AGREED,
  },
);

const NGO_RUN_PLACE = showcase(
  'Lives in a house that Domhof runs: the address is own to Domhof, withheld from Utrecht, and in no schema of police or DT&V.',
  'utrecht',
  {
    ...EVERYWHERE,
    vNumber: '9000000006',
    name: { givenNames: 'Kofi Yaw', familyName: 'Owusu-Ansah', aliases: ['Kofi Ansah'] },
    nationalities: ['0118'],
    language: 'tw',
    sheltering: sheltering('UTRECHT', '2019-11-04'),
    reason: null,
    decidedAt: '2019-12-10',
    scenario: 'RETURN',
    guides: [guide('ngo-domhof', '2019-12-16', 'NEVER')],
    ngoRunPlace: true,
  },
);

const GIVEN_AGAIN = showcase(
  'Art. 64 ran out in 2020. Consent was given, withdrawn and given again: Noorderlicht and Groningen see it now.',
  'groningen',
  {
    ...EVERYWHERE,
    vNumber: '9000000007',
    name: { givenNames: 'Abeba', familyName: 'Haile', aliases: [] },
    nationalities: ['0114'],
    language: 'am',
    sheltering: sheltering('GRONINGEN', '2019-09-02'),
    reason: null,
    decidedAt: '2019-10-15',
    scenario: 'UNDER_INVESTIGATION',
    guides: [guide('ngo-noorderlicht', '2019-10-21', 'GIVEN_AGAIN')],
    municipalityConsent: 'GIVEN_AGAIN',
    dtvConsent: 'NEVER',
    medical: 'EXPIRED',
  },
);

const RETURNED = showcase(
  'Returned with support by the IOM: the closed procedure of the DT&V beside the outflow that Eindhoven recorded.',
  'eindhoven',
  {
    ...EVERYWHERE,
    vNumber: '9000000008',
    name: { givenNames: 'Lamin', familyName: 'Sanneh-Jobe', aliases: [] },
    nationalities: ['0117'],
    language: 'mnk',
    sheltering: sheltering('EINDHOVEN', '2019-10-07', '2020-08-19'),
    reason: 'RETURNED',
    decidedAt: '2019-11-12',
    scenario: 'RETURN',
    guides: [guide('ngo-de-brug', '2019-11-18', 'GIVEN', '2020-08-19')],
    dtvConsent: 'GIVEN',
    municipalityConsent: 'NEVER',
  },
);

const PERMIT = showcase(
  'Left with a permit. Two NGOs one after the other: each sees its own guidance only, and only Het Anker has consent.',
  'amsterdam',
  {
    ...EVERYWHERE,
    vNumber: '9000000009',
    name: { givenNames: 'Noor', familyName: 'Şerîf', aliases: ['Nour Sharif'] },
    nationalities: ['0314'],
    language: 'ku',
    sheltering: sheltering('AMSTERDAM', '2019-07-15', '2020-09-10'),
    reason: 'PERMIT',
    decidedAt: '2019-08-27',
    scenario: 'LEGALISATION',
    guides: [
      guide('ngo-de-haven', '2019-09-02', 'NEVER', '2020-02-14'),
      guide('ngo-het-anker', '2020-02-17', 'GIVEN', '2020-09-24'),
    ],
    municipalityConsent: 'NEVER',
  },
);

const UNKNOWN_DESTINATION = showcase(
  'Left with unknown destination, never consented, stateless, birth date unknown to the municipality: mostly plain nulls.',
  'rotterdam',
  {
    ...EVERYWHERE,
    vNumber: '9000000010',
    name: { givenNames: 'Driss', familyName: 'El Khattabi', aliases: [] },
    nationalities: ['0499'],
    language: 'ar',
    sheltering: sheltering('ROTTERDAM', '2020-02-10', '2020-07-29'),
    reason: 'UNKNOWN_DESTINATION',
    decidedAt: '2020-03-17',
    scenario: 'RETURN',
    guides: [guide('ngo-maashuis', '2020-03-23', 'NEVER', '2020-07-29')],
    municipalityConsent: 'NEVER',
    dtvConsent: 'NEVER',
    municipalVariation: { name: 'SAME', birth: 'UNKNOWN', nationality: 'SAME' },
  },
);

/** The ten with what is fixed of them, in the order of their numbers (0 … 9). */
export const FIXED_SHOWCASES: readonly FixedShowcase[] = [
  CONSENTS_TO_ALL,
  WITHDREW,
  CONFLICT,
  TWO_MUNICIPALITIES,
  NO_V_NUMBER,
  NGO_RUN_PLACE,
  GIVEN_AGAIN,
  RETURNED,
  PERMIT,
  UNKNOWN_DESTINATION,
];

/** The ten people to look at first. */
export const SHOWCASES: readonly Showcase[] = FIXED_SHOWCASES.map(({ fixed: _, ...shown }) => shown);
