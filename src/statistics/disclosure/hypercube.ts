import type { Cuboid } from './cuboid.js';

/** Cells that may vary together: each one differs from the target in some of the axes, and the sums along each axis stay. */
export interface Hypercube {
  /** `corners[mask]`: bit `i` says whether the corner differs from the target in the `i`-th active axis. */
  readonly corners: readonly number[];
  /** By how much the target's value can go up, and down, when nothing but the corners changes. */
  readonly up: number;
  readonly down: number;
}

/** What other hypercubes of the same target have used of the cells' counts, in each direction. */
export interface Used {
  readonly up: Map<number, number>;
  readonly down: Map<number, number>;
  /** By how much a cell could go up before, together with a coarser cell that is suppressed: so much more can it go down. */
  readonly lift?: (cell: number) => number;
}

interface Candidate extends Hypercube {
  readonly added: number;
}

/**
 * The best hypercube around a target: one that gives at least the variation that is needed and suppresses the fewest cells
 * anew, else the one that gives most. Of equals the first one counts, so that the choice is the same every time. Null where
 * no hypercube gives any variation.
 *
 * The choice must not ask which cells are smaller, although that would lose less: with 7, 7 and 4 persons in all, who knows
 * that the smallest partner is taken computes the 4 from the second 7 and the total.
 */
export function bestHypercube(cuboid: Cuboid, target: number, needed: number, used: Used): Hypercube | null {
  const search = new Search(cuboid, target, needed, used);
  search.begin();
  return search.best;
}

class Search {
  best: Candidate | null = null;
  /** Filled anew for each hypercube: no garbage for the many that are not chosen. */
  private readonly corners: number[];
  private readonly steps: readonly (readonly number[])[];

  constructor(
    private readonly cuboid: Cuboid,
    private readonly target: number,
    private readonly needed: number,
    private readonly used: Used,
  ) {
    this.steps = cuboid.activeAxes().map((axis) => stepsFrom(cuboid, target, axis));
    this.corners = new Array<number>(2 ** this.steps.length).fill(target);
  }

  begin(): void {
    this.choose(0, { up: Number.POSITIVE_INFINITY, down: this.left(this.target, 0), added: 0 });
  }

  /** Tries every other value of an axis, and of the axes after it; what cannot become better than the best is left at once. */
  private choose(axis: number, worth: Worth): void {
    if (axis === this.steps.length) {
      this.best = { ...worth, corners: [...this.corners] };
      return;
    }
    for (const step of this.steps[axis] ?? []) {
      const wider = this.widen(axis, step, worth);
      if (wider.up + wider.down > 0 && this.isBetter(wider)) this.choose(axis + 1, wider);
    }
  }

  /** The corners so far, and as many again one step further. More corners never give more variation or less loss. */
  private widen(axis: number, step: number, worth: Worth): Worth {
    const half = 2 ** axis;
    let { up, down, added } = worth;
    for (let mask = half; mask < 2 * half; mask++) {
      const cell = (this.corners[mask - half] as number) + step;
      this.corners[mask] = cell;
      const parity = parityOf(mask);
      if (parity === 1) up = Math.min(up, this.left(cell, parity));
      else down = Math.min(down, this.left(cell, parity));
      if (this.cuboid.suppressed[cell] === 0) added++;
    }
    return { up, down, added };
  }

  /** What other hypercubes have left of a cell's count. */
  private left(cell: number, parity: 0 | 1): number {
    const used = (parity === 1 ? this.used.up : this.used.down).get(cell) ?? 0;
    const lift = cell === this.target ? 0 : (this.used.lift?.(cell) ?? 0);
    return Math.max(0, (this.cuboid.counts[cell] as number) + lift - used);
  }

  private isBetter(worth: Worth): boolean {
    return this.best === null || compare(worth, this.best, this.needed) < 0;
  }
}

type Worth = Omit<Candidate, 'corners'>;

/** Negative where the first is better: more of the variation that is needed, then less loss. */
function compare(one: Worth, other: Worth, needed: number): number {
  const gain = ({ up, down }: Worth) => Math.min(needed, up + down);
  return gain(other) - gain(one) || one.added - other.added;
}

/** 1 for a corner that goes down when the target goes up, 0 for one that goes along: the parity of the axes that differ. */
export function parityOf(mask: number): 0 | 1 {
  return ((mask ^ (mask >> 1) ^ (mask >> 2)) & 1) === 1 ? 1 : 0;
}

/** How far the other members of a cell's block are, in places. */
function stepsFrom(cuboid: Cuboid, cell: number, axis: number): number[] {
  const { block, members } = cuboid.levelOf(axis);
  const own = cuboid.valueOf(cell, axis);
  const others = (members[block[own] as number] ?? []).filter((value) => value !== own);
  return others.map((value) => (value - own) * (cuboid.strides[axis] as number));
}
