import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asExact, asRounded, guess, sumOf } from './attacker.js';
import { peopleFound } from './audit.js';
import { anyPopulation } from './populations.js';
import { oncePerGroup, protectedAnswers, rawAnswers } from './protections.js';
import { askEverything, finestCells, type Population } from './questions.js';
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

  it('is certain of people in at most one of a hundred while they are protected, and of empty cells in five', () => {
    const found = populations.map((population) => {
      const { answers, targets } = besiege(population);
      return peopleFound(population, answers, asRounded, targets);
    });
    const people = found.filter((claims) => claims.people.length > 0).length;
    const nobody = found.filter((claims) => claims.nobody.length > 0).length;
    tell({ protected: ATTACKS, people, nobody });
    // None would be right. README.md says why a rule that sees one table at a time cannot promise that, and what could.
    expect(people).toBeLessThanOrEqual(Math.ceil(ATTACKS / 100));
    expect(nobody).toBeLessThanOrEqual(Math.ceil(ATTACKS / 20));
  }, 600_000);

  it('guesses small groups worse than who always says that there is nobody', () => {
    const tallies = populations.slice(0, ATTACKS / 5).map(guessesIn);
    const sum = (of: keyof Tally) => tallies.reduce((total, tally) => total + tally[of], 0);
    tell({ small: sum('small'), guessed: sum('guessed'), nobody: sum('nobody'), unprotected: sum('unprotected') });
    expect(sum('guessed')).toBeLessThan(sum('nobody'));
    expect(sum('unprotected')).toBeGreaterThan(sum('small') / 2);
  });
});

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
    guessed: right(guess(cells, answers, asRounded)),
    nobody: small.filter(({ exact }) => exact === 0).length,
    unprotected: right(guess(cells, askEverything(population, rawAnswers), asExact)),
  };
}

/** The figures of a run, for the note that goes with it. */
function tell(figures: Readonly<Record<string, number>>): void {
  process.stdout.write(`${JSON.stringify({ SEED, ...figures })}\n`);
}
