import { type Comparison, compare, type Spread, spread } from './rounds.js';

/** How one server did at a question. */
export interface Standing {
  readonly title: string;
  /** Requests a second. */
  readonly rate: Spread;
  /** Its rate by that of the floor in the same round. */
  readonly ofFloor: Spread;
}

/** How all servers did at a question. */
export interface Standings {
  readonly question: string;
  readonly clients: number;
  /** The floor first, then the product, then the peers. */
  readonly servers: readonly Standing[];
  /** The peer with the highest median, and the product's rate by its rate in the same round; absent without peers. */
  readonly best?: { readonly title: string; readonly ratio: Spread };
}

/** The servers that are measured, in the order of their rates. */
export const FLOOR_AND_PRODUCT = ['floor', 'product'] as const;

/** The product against the floor. @param rounds of each round the rates: floor, product, and what follows */
export function productToFloor(rounds: readonly (readonly number[])[]): Comparison {
  return compare(rounds.map((rates) => [rateOf(rates, 0), rateOf(rates, 1)]));
}

/**
 * Sums up the rounds of a question.
 * @param peers titles of the peers, in the order of the rates after those of floor and product
 */
export function standingsOf(
  { name, clients }: { readonly name: string; readonly clients: number },
  peers: readonly string[],
  rounds: readonly (readonly number[])[],
): Standings {
  const servers = [...FLOOR_AND_PRODUCT, ...peers].map((title, at) => ({
    title,
    rate: spread(rounds.map((rates) => rateOf(rates, at))),
    ofFloor: spread(rounds.map((rates) => rateOf(rates, at) / rateOf(rates, 0))),
  }));
  const [first, ...others] = servers.slice(FLOOR_AND_PRODUCT.length);
  if (!first) return { question: name, clients, servers };
  const { title } = others.reduce((best, one) => (one.rate.median > best.rate.median ? one : best), first);
  const at = servers.findIndex((server) => server.title === title);
  const ratio = spread(rounds.map((rates) => rateOf(rates, 1) / rateOf(rates, at)));
  return { question: name, clients, servers, best: { title, ratio } };
}

function rateOf(rates: readonly number[], at: number): number {
  const rate = rates[at];
  if (rate === undefined) throw new RangeError('a server was not measured');
  return rate;
}
