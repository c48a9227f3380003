import { expect, test } from '@jest/globals';
import { type Axis, MINIMUM_CELL } from '../../../src/statistics/disclosure/index.js';
import { blocked, flat } from './populations.js';
import { nearestAnswers } from './protections.js';
import { type Answer, askTable } from './questions.js';

const tables: [string, number, Axis[]][] = [
  ['three values', 32, [flat(3)]],
  ['four values', 22, [flat(4)]],
  ['two blocks', 18, [blocked(2, 2)]],
  ['a block of one value', 27, [blocked(2, 1)]],
  ['two by two', 22, [flat(2), flat(2)]],
];

/** Here the attacker knows the offsets too; who does not knows less. Solving takes the answers alone. Who knows the rule can try it on every table, and keep those that give the same answers. */
test.each(tables)('knowing the rule makes nobody certain of a small cell: %s', (_, persons, axes) => {
  const cells = axes.reduce((product, { size }) => product * size, 1);
  const possible = new Map<string, Answer[][]>();
  for (const counts of everyTable(cells, persons)) {
    const answers = askTable({ axes, counts }, Array.from(axes.keys()), nearestAnswers);
    const told = answers.map(({ value }) => value).join(' ');
    const worlds = possible.get(told) ?? [];
    worlds.push(answers);
    possible.set(told, worlds);
  }
  // Only these worlds are complete: a told total that is higher also stands for tables with more persons.
  const whole = [...possible.values()].filter(([world = []]) => (totalOf(world).value ?? 0) + 2 <= persons);
  expect(whole.length).toBeGreaterThan(10);
  expect(whole.flatMap(certainCells)).toEqual([]);
});

/** The small cells that have the same number in every world. */
function certainCells(worlds: readonly Answer[][]): string[] {
  const [first = []] = worlds;
  const known = first.filter(({ exact }, cell) => worlds.every((world) => world[cell]?.exact === exact));
  return known.filter(({ exact }) => exact < MINIMUM_CELL).map(({ name, exact }) => `${name}: ${exact}`);
}

function totalOf(world: readonly Answer[]): Answer {
  return world.find(({ dimensions }) => dimensions === 0) as Answer;
}

/** Every table of so many persons or fewer. */
function* everyTable(cells: number, persons: number): Generator<number[]> {
  if (cells === 0) {
    yield [];
    return;
  }
  for (let count = 0; count <= persons; count++)
    for (const others of everyTable(cells - 1, persons - count)) yield [count, ...others];
}
