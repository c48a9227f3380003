import type { ApplicationKind, DecisionOutcome, MedicalOutcome, Remedy } from '../../sources/ind/code-lists.js';
import { addDays, type Day, daysBetween, latest } from './day.js';
import { LAST_DAY } from './figures.js';
import type { DemoPerson, MedicalCourse } from './person.js';
import type { Chance } from './random.js';

/** The legal side of a decision. Deadlines and entry bans may lie after the demo's last day. */
export interface LegalSide {
  readonly legalArticle: string | null;
  readonly remedy: Remedy | null;
  readonly remedyDeadline: Day | null;
  readonly returnDecisionAt: Day | null;
  readonly entryBanUntil: Day | null;
}

/** An application at the IND, with its decision where there is one. */
export interface Application {
  readonly kind: ApplicationKind;
  readonly submittedAt: Day;
  readonly decidedAt: Day | null;
  readonly outcome: DecisionOutcome | null;
  readonly legal: LegalSide | null;
  readonly medical: { readonly medicalOutcome: MedicalOutcome; readonly medicalValidUntil: Day | null } | null;
}

const ARTICLES: Readonly<Record<DecisionOutcome, string | null>> = {
  GRANTED: '28',
  NOT_PROCESSED_DUBLIN: '30',
  INADMISSIBLE: '30a',
  MANIFESTLY_UNFOUNDED: '30b',
  DISREGARDED: '30c',
  UNFOUNDED: '31',
  WITHDRAWN: null,
};

const REFUSALS: Readonly<Partial<Record<DecisionOutcome, number>>> = {
  UNFOUNDED: 46,
  MANIFESTLY_UNFOUNDED: 17,
  INADMISSIBLE: 14,
  NOT_PROCESSED_DUBLIN: 10,
  DISREGARDED: 6,
  WITHDRAWN: 7,
};

/**
 * One to three applications: refused ones from before the LVV, then the one that goes with how the person fares.
 * Nobody but those who left with a permit has a granted one.
 */
export function applicationsOf(person: DemoPerson, chance: Chance): Application[] {
  const { arrivedAt, leftAt } = person.earlier ?? person.sheltering;
  const ago = chance.between(120, 1500);
  const before = addDays(arrivedAt, -ago);
  const first = refused('ASYLUM_FIRST', before, addDays(before, chance.between(60, Math.min(400, ago - 14))), chance);
  const last = lastApplication(person, chance);
  const second = chance.happens(0.2) ? secondApplication(first, last, leftAt, chance) : null;
  return [first, second, last].filter((application) => application !== null);
}

/** Between the first decision and the last application, where there is room for one. */
function secondApplication(
  first: Application,
  last: Application | null,
  leftAt: Day | null,
  chance: Chance,
): Application | null {
  const from = first.decidedAt ?? first.submittedAt;
  const days = daysBetween(from, last?.submittedAt ?? leftAt ?? LAST_DAY);
  if (days < 90) return null;
  const submittedAt = addDays(from, chance.between(14, days - 60));
  const kind = chance.weighted<ApplicationKind>({ ASYLUM_SUBSEQUENT: 60, REGULAR: 25, NO_FAULT: 15 });
  return refused(kind, submittedAt, addDays(submittedAt, chance.between(20, 58)), chance);
}

function lastApplication(person: DemoPerson, chance: Chance): Application | null {
  const { arrivedAt, leftAt } = person.sheltering;
  if (person.reason === 'PERMIT') return granted(arrivedAt, leftAt ?? LAST_DAY, chance);
  if (person.reason === 'AWAITING_ASYLUM_DECISION') {
    return undecided('ASYLUM_SUBSEQUENT', addDays(leftAt ?? LAST_DAY, -chance.between(0, 10)));
  }
  if (!chance.happens(0.45)) return null;
  const kind = chance.weighted<ApplicationKind>({ ASYLUM_SUBSEQUENT: 40, REGULAR: 28, NO_FAULT: 24, STATELESSNESS: 8 });
  const end = leftAt ?? LAST_DAY;
  const submittedAt = addDays(arrivedAt, chance.between(0, daysBetween(arrivedAt, end)));
  const decidedAt = addDays(submittedAt, chance.between(40, 200));
  return decidedAt > end ? undecided(kind, submittedAt) : refused(kind, submittedAt, decidedAt, chance);
}

