import type { BenchRequest, MeasuredServer } from './measured-server.js';

/** What is asked of every server, and by how many clients at once. */
export interface Question {
  readonly name: string;
  readonly clients: number;
  /** The requests, which clients send in turn. */
  readonly of: (server: MeasuredServer) => BenchRequest[];
}

/** The cases and names that are asked for. */
export interface Sample {
  readonly ids: readonly string[];
  readonly familyNames: readonly string[];
}

/** Cases on a page. */
export const PAGE_SIZE = 50;
/** Cases that a search by name shows. */
export const SEARCH_SIZE = 10;
/** Before most arrivals of the demo, so that a list of those who left is full. */
export const LIST_UNTIL = '2020-06-30';

/** Clients at once, unless a question says otherwise. */
export const FEW_CLIENTS = 8;
const MORE = [16, 64];

/** Requests of a hundred in a working day: opening a case, looking somebody up, working through a list, an overview. */
export const WORKING_DAY = { oneCase: 60, search: 20, list: 15, page: 5 } as const;

type Kind = keyof typeof WORKING_DAY;

/** The order of the day is drawn once and is the same for every server and every run. */
const SEED = 20_201_101;
const DAY_LENGTH = 400;

/** One page, one case, a list, and a working day, by few clients and by more. */
export function questionsOf(sample: Sample): Question[] {
  const page = (server: MeasuredServer) => [server.page(PAGE_SIZE)];
  const oneCase = (server: MeasuredServer) => sample.ids.map((id) => server.oneCase(id));
  const list = (server: MeasuredServer) => [server.list(PAGE_SIZE, LIST_UNTIL)];
  const day = (server: MeasuredServer) => workingDay(sample, server);
  const asked = { 'page of 50': page, 'one case': oneCase, 'working day': day };
  const named = (clients: number) => Object.entries(asked).map(([name, of]) => ({ name, clients, of }));
  const [pages, cases, days] = named(FEW_CLIENTS) as [Question, Question, Question];
  return [
    pages,
    cases,
    { name: 'filtered and ordered list', clients: FEW_CLIENTS, of: list },
    days,
    ...MORE.flatMap(named),
  ];
}

/** The kinds of request of a working day, in the order in which they are sent. */
export function dayOf(length = DAY_LENGTH, seed = SEED): Kind[] {
  const draw = drawing(seed);
  const shares = (Object.entries(WORKING_DAY) as [Kind, number][]).flatMap(([kind, share]) => Array(share).fill(kind));
  return Array.from({ length }, () => shares[Math.floor(draw() * shares.length)] as Kind);
}

function workingDay({ ids, familyNames }: Sample, server: MeasuredServer): BenchRequest[] {
  return dayOf().map((kind, at) => {
    const nth = <T>(values: readonly T[]) => values[at % values.length] as T;
    if (kind === 'oneCase') return server.oneCase(nth(ids));
    if (kind === 'search') return server.search(SEARCH_SIZE, nth(familyNames));
    if (kind === 'list') return server.list(PAGE_SIZE, LIST_UNTIL);
    return server.page(PAGE_SIZE);
  });
}

/** Numbers from 0 to 1 that look random and are always the same for a seed (mulberry32). */
export function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
