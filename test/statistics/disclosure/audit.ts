import { asExact, asRounded, attack, boundsFrom, type Reading } from './attacker.js';
import { Knowledge } from './linear-program.js';
import { oncePerGroup } from './protections.js';
import type { Answer, Population } from './questions.js';

/** A cell of fewer than five persons, and how far apart the numbers are that it could have for all that is known. */
export interface Width {
  readonly name: string;
  readonly dimensions: number;
  readonly persons: number;
  readonly width: number;
}

/** The width of every small cell, found by solving. With `exact`, whoever asks knows the published numbers exactly. */
export function widthsOfSmallCells(population: Population, answers: readonly Answer[], exact: boolean): Width[] {
  const known = exact
    ? answers.map((answer) => ({ ...answer, value: answer.value === null ? null : answer.exact }))
    : answers;
  const knowledge = new Knowledge(population.counts.length, boundsFrom(known, exact ? asExact : asRounded));
  try {
    return oncePerGroup(answers)
      .filter((answer) => answer.exact < 5)
      .map(({ name, group, dimensions, exact: persons }) => {
        const { least, greatest } = knowledge.rangeOf(group);
        return { name, dimensions, persons, width: Math.floor(greatest + 1e-6) - Math.ceil(least - 1e-6) };
      });
  } finally {
    knowledge.dispose();
  }
}

/** What is wrong with answers by themselves: small groups that are shown, and numbers that are not rounded. */
export function wrongAnswers(answers: readonly Answer[]): Answer[] {
  return answers.filter(({ value, exact }) => value !== null && (exact < 5 || value < 5 || value % 5 !== 0));
}

/** Groups that have different answers in different tables. */
export function contradictions(answers: readonly Answer[]): string[] {
  const values = new Map<string, Set<number | null>>();
  for (const { name, value } of answers) values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values].filter(([, { size }]) => size > 1).map(([name]) => name);
}

/** The groups of one to four persons that an attacker knows for certain from answers. */
export function peopleFound(
  population: Pick<Population, 'counts'>,
  answers: readonly Answer[],
  reading: Reading,
  targets: readonly Omit<Answer, 'value'>[],
) {
  const exact = new Map(targets.map((target) => [target.name, target.exact]));
  const small = oncePerGroup(targets).filter((target) => target.exact < 5);
  const claims = attack(population.counts.length, answers, reading, small);
  const wrong = claims.filter(({ name, persons }) => exact.get(name) !== persons);
  if (wrong.length > 0) throw new Error('The attacker is certain of what is not true: its reading of answers is wrong');
  return {
    people: claims.filter(({ persons }) => persons > 0).map(({ name }) => name),
    nobody: claims.filter(({ persons }) => persons === 0).map(({ name }) => name),
  };
}
