import type { Axis, CountTable } from './table.js';

/** One level of an axis: its values, and how they make up the values of the next coarser level. */
export interface Level {
  readonly size: number;
  /** The block of each value at the next coarser level; empty at the total. */
  readonly block: readonly number[];
  /** The values of each block of the next coarser level. */
  readonly members: readonly (readonly number[])[];
}

/** All levels of an axis, from the finest to the total, which has one value. */
export function levelsOf({ size, parents }: Axis): Level[] {
  const levels: Level[] = [];
  let values = size;
  for (const block of [...parents, new Array<number>(coarsestSize(size, parents)).fill(0)]) {
    const members: number[][] = [];
    block.forEach((parent, value) => {
      members[parent] ??= [];
      members[parent].push(value);
    });
    levels.push({ size: values, block, members });
    values = members.length;
  }
  return [...levels, { size: 1, block: [], members: [] }];
}

function coarsestSize(size: number, parents: Axis['parents']): number {
  const last = parents.at(-1);
  return last === undefined ? size : Math.max(...last) + 1;
}

/** A table at one level of each axis, with what is known of its cells so far. */
export class Cuboid {
  readonly counts: Float64Array;
  /** 1 for each cell that is not told. */
  readonly suppressed: Uint8Array;
  readonly sizes: readonly number[];
  readonly strides: readonly number[];

  constructor(
    readonly at: readonly number[],
    readonly axes: readonly (readonly Level[])[],
  ) {
    this.sizes = axes.map((levels, axis) => level(levels, at[axis]).size);
    this.strides = this.sizes.map((_, axis) => this.sizes.slice(axis + 1).reduce((product, size) => product * size, 1));
    const cells = this.sizes.reduce((product, size) => product * size, 1);
    this.counts = new Float64Array(cells);
    this.suppressed = new Uint8Array(cells);
  }

  /** The value of one axis in a cell. */
  valueOf(cell: number, axis: number): number {
    return Math.floor(cell / (this.strides[axis] as number)) % (this.sizes[axis] as number);
  }

  /** The level of one axis here. */
  levelOf(axis: number): Level {
    return level(this.axes[axis] ?? [], this.at[axis]);
  }

  /** The axes that are not at their total. */
  activeAxes(): number[] {
    return this.axes.flatMap((levels, axis) => ((this.at[axis] as number) < levels.length - 1 ? [axis] : []));
  }

  /** The value at a coarser level to which a value of this cuboid belongs. */
  liftValue(axis: number, value: number, to: number): number {
    const levels = this.axes[axis] ?? [];
    let lifted = value;
    for (let step = this.at[axis] as number; step < to; step++) lifted = level(levels, step).block[lifted] as number;
    return lifted;
  }

  /** The cell of a coarser cuboid to which a cell belongs. */
  lift(coarser: Cuboid, cell: number): number {
    let place = 0;
    for (let axis = 0; axis < this.sizes.length; axis++) {
      const value = this.liftValue(axis, this.valueOf(cell, axis), coarser.at[axis] as number);
      place += value * (coarser.strides[axis] as number);
    }
    return place;
  }
}

function level(levels: readonly Level[], at: number | undefined): Level {
  return levels[at ?? 0] as Level;
}

/** The name of a cuboid: its levels. */
export function keyOf(levels: readonly number[]): string {
  return levels.join(',');
}

/** All cuboids of a table with their exact counts, by {@link keyOf}; each after those that it is summed from. */
export function countCuboids({ axes: given, counts }: CountTable): Map<string, Cuboid> {
  const axes = given.map(levelsOf);
  const cuboids = new Map<string, Cuboid>();
  for (const at of everyLevel(axes.map(({ length }) => length))) {
    const cuboid = new Cuboid(at, axes);
    cuboids.set(keyOf(at), cuboid);
    const axis = at.findIndex((step) => step > 0);
    const finer = axis < 0 ? undefined : cuboids.get(keyOf(at.with(axis, (at[axis] ?? 0) - 1)));
    if (finer === undefined) cuboid.counts.set(counts);
    else addUp(finer, cuboid);
  }
  return cuboids;
}

function addUp(finer: Cuboid, coarser: Cuboid): void {
  finer.counts.forEach((count, cell) => {
    const sum = finer.lift(coarser, cell);
    coarser.counts[sum] = (coarser.counts[sum] as number) + count;
  });
}

/** Every choice of one level an axis, finer choices before coarser ones. */
function everyLevel(levels: readonly number[]): number[][] {
  return levels.reduce<number[][]>(
    (choices, length) => choices.flatMap((choice) => Array.from({ length }, (_, step) => [...choice, step])),
    [[]],
  );
}
