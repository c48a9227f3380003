import { type Bound, Knowledge, type Range } from './linear-program.js';
import type { Answer } from './questions.js';

/** What an answer says of the exact number, to somebody who knows how it was made. */
export type Reading = (value: number, answer: Answer) => Range;

/** An answer taken at its word. */
export const asExact: Reading = (value) => ({ least: value, greatest: value });

/** A rounded answer: at most one multiple of five beyond those next to the count, and never of fewer than five persons. */
export const asRounded: Reading = (value) => ({ least: Math.max(5, value - 9), greatest: value + 9 });

/** What is likely of it, and not certain: it is one of the two multiples of five next to the count. */
export const asLikely: Reading = (value) => ({ least: Math.max(5, value - 4), greatest: value + 4 });

/** An answer that is rounded to the nearest multiple of five, as everybody knows. */
export const asNearest: Reading = (value) => ({ least: Math.max(5, value - 2), greatest: value + 2 });

/** A group that the attacker wants to know of. */
export type Target = Pick<Answer, 'name' | 'group'>;

/** What the attacker is certain of: all worlds that agree with the answers have this number of persons in the group. */
export interface Claim extends Target {
  readonly persons: number;
}

const TOLERANCE = 1e-6;
const WORLDS = 6;

/**
 * Reads answers and nothing else, and tells which groups' numbers follow from them with certainty. It knows the dimensions, how
 * answers are made, and that no group has fewer than nobody. Every number between is tried: what two worlds tell apart is
 * not certain, and for what is left the least and the greatest number are computed.
 */
export function attack(
  unknowns: number,
  answers: readonly Answer[],
  reading: Reading,
  targets: readonly Target[],
): Claim[] {
  const knowledge = new Knowledge(unknowns, boundsFrom(answers, reading));
  try {
    const seen = rangesSeen(knowledge, unknowns, targets);
    return targets.flatMap((target, at) => {
      if (whole(seen[at] as Range).length > 1) return [];
      const [persons, ...others] = whole(knowledge.rangeOf(target.group));
      return persons === undefined || others.length > 0 ? [] : [{ ...target, persons }];
    });
  } finally {
    knowledge.dispose();
  }
}

/** The bounds that answers put on the cells that they are made of, each once. A suppressed answer says nothing. */
export function boundsFrom(answers: readonly Answer[], reading: Reading): Bound[] {
  const bounds = new Map<string, Bound>();
  for (const answer of answers) {
    const { name, group, value } = answer;
    if (value === null) continue;
    const { least, greatest } = reading(value, answer);
    bounds.set(`${name}: ${value}`, { unknowns: group, low: least, high: greatest });
  }
  return [...bounds.values()];
}

/** The first two whole numbers of a range, as far as it has them. */
function whole({ least, greatest }: Range): number[] {
  const first = Math.ceil(least - TOLERANCE);
  return [first, first + 1].filter((value) => value <= greatest + TOLERANCE);
}

/** What some worlds that agree with the answers have in each group: no more than a part of its range. */
function rangesSeen(knowledge: Knowledge, unknowns: number, targets: readonly Target[]): Range[] {
  const worlds = Array.from({ length: WORLDS }, (_, world) =>
    knowledge.world(Float64Array.from({ length: unknowns }, (__, cell) => directionOf(world, cell))),
  );
  return targets.map(({ group }) => {
    const values = worlds.map((world) => sumOf(world, group));
    return { least: Math.min(...values), greatest: Math.max(...values) };
  });
}

/**
 * The attacker's best guess of every unknown: the least squares solution for the middles of what the answers say, kept at 0
 * or above (Kaczmarz's method: one answer after another is met by moving its cells alike).
 */
export function guess(unknowns: number, answers: readonly Answer[], reading: Reading, sweeps = 50): Float64Array {
  const values = new Float64Array(unknowns);
  const bounds = boundsFrom(answers, reading);
  for (let sweep = 0; sweep < sweeps; sweep++)
    for (const { unknowns: group, low, high } of bounds) {
      const share = ((low + high) / 2 - sumOf(values, group)) / group.length;
      for (const cell of group) values[cell] = Math.max(0, (values[cell] as number) + share);
    }
  return values;
}

/** Directions that differ from each other and are the same in every run: every cell is high in some world, and low in another. */
function directionOf(world: number, cell: number): number {
  const sign = ((cell >> (world >> 1)) & 1) === (world & 1) ? 1 : -1;
  return sign * (1 + ((cell * 7 + world * 3) % 5) / 10);
}

/** The persons of a group in a world. */
export function sumOf(values: Float64Array, group: readonly number[]): number {
  return group.reduce((sum, cell) => sum + (values[cell] as number), 0);
}
