import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asExact, asLikely, asNearest, asRounded, guess, type Reading, sumOf } from './attacker.js';
import { peopleFound } from './audit.js';
import { anyHistory, askMoments, everyStay, type History } from './moments.js';
import { anyPopulation } from './populations.js';
import { nearestAnswers, nextAnswers, oncePerGroup, protectedAnswers, rawAnswers } from './protections.js';
import { askEverything, finestCells, type Population, type Protection } from './questions.js';
import { ATTACKS, SEED } from './settings.js';

const populations = fc.sample(anyPopulation, { numRuns: ATTACKS, seed: SEED });

/** Everything that may be asked of four or five dimensions, and what an attacker is after: all that is small in it. */
function besiege(population: Population, protection = protectedAnswers) {
  const answers = askEverything(population, protection);
  return { answers, targets: [...oncePerGroup(answers), ...finestCells(population)] };
}

describe(`an attacker who asks everything of ${ATTACKS} data sets (SEED=${SEED})`, () => {
  it('finds people in most of them while nothing is protected, also in cells that no table shows', () => {
    const found = populations.map((population) => {
      const { answers, targets } = besiege(population, rawAnswers);
      return peopleFound(population, answers, asExact, targets).people;
    });
    const inTables = found.filter((people) => people.length > 0).length;
    const beyond = found.filter((people) => people.some((name) => name.startsWith('cell'))).length;
    tell({ unprotected: ATTACKS, inTables, beyond });
    expect(inTables).toBeGreaterThan(0.8 * ATTACKS);
    expect(beyond).toBeGreaterThan(0.5 * ATTACKS);
  }, 600_000);

  it('is certain of nobody in any of them while they are protected, nor that any group is empty', () => {
    const found = populations.map((population) => {
      const { answers, targets } = besiege(population);
      return peopleFound(population, answers, asRounded, targets);
    });
    tell({ protected: ATTACKS, people: countOf(found, 'people'), nobody: countOf(found, 'nobody') });
    expect(found.flatMap(({ people, nobody }) => [...people, ...nobody])).toEqual([]);
  }, 600_000);

  it('guesses small groups worse than who always says that there is nobody', () => {
    const tallies = populations.slice(0, ATTACKS / 5).map(guessesIn);
    const sum = (of: keyof Tally) => tallies.reduce((total, tally) => total + tally[of], 0);
    tell({ small: sum('small'), guessed: sum('guessed'), nobody: sum('nobody'), unprotected: sum('unprotected') });
    expect(sum('guessed')).toBeLessThan(sum('nobody'));
    expect(sum('unprotected')).toBeGreaterThan(sum('small') / 2);
  });
});

describe(`an attacker who asks at every moment of ${ATTACKS} histories who came, who left and who was there (SEED=${SEED})`, () => {
  const histories = fc.sample(anyHistory, { numRuns: ATTACKS, seed: SEED });
  const attackOn = (history: History, protection: Protection, reading: Reading) => {
    const answers = askMoments(history, protection);
    return peopleFound(history, answers, reading, [...oncePerGroup(answers), ...everyStay(history)]);
  };

  it('finds people in most of them while nothing is protected', () => {
    const found = histories.map((history) => attackOn(history, rawAnswers, asExact));
    tell({ unprotected: ATTACKS, people: countOf(found, 'people') });
    expect(countOf(found, 'people')).toBeGreaterThan(0.8 * ATTACKS);
  }, 600_000);

  it('is certain of nobody in any of them while they are protected, nor that any group is empty', () => {
    const found = histories.map((history) => attackOn(history, protectedAnswers, asRounded));
    tell({ protected: ATTACKS, people: countOf(found, 'people'), nobody: countOf(found, 'nobody') });
    expect(found.flatMap(({ people, nobody }) => [...people, ...nobody])).toEqual([]);
  }, 600_000);

  it('is certain of nobody who is there even where it is told that no number went further than to the next five', () => {
    const found = histories.map((history) => attackOn(history, nextAnswers, asLikely));
    tell({ next: ATTACKS, people: countOf(found, 'people'), nobody: countOf(found, 'nobody') });
    expect(found.flatMap(({ people }) => people)).toEqual([]);
  }, 600_000);

  it('finds people in some of them while every number is rounded to the nearest five, as the keyed offsets prevent', () => {
    const found = histories.map((history) => attackOn(history, nearestAnswers, asNearest));
    tell({ nearest: ATTACKS, people: countOf(found, 'people') });
    expect(countOf(found, 'people')).toBeGreaterThan(0);
  }, 600_000);
});

type Found = ReturnType<typeof peopleFound>;

/** In how many data sets something was found. */
function countOf(found: readonly Found[], what: keyof Found): number {
  return found.filter((claims) => claims[what].length > 0).length;
}

type Tally = Readonly<Record<'small' | 'guessed' | 'nobody' | 'unprotected', number>>;

/** How many small groups there are, and how many a best guess gets right, always saying "nobody", and a guess from raw answers. */
function guessesIn(population: Population): Tally {
  const cells = population.counts.length;
  const { answers, targets } = besiege(population);
  const small = targets.filter(({ exact }) => exact < 5);
  const right = (world: Float64Array) =>
    small.filter(({ group, exact }) => Math.round(sumOf(world, group)) === exact).length;
  return {
    small: small.length,
    guessed: right(guess(cells, answers, asLikely)),
    nobody: small.filter(({ exact }) => exact === 0).length,
    unprotected: right(guess(cells, askEverything(population, rawAnswers), asExact)),
  };
}

/** The figures of a run, for the note that goes with it. */
function tell(figures: Readonly<Record<string, number>>): void {
  process.stdout.write(`${JSON.stringify({ SEED, ...figures })}\n`);
}
