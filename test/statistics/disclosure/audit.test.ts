import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MINIMUM_CELL } from '../../../src/statistics/disclosure/index.js';
import { asExact, asRounded, type Reading } from './attacker.js';
import { contradictions, peopleFound, widthsOfSmallCells, wrongAnswers } from './audit.js';
import { anyCube, anyPopulation, anyTable } from './populations.js';
import { BROKEN, oncePerGroup, protectedAnswers } from './protections.js';
import { askEverything, finestCells, type Population } from './questions.js';
import { RUNS, SEED } from './settings.js';

const sampled = (populations: fc.Arbitrary<Population>, numRuns = RUNS) =>
  fc.sample(populations, { numRuns, seed: SEED }).map((population) => ({
    population,
    answers: askEverything(population, protectedAnswers),
  }));

describe(`what is suppressed cannot be computed (SEED=${SEED})`, () => {
  it('in a table of one or two axes a small cell could have five numbers more, even to whom knows the others exactly', () => {
    for (const { population, answers } of sampled(anyTable)) {
      const narrow = widthsOfSmallCells(population, answers, true).filter(({ width }) => width < MINIMUM_CELL);
      expect({ population, narrow }).toEqual({ population, narrow: [] });
    }
  });

  it('in a table of three axes that holds for cells of two dimensions, as the numbers are rounded', () => {
    for (const { population, answers } of sampled(anyCube, RUNS / 2)) {
      const widths = widthsOfSmallCells(population, answers, false);
      const narrow = widths.filter(({ dimensions, width }) => dimensions < 3 && width < MINIMUM_CELL);
      expect({ population, narrow }).toEqual({ population, narrow: [] });
    }
  });

  it('and no cell of one to four persons is certain, whatever its dimensions', () => {
    const found = sampled(anyCube, RUNS / 2).filter(({ population, answers }) => {
      const certain = widthsOfSmallCells(population, answers, false).filter(
        ({ persons, width }) => persons > 0 && width === 0,
      );
      return certain.length > 0;
    });
    expect(found).toEqual([]);
  });

  it('nor is one to who is told the exact total, and the exact numbers of one dimension, as the programme office is', () => {
    const isTold = ({ name }: { name: string }) => /^(0\.\d+=\d+)?$/.test(name);
    const found = sampled(anyPopulation, RUNS / 2).filter(({ population, answers }) => {
      const known = answers.map((answer) => (isTold(answer) ? { ...answer, value: answer.exact } : answer));
      const reading: Reading = (value, answer) => (isTold(answer) ? asExact(value, answer) : asRounded(value, answer));
      const targets = [...oncePerGroup(answers), ...finestCells(population)].filter((target) => !isTold(target));
      return peopleFound(population, known, reading, targets).people.length > 0;
    });
    expect(found).toEqual([]);
  });
});

describe('the same group has the same answer', () => {
  it('in every table in which it can be asked, and whenever', () => {
    for (const { population, answers } of sampled(anyPopulation)) {
      expect(contradictions(answers)).toEqual([]);
      expect(askEverything(population, protectedAnswers)).toEqual(answers);
    }
  });

  it('which is suppressed or a multiple of five from five on', () => {
    for (const { answers } of sampled(anyPopulation)) expect(wrongAnswers(answers)).toEqual([]);
  });
});

describe('a protection that lacks a part is found out', () => {
  const tables = fc.sample(anyTable, { numRuns: 60, seed: SEED });
  const cubes = fc.sample(anyPopulation, { numRuns: 20, seed: SEED });

  it.each(Object.entries(BROKEN))('one that %s', (_, broken) => {
    const narrow = tables.some((population) =>
      widthsOfSmallCells(population, askEverything(population, broken), true).some(({ width }) => width < MINIMUM_CELL),
    );
    const wrong = tables.some((population) => wrongAnswers(askEverything(population, broken)).length > 0);
    const contradictory = cubes.some((population) => contradictions(askEverything(population, broken)).length > 0);
    expect([narrow, wrong, contradictory]).toContain(true);
  });
});
