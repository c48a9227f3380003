import type { Axis, CountTable } from '../../../src/statistics/disclosure/index.js';

/** Persons counted over any number of dimensions: what the statistics are made from, and no table may show whole. */
export interface Population {
  readonly axes: readonly Axis[];
  readonly counts: readonly number[];
}

/** Answers for the cells of one table; null is suppressed. */
export type Ask = (levels: readonly number[], indexes: readonly number[]) => number | null;

/** What stands between the exact table and who asks. It knows each cell's one name. */
export type Protection = (table: CountTable, nameOf: NameOf) => Ask;

/** The name of a cell, the same in every table that has it. */
export type NameOf = (levels: readonly number[], indexes: readonly number[]) => string;

/** An atomic cell that was asked for: a group of persons, by the finest cells of the population that it is made of. */
export interface Answer {
  readonly name: string;
  readonly group: readonly number[];
  readonly value: number | null;
  /** Known to the test alone. */
  readonly exact: number;
  /** Dimensions that the cell names. */
  readonly dimensions: number;
}

/** Every atomic cell of every table that may be asked, as often as there are tables in which it stands. */
export function askEverything(population: Population, protection: Protection): Answer[] {
  return chooseAxes(population.axes.length).flatMap((chosen) => askTable(population, chosen, protection));
}

/** Every cell of the table over some of the axes. */
export function askTable(population: Population, chosen: readonly number[], protection: Protection): Answer[] {
  const axes = chosen.map((axis) => population.axes[axis] as Axis);
  const namedIn = (levels: readonly number[], indexes: readonly number[]) =>
    chosen
      .map((axis, at) => ({ axis, level: levels[at] as number, index: indexes[at] as number }))
      .filter(({ level }, at) => level <= (axes[at] as Axis).parents.length);
  const nameOf: NameOf = (levels, indexes) => nameOfCell(namedIn(levels, indexes));
  const ask = protection({ axes, counts: countOver(population, chosen) }, nameOf);
  return coordinates(axes.map(({ parents }) => parents.length + 2)).flatMap((levels) => {
    const sizes = axes.map((axis, at) => blocksAt(axis, levels[at] as number));
    return coordinates(sizes).map((indexes) => {
      return { ...describe(population, namedIn(levels, indexes)), value: ask(levels, indexes) };
    });
  });
}

/** The finest cells of a population, which no table shows if it has more than three dimensions. */
export function finestCells({ axes, counts }: Population): Omit<Answer, 'value'>[] {
  const dimensions = axes.length;
  return counts.map((exact, cell) => ({ name: `cell ${cell}`, group: [cell], exact, dimensions }));
}

/** The exact counts over some of the axes. */
function countOver({ axes, counts }: Population, chosen: readonly number[]): number[] {
  const sizes = chosen.map((axis) => (axes[axis] as Axis).size);
  const table = coordinates(sizes).map(() => 0);
  coordinates(axes.map(({ size }) => size)).forEach((values, cell) => {
    const place = chosen.reduce((sum, axis, at) => sum * (sizes[at] as number) + (values[axis] as number), 0);
    table[place] = (table[place] as number) + (counts[cell] as number);
  });
  return table;
}

interface Named {
  readonly axis: number;
  readonly level: number;
  readonly index: number;
}

function nameOfCell(named: readonly Named[]): string {
  return named.map(({ axis, level, index }) => `${axis}.${level}=${index}`).join(' ');
}

function describe({ axes, counts }: Population, named: readonly Named[]): Omit<Answer, 'value'> {
  const group = coordinates(axes.map(({ size }) => size)).flatMap((values, cell) => {
    const inside = named.every(
      ({ axis, level, index }) => blockOf(axes[axis] as Axis, values[axis] as number, level) === index,
    );
    return inside ? [cell] : [];
  });
  return {
    name: nameOfCell(named),
    group,
    exact: group.reduce((sum, cell) => sum + (counts[cell] as number), 0),
    dimensions: named.length,
  };
}

/** Every choice of three axes, or of all where there are fewer. */
function chooseAxes(count: number): number[][] {
  const all = Array.from({ length: 2 ** count }, (_, mask) =>
    Array.from({ length: count }, (_, axis) => axis).filter((axis) => (mask >> axis) & 1),
  );
  return all.filter(({ length }) => length === Math.min(3, count));
}

function blockOf({ parents }: Axis, value: number, level: number): number {
  return parents.slice(0, level).reduce((at, block) => block[at] as number, value);
}

function blocksAt({ parents, size }: Axis, level: number): number {
  if (level === 0) return size;
  return level > parents.length ? 1 : Math.max(...(parents[level - 1] as readonly number[])) + 1;
}

function coordinates(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (all, size) => all.flatMap((start) => Array.from({ length: size }, (_, value) => [...start, value])),
    [[]],
  );
}
