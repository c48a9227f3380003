/** Requests a second of two servers, measured in turn in the same minute. */
export interface Comparison {
  readonly first: Spread;
  readonly second: Spread;
  /** Of the rounds' own ratios, so that what slows the machine down for a while slows both sides of one ratio. */
  readonly ratio: Spread;
}

/** A median with the least and the most of the rounds: the noise of the machine. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Measures one side once: requests a second. */
export type Measure = () => Promise<number>;

/**
 * Measures two sides in alternating short rounds; the side that goes first changes from round to round.
 * The ratio is that of the second side to the first.
 */
export async function inTurn(rounds: number, first: Measure, second: Measure): Promise<Comparison> {
  return compare((await inTurns(rounds, [first, second])) as [number, number][]);
}

/**
 * Measures any number of sides in short rounds, one after the other; the one that goes first changes from round to round.
 * @returns of each round the requests a second of each side, in the order of the sides
 */
export async function inTurns(rounds: number, sides: readonly Measure[]): Promise<number[][]> {
  const measured: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const rates: number[] = [];
    for (let turn = 0; turn < sides.length; turn += 1) {
      const at = (round + turn) % sides.length;
      rates[at] = await (sides[at] as Measure)();
    }
    measured.push(rates);
  }
  return measured;
}

/** @param pairs requests a second of each round: first side, second side; at least one */
export function compare(pairs: readonly (readonly [number, number])[]): Comparison {
  return {
    first: spread(pairs.map(([one]) => one)),
    second: spread(pairs.map(([, two]) => two)),
    ratio: spread(pairs.map(([one, two]) => two / one)),
  };
}

/** Median, least and most. @throws RangeError without a value */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('nothing was measured');
  return { median: (lower + upper) / 2, least: sorted[0] as number, most: sorted.at(-1) as number };
}
