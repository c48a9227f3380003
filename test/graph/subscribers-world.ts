import type { PartValues, SourceRecord } from '../../src/sources/source-record.js';
import { cellOf } from '../support/policy-matrix.js';
import { applied, born, caseFile, consent, dossier, file, named, plan, postponed, stays } from '../support/records.js';

/** Who subscribes. */
export interface Subscriber {
  readonly view: string;
  readonly organisation: string;
  readonly purpose: string;
}

/** The organisations of seven views. */
export const SUBSCRIBERS: readonly Subscriber[] = [
  ['MUNICIPALITY/CASE_COORDINATION', 'amsterdam'],
  ['MUNICIPALITY/SHELTER_OPERATIONS', 'rotterdam'],
  ['NGO/GUIDANCE', 'ngo-de-haven'],
  ['IND/RESIDENCE_DECISION', 'ind'],
  ['DTV/RETURN', 'dtv'],
  ['AVIM/SUPERVISION', 'avim'],
  ['AVIM/IDENTIFICATION', 'avim'],
  ['MUNICIPALITY/CASE_COORDINATION', 'rotterdam'],
  ['NGO/GUIDANCE', 'ngo-het-anker'],
  ['MUNICIPALITY/SHELTER_OPERATIONS', 'amsterdam'],
].map(([view = '', organisation = '']) => ({ view, organisation, purpose: view.split('/')[1] ?? '' }));

/** One thing that can change of a case: what falls under which category, by what name it is told, and whose it is. */
interface Move {
  readonly agency: 'SHELTER' | 'GUIDANCE' | 'IND' | 'DTV' | 'AVIM';
  readonly part: string;
  readonly category: string;
  readonly area: string;
  /** Another value for each turn. */
  readonly rows: (turn: number) => PartValues[];
  /** Whose the row is; the deliverer's when absent. */
  readonly owner?: string;
}

/** Another day for each turn, all of them past. */
const dayOf = (turn: number) => new Date(Date.UTC(2015, 0, 1) + turn * 86_400_000).toISOString().slice(0, 10);

const MOVES: readonly Move[] = [
  move('SHELTER', 'caseFile', 'case.status', 'CASE', () => []),
  move('SHELTER', 'personBirth', 'person.birth', 'PERSON_BIRTH', (turn) => born('1990', `Place ${turn}`)),
  move('SHELTER', 'personContact', 'person.contact', 'PERSON_CONTACT', (turn) => [{ telephone: `06${turn}` }]),
  move('SHELTER', 'personBsn', 'person.bsn', 'PERSON_BSN', (turn) => [{ bsn: String(turn) }]),
  move('SHELTER', 'place', 'shelter.location', 'SHELTER_LOCATIONS', (turn) => [
    { recordKey: '2024-01-01', location: `House ${turn}`, address: 'Street 1', room: '1' },
  ]),
  move('SHELTER', 'plan', 'plan.scenario', 'PLAN', (turn) => plan('RETURN', dayOf(turn))),
  {
    ...move('SHELTER', 'effort', 'plan.effort', 'PLAN_EFFORTS', (turn) => [
      { recordKey: '1', organisation: 'avim', effort: `Effort ${turn}`, dueAt: '2024-12-01' },
    ]),
    owner: 'avim',
  },
  move('GUIDANCE', 'trajectory', 'guidance.trajectory', 'GUIDANCE', (turn) => [
    { phase: 'GUIDANCE', goal: `Goal ${turn}`, startedAt: '2024-02-01' },
  ]),
  move('IND', 'application', 'decision.status', 'APPLICATIONS', (turn) => applied('Z1', 'REGULAR', dayOf(turn))),
  move('IND', 'medicalOutcome', 'decision.medical', 'APPLICATIONS_MEDICAL', (turn) => postponed('Z1', dayOf(turn))),
  move('DTV', 'officer', 'return.officer', 'RETURN_OFFICER', (turn) => [{ recordKey: 'P1', name: `Officer ${turn}` }]),
  move('DTV', 'laissezPasser', 'return.document', 'RETURN_DOCUMENTS', (turn) => [
    { recordKey: 'P1', laissezPasserStage: 'ISSUED', laissezPasserCountry: `Country ${turn}` },
  ]),
  move('AVIM', 'reportingDuty', 'supervision.duty', 'SUPERVISION_DUTY', (turn) => [
    { reportingDuty: true, reportingStatus: `Status ${turn}` },
  ]),
  move('AVIM', 'measure', 'supervision.measure', 'SUPERVISION_MEASURES', (turn) => [
    { recordKey: 'M1', measure: 'ART_56', measureFrom: dayOf(turn) },
  ]),
  move('AVIM', 'identity', 'identity.research', 'IDENTITY', (turn) => [
    { established: true, establishedAt: dayOf(turn), sourceLevel: 2 },
  ]),
];

function move(agency: Move['agency'], part: string, category: string, area: string, rows: Move['rows']): Move {
  return { agency, part, category, area, rows };
}

