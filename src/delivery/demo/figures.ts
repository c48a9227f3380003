import type { OutflowReason } from '../../sources/shelter/code-lists.js';

/** People sheltered and guided in one of the five pilots, cumulative until 1 November 2020 (published 9 March 2021). */
export const SHELTERED = 1297;

/** Last day that anything in a shelter happened: the figures hold whether or not 1 November itself is counted. */
export const LAST_DAY = '2020-10-31';

/** Day of the first arrivals: the pilots began in mid 2019. */
export const FIRST_DAY = '2019-07-01';

/**
 * How people left, nationally. Permit, return, third country and ended by the LVV are published as such; "about a
 * third" awaited a decision and "about a fifth" left with unknown destination: 179 and 107 of the 537 are ours,
 * and so are the 80 that the article does not break down.
 */
export const OUTFLOW: Readonly<Partial<Record<OutflowReason, number>>> = {
  PERMIT: 43,
  RETURNED: 50,
  THIRD_COUNTRY: 2,
  ENDED_BY_LVV: 76,
  AWAITING_ASYLUM_DECISION: 179,
  UNKNOWN_DESTINATION: 107,
  OTHER: 80,
};

/**
 * Weights of the five municipalities. No published table gives the reasons per municipality: the split of each
 * reason by these weights is synthetic, and whatever shows it must say so.
 */
export const WEIGHTS = { AMSTERDAM: 287, ROTTERDAM: 73, UTRECHT: 268, EINDHOVEN: 33, GRONINGEN: 201 } as const;

/** One of the five municipalities of the demo. */
export type City = keyof typeof WEIGHTS;

/**
 * Splits a total by weights into whole numbers that add up to it (largest remainder; ties go to the first).
 * @returns the share of every key, in the order of the weights
 */
export function apportion<Key extends string>(total: number, weights: Readonly<Record<Key, number>>): Map<Key, number> {
  const entries = Object.entries(weights) as [Key, number][];
  const sum = entries.reduce((all, [, weight]) => all + weight, 0);
  const shares = new Map(entries.map(([key, weight]) => [key, Math.floor((total * weight) / sum)]));
  const remainders = entries.map(([key, weight]) => ({ key, remainder: (total * weight) % sum }));
  const given = [...shares.values()].reduce((all, share) => all + share, 0);
  const next = remainders.sort((one, other) => other.remainder - one.remainder).slice(0, total - given);
  for (const { key } of next) shares.set(key, (shares.get(key) ?? 0) + 1);
  return shares;
}

/** One person's place in the table: the municipality of the latest stay, and the reason for leaving (null: still there). */
export interface Slot {
  readonly city: City;
  readonly reason: OutflowReason | null;
}

/** A slot per person, ordered by municipality and reason; those who stay come last in each municipality. */
export function slots(): Slot[] {
  const people = apportion(SHELTERED, WEIGHTS);
  const byReason = (Object.entries(OUTFLOW) as [OutflowReason, number][]).map(
    ([reason, total]) => [reason, apportion(total, WEIGHTS)] as const,
  );
  return [...people].flatMap(([city, inCity]) => {
    const left = byReason.flatMap(([reason, shares]) => repeat({ city, reason }, shares.get(city) ?? 0));
    return [...left, ...repeat({ city, reason: null }, inCity - left.length)];
  });
}

function repeat(slot: Slot, times: number): Slot[] {
  return Array.from({ length: times }, () => slot);
}
