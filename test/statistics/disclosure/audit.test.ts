import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MINIMUM_CELL } from '../../../src/statistics/disclosure/index.js';
import { asRounded } from './attacker.js';
import { contradictions, peopleFound, widthsOfSmallCells, wrongAnswers } from './audit.js';
import { anyCube, anyPopulation, anyTable } from './populations.js';
import { BROKEN, oncePerGroup, protectedAnswers } from './protections.js';
import { askEverything, type Population } from './questions.js';
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
    for (const { population, answers } of sampled(anyCube, RUNS / 2)) {
      const certain = widthsOfSmallCells(population, answers, false).filter(
        ({ persons, width }) => persons > 0 && width === 0,
      );
      expect({ population, certain }).toEqual({ population, certain: [] });
    }
  });

  it('nor is it to who knows the exact total of all as well', () => {
    for (const { population, answers } of sampled(anyPopulation, RUNS / 2)) {
      const total = answers.find(({ dimensions }) => dimensions === 0);
      const exactly = (value: number) => ({ least: value, greatest: value });
      const known = answers.map((answer) => (answer.dimensions === 0 ? { ...answer, value: answer.exact } : answer));
      const reading = (value: number) => (value === total?.exact ? exactly(value) : asRounded(value));
      const targets = oncePerGroup(answers).filter(({ dimensions }) => dimensions > 0);
      expect(peopleFound(population, known, reading, targets).people).toEqual([]);
    }
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