/** Number of cases; even ones are Amsterdam's and De Haven's, odd ones Rotterdam's and Het Anker's. */
export const CASES = 6;
const cityOf = (place: number) => (place % 2 === 0 ? 'amsterdam' : 'rotterdam');
const ngoOf = (place: number) => (place % 2 === 0 ? 'ngo-de-haven' : 'ngo-het-anker');
/** For which kinds the person of a case consented: said by hand. */
const CONSENTED: readonly (readonly string[])[] = [
  ['NGO'],
  ['MUNICIPALITY', 'DTV'],
  [],
  ['NGO', 'DTV'],
  ['MUNICIPALITY'],
  [],
];

/** What a change must tell somebody: `<case> CHANGED <areas>`, or nothing. */
export function toldOf(subscriber: Subscriber, { place, moves }: Change): string | null {
  const { view, organisation } = subscriber;
  const [kind = ''] = view.split('/');
  const isReached =
    kind === 'MUNICIPALITY' ? cityOf(place) === organisation : kind === 'NGO' ? ngoOf(place) === organisation : true;
  const areas = moves.filter((made) => isReached && isShown(subscriber, place, made)).map(({ area }) => area);
  return areas.length > 0 ? `case-${place} CHANGED ${areas.sort().join()}` : null;
}

function isShown({ view, organisation }: Subscriber, place: number, made: Move): boolean {
  const [kind = ''] = view.split('/');
  const isOwn = (made.owner ?? delivererOf(made.agency, place)) === organisation;
  const consented = CONSENTED[place]?.includes(kind) ?? false;
  return { yes: true, own: isOwn, consent: consented, no: false }[cellOf(view, made.category)];
}

/** One change of one case: what an agency says anew, in one part or in several at once. */
export interface Change {
  readonly place: number;
  readonly moves: readonly Move[];
}

function delivererOf(agency: Move['agency'], place: number): string {
  return { SHELTER: cityOf(place), GUIDANCE: ngoOf(place), IND: 'ind', DTV: 'dtv', AVIM: 'avim' }[agency];
}

/** The records of all cases, which change one part at a time. */
export class ChangingWorld {
  readonly #records = new Map<string, SourceRecord>();
  #turn = 0;

  constructor() {
    for (let place = 0; place < CASES; place += 1) {
      for (const agency of ['SHELTER', 'GUIDANCE', 'IND', 'DTV', 'AVIM'] as const)
        this.#keep(place, first(agency, place));
    }
  }

  all(): SourceRecord[] {
    return [...this.#records.values()];
  }

  /** The record that makes a change: a new version with other rows in some parts. */
  make({ place, moves }: Change): SourceRecord {
    this.#turn += 1;
    const turn = this.#turn;
    const known = this.#records.get(`${place} ${moves[0]?.agency}`) as SourceRecord;
    const parts = moves.map((made) => [made.part, made.part === 'caseFile' ? statusOf(place, turn) : made.rows(turn)]);
    return this.#keep(place, { ...known, version: turn, parts: { ...known.parts, ...Object.fromEntries(parts) } });
  }

  #keep(place: number, record: SourceRecord): SourceRecord {
    this.#records.set(`${place} ${record.agency}`, record);
    return record;
  }
}

const statusOf = (place: number, turn: number) => caseFile('IN_GUIDANCE', cityOf(place).toUpperCase(), dayOf(turn));

function first(agency: Move['agency'], place: number): SourceRecord {
  const organisation = delivererOf(agency, place);
  const identifiers = { vNumber: `900000000${place}`, nameKey: null, birthDate: null, nationalities: [] };
  const made = MOVES.filter((one) => one.agency === agency && one.part !== 'caseFile');
  const parts = Object.fromEntries(made.map((one) => [one.part, one.rows(0)]));
  if (agency === 'SHELTER') {
    const more = {
      caseFile: statusOf(place, 0),
      personName: named(`Person ${place}`, 'X'),
      stay: stays('2024-01-01', 'x').stay,
    };
    return { ...file(organisation, 'amal', { ...parts, ...more } as never, `case-${place}`), identifiers };
  }
  const consents = agency === 'GUIDANCE' ? (CONSENTED[place] ?? []).map((kind) => consent(kind, null)) : [];
  const all = agency === 'DTV' ? { ...parts, procedure: [{ recordKey: 'P1', state: 'OPEN' }] } : parts;
  return { ...dossier(agency, organisation, 'amal', all as never, consents), sourceKey: `case-${place}`, identifiers };
}

/** So many changes, drawn, of one part or of two; and at the end one that everybody sees who has a case. */
export function drawChanges(count: number, below: (most: number) => number): Change[] {
  const drawn = Array.from({ length: count }, () => {
    const first = MOVES[below(MOVES.length)] as Move;
    const others = MOVES.filter((one) => one.agency === first.agency && one !== first);
    const second = below(3) === 0 ? others[below(Math.max(1, others.length))] : undefined;
    return { place: below(CASES), moves: second ? [first, second] : [first] };
  });
  const seen = [MOVES[0] as Move];
  return [...drawn, { place: 0, moves: seen }, { place: 1, moves: seen }];
}

/** The changes in rounds of different cases, which may be stored at the same moment; the last ones stay the last. */
export function inRounds(changes: readonly Change[], most: number): Change[][] {
  const rounds: Change[][] = [];
  for (const change of changes) {
    const round = rounds.at(-1);
    const fits = round && round.length < most && !round.some(({ place }) => place === change.place);
    if (fits) round.push(change);
    else rounds.push([change]);
  }
  return rounds;
}