function undecided(kind: ApplicationKind, submittedAt: Day): Application {
  return { kind, submittedAt, decidedAt: null, outcome: null, legal: null, medical: null };
}

/** The decision comes first, the person leaves some days later. */
function granted(arrivedAt: Day, leftAt: Day, chance: Chance): Application {
  const decidedAt = addDays(leftAt, -chance.between(3, 28));
  const kind = chance.weighted<ApplicationKind>({ ASYLUM_SUBSEQUENT: 70, REGULAR: 20, NO_FAULT: 10 });
  const none = { remedy: null, remedyDeadline: null, returnDecisionAt: null, entryBanUntil: null };
  return {
    ...undecided(kind, addDays(arrivedAt, chance.between(1, 30))),
    decidedAt,
    outcome: 'GRANTED',
    legal: { legalArticle: kind === 'ASYLUM_SUBSEQUENT' ? ARTICLES.GRANTED : '14', ...none },
  };
}

function refused(kind: ApplicationKind, submittedAt: Day, decidedAt: Day, chance: Chance): Application {
  const drawn = chance.weighted(REFUSALS);
  const asylum = kind === 'ASYLUM_FIRST' || kind === 'ASYLUM_SUBSEQUENT';
  const outcome = asylum || drawn === 'WITHDRAWN' ? drawn : 'UNFOUNDED';
  return {
    ...undecided(kind, submittedAt),
    decidedAt,
    outcome,
    legal: legalSideOf(outcome, asylum, decidedAt, chance),
  };
}

/**
 * Remedies within 4 weeks, or 1 week for 30, 30a, 30b and 30c; the refusal of asylum is a return decision as well
 * (Dublin: a transfer instead), and an entry ban of at most 5 years may come with it (Vw 2000 art. 62a, 66a).
 */
function legalSideOf(outcome: DecisionOutcome, asylum: boolean, decidedAt: Day, chance: Chance): LegalSide | null {
  const article = ARTICLES[outcome];
  if (!article) return null;
  const usual: Remedy = asylum ? 'APPEAL' : 'OBJECTION';
  const remedy = chance.happens(0.7) ? (chance.happens(0.75) ? usual : drawFurther(chance)) : null;
  const returnDecisionAt = asylum && outcome !== 'NOT_PROCESSED_DUBLIN' ? decidedAt : null;
  const banned = returnDecisionAt !== null && chance.happens(outcome === 'MANIFESTLY_UNFOUNDED' ? 0.6 : 0.12);
  return {
    legalArticle: asylum ? article : '16',
    remedy,
    remedyDeadline: remedy ? addDays(decidedAt, asylum && outcome !== 'UNFOUNDED' ? 7 : 28) : null,
    returnDecisionAt,
    entryBanUntil: banned ? addDays(decidedAt, 365 * chance.between(1, 5)) : null,
  };
}

function drawFurther(chance: Chance): Remedy {
  return chance.weighted<Remedy>({ FURTHER_APPEAL: 60, INTERIM_RELIEF: 40 });
}

/**
 * Art. 64 (postponement of departure on medical grounds). What came of it stands in the medical part alone: an
 * outcome beside the application would tell those who may see decisions but not this one.
 */
export function medicalApplicationOf(person: DemoPerson, course: MedicalCourse, chance: Chance): Application {
  const { arrivedAt, leftAt } = person.sheltering;
  const end = leftAt ?? LAST_DAY;
  const decidedAt = addDays(end, -DECIDED_BEFORE[course](chance));
  const submittedAt = addDays(decidedAt, -chance.between(30, 70));
  if (course === 'PENDING') return undecided('ART64_MEDICAL', latest(arrivedAt, addDays(end, -40)));
  const medical =
    course === 'REJECTED'
      ? ({ medicalOutcome: 'NOT_POSTPONED', medicalValidUntil: null } as const)
      : ({ medicalOutcome: 'POSTPONED', medicalValidUntil: addDays(decidedAt, 182 + chance.between(-2, 2)) } as const);
  return { ...undecided('ART64_MEDICAL', submittedAt), decidedAt, medical };
}

/** Days before the end at which the decision fell: a postponement lasts about 6 months. */
const DECIDED_BEFORE: Readonly<Record<MedicalCourse, (chance: Chance) => number>> = {
  POSTPONED: (chance) => chance.between(10, 150),
  EXPIRED: (chance) => chance.between(200, 330),
  REJECTED: (chance) => chance.between(20, 250),
  PENDING: () => 0,
};
