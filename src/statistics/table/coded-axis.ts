import type { Axis } from '../disclosure/index.js';

/** A dimension as it is counted: its values at each level, and where a fact stands in it. */
export interface CodedAxis {
  readonly axis: Axis;
  /** Code of each value, level by level, the finest first; null for one that is counted and never shown. */
  readonly levels: readonly (readonly (string | null)[])[];
  /** The finest value of a fact's value of this dimension. @throws RangeError for one that the axis does not have */
  readonly place: (value: string | null) => number;
}

/** One value of one level of an axis. */
export interface Node {
  readonly level: number;
  readonly index: number;
}

/**
 * A dimension without levels.
 * @param codes its values, always all of them and in one order
 */
export function flatAxis(codes: readonly string[]): CodedAxis {
  const places = new Map(codes.map((code, place) => [code, place]));
  return {
    axis: { size: codes.length, parents: [] },
    levels: [codes],
    place: (value) => {
      const place = value === null ? undefined : places.get(value);
      if (place === undefined) throw new RangeError('a fact has a value that its dimension does not list');
      return place;
    },
  };
}

/** The finest values under a value of a level. */
export function leavesOf({ axis }: CodedAxis, { level, index }: Node): number[] {
  let leaves = [index];
  for (let at = level; at > 0; at -= 1) {
    const blocks = axis.parents[at - 1];
    leaves = blocks
      ? blocks.flatMap((block, value) => (leaves.includes(block) ? [value] : []))
      : every(sizeAt(axis, at - 1));
  }
  return leaves;
}

/**
 * The fewest values, each as coarse as it can be, that make up a set of finest values: the whole axis is its total, and
 * three months that make a quarter are that quarter. So one group has one name, in whatever words it was asked for.
 * @returns the nodes, the coarsest first; none for an empty set
 */
export function coverOf(coded: CodedAxis, wanted: ReadonlySet<number>): Node[] {
  const left = new Set(wanted);
  const nodes: Node[] = [];
  for (let level = coded.axis.parents.length + 1; level >= 0 && left.size > 0; level -= 1) {
    for (const index of every(sizeAt(coded.axis, level))) {
      const leaves = leavesOf(coded, { level, index });
      if (!leaves.every((leaf) => left.has(leaf))) continue;
      nodes.push({ level, index });
      for (const leaf of leaves) left.delete(leaf);
    }
  }
  return nodes;
}

function sizeAt({ size, parents }: Axis, level: number): number {
  if (level === 0) return size;
  const blocks = parents[level - 1];
  return blocks ? Math.max(...blocks) + 1 : 1;
}

function every(size: number): number[] {
  return Array.from({ length: size }, (_, index) => index);
}
