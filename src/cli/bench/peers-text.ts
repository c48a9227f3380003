import { FLOOR_AND_PRODUCT, type Standings } from './standings.js';
import { count, round, table, withRange } from './table.js';
import { WORKING_DAY } from './workload.js';

/** What a run saw of the peers. */
export interface PeerFigures {
  /** Of every question how all servers did; absent when no peers were asked for. */
  readonly standings?: readonly Standings[];
  /** What they ran on, and why some that were asked for are not there. */
  readonly peerNotes?: readonly string[];
}

/** What the peers do not do, so that nobody takes their figures for more than they are. */
const LIMITS =
  'The peers run on the same database, login and row-level security, and give the same values. They verify no token, decide ' +
  'nothing, write no log, and say of no absence why; the product does all of it in each answer.';

const DAY = Object.entries({
  'one case': WORKING_DAY.oneCase,
  'search by name': WORKING_DAY.search,
  'filtered and ordered list': WORKING_DAY.list,
  'page of 50': WORKING_DAY.page,
})
  .map(([what, share]) => `${share} % ${what}`)
  .join(', ');

/** How the peers did: a table of all servers at every question, and one of the product against the best of them. */
export function peersText({ standings, peerNotes = [] }: PeerFigures): string[] {
  if (!standings) return [];
  return [
    '',
    ...peerNotes,
    ...(standings.some(({ best }) => best) ? [LIMITS] : []),
    `A working day: ${DAY}.`,
    '',
    ...table([['', '', 'requests a second', 'to the floor'], ...standings.flatMap(rowsOf)]),
    ...bestText(standings),
  ];
}

function rowsOf({ question, clients, servers }: Standings): string[][] {
  return servers.map(({ title, rate, ofFloor }, at) => [
    at === 0 ? `${question}, ${clients} clients` : '',
    title,
    withRange(rate, count),
    title === FLOOR_AND_PRODUCT[0] ? '1' : withRange(ofFloor, round),
  ]);
}

function bestText(standings: readonly Standings[]): string[] {
  const rows = standings.flatMap(({ question, clients, best }) =>
    best ? [[`${question}, ${clients} clients`, withRange(best.ratio, round), best.title]] : [],
  );
  return rows.length === 0 ? [] : ['', ...table([['', 'product / best peer', 'best peer'], ...rows])];
}
