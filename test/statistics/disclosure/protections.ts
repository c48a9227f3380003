import { type CountTable, protect, ROUNDING_BASE } from '../../../src/statistics/disclosure/index.js';
import { keyedOffset } from '../../../src/statistics/rounding.js';
import type { Answer, Protection } from './questions.js';
import { SEED } from './settings.js';

/** A key that the attacker does not have. */
const KEY = Buffer.from(String(SEED));

/** The protection that callers get. */
export const protectedAnswers: Protection = (table, nameOf) => {
  const { cell } = protect(table, (levels, indexes, count) => keyedOffset(KEY, nameOf(levels, indexes), count));
  return (levels, indexes) => cell(levels, indexes);
};

/** The same, of numbers none of which went further than to a multiple of five next to it. */
export const nextAnswers: Protection = (table, nameOf) => {
  const next = (offset: number) => (offset + ROUNDING_BASE) % ROUNDING_BASE;
  const { cell } = protect(table, (levels, indexes, count) => next(keyedOffset(KEY, nameOf(levels, indexes), count)));
  return (levels, indexes) => cell(levels, indexes);
};

/** The same rule with offsets that everybody knows: to the nearest multiple of five. */
export const nearestAnswers: Protection = (table) => {
  const { cell } = protect(table, () => 2);
  return (levels, indexes) => cell(levels, indexes);
};

/** No protection: every number as it is. */
export const rawAnswers: Protection = (table) => (levels, indexes) => exactly(table, levels, indexes);

const rounded = (count: number) => 5 * Math.round(count / 5);

/** Protections that lack one part, each of which somebody might think enough. */
export const BROKEN: Readonly<Record<string, Protection>> = {
  'hides small cells and rounds, but hides nothing that tells them by subtraction': (table) => (levels, indexes) => {
    const count = exactly(table, levels, indexes);
    return count < 5 ? null : rounded(count);
  },
  'only rounds': (table) => (levels, indexes) => rounded(exactly(table, levels, indexes)),
  'only hides small cells': (table) => (levels, indexes) => {
    const count = exactly(table, levels, indexes);
    return count < 5 ? null : count;
  },
  'hides enough, but does not round': (table, nameOf) => {
    const ask = protectedAnswers(table, nameOf);
    return (levels, indexes) => (ask(levels, indexes) === null ? null : exactly(table, levels, indexes));
  },
  'shows 0 for what is suppressed': (table, nameOf) => {
    const ask = protectedAnswers(table, nameOf);
    return (levels, indexes) => ask(levels, indexes) ?? 0;
  },
  'shows nobody where there is nobody': (table, nameOf) => {
    const ask = protectedAnswers(table, nameOf);
    return (levels, indexes) => (exactly(table, levels, indexes) === 0 ? 0 : ask(levels, indexes));
  },
  'answers otherwise in another table': (table, nameOf) => {
    const ask = protectedAnswers(table, nameOf);
    const more = 5 * ((table.counts[0] ?? 0) % 2);
    return (levels, indexes) => {
      const answer = ask(levels, indexes);
      return answer === null ? null : answer + more;
    };
  },
};

function exactly({ axes, counts }: CountTable, levels: readonly number[], indexes: readonly number[]): number {
  return counts.reduce((sum, count, cell) => {
    let place = cell;
    let inside = true;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      const { size, parents } = axes[axis] as CountTable['axes'][number];
      const level = levels[axis] as number;
      const block = parents.slice(0, level).reduce((value, blocks) => blocks[value] as number, place % size);
      inside &&= level > parents.length || block === indexes[axis];
      place = Math.floor(place / size);
    }
    return inside ? sum + count : sum;
  }, 0);
}

/** Every group once, whatever the number of tables that have it. */
export function oncePerGroup<A extends Pick<Answer, 'name'>>(answers: readonly A[]): A[] {
  return [...new Map(answers.map((answer) => [answer.name, answer])).values()];
}
