import { widestCoarserMove } from './coarser-move.js';
import { type Cuboid, keyOf } from './cuboid.js';
import { bestHypercube, type Hypercube, parityOf, type Used } from './hypercube.js';
import { MINIMUM_CELL } from './round.js';

/** Marks what is not told in all cuboids: the coarsest first, because a cell of a suppressed cell is suppressed too. */
export function suppressTopDown(cuboids: ReadonlyMap<string, Cuboid>): void {
  const depth = ({ at }: Cuboid) => at.reduce((sum, step) => sum + step, 0);
  for (const cuboid of [...cuboids.values()].sort((one, other) => depth(other) - depth(one))) suppress(cuboid, cuboids);
}

function suppress(cuboid: Cuboid, cuboids: ReadonlyMap<string, Cuboid>): void {
  const coarser = cuboid.activeAxes().map((axis) => oneCoarser(cuboid, cuboids, axis));
  const targets: Target[] = [];
  for (let cell = 0; cell < cuboid.counts.length; cell++) {
    const inherited = coarser.some((above) => above.suppressed[cuboid.lift(above, cell)] === 1);
    const small = (cuboid.counts[cell] as number) < MINIMUM_CELL;
    if (inherited || small) cuboid.suppressed[cell] = 1;
    if (small && !isAlone(cuboid, cell)) targets.push({ cell, inherited });
  }
  for (const [box, inside] of groupByBox(cuboid, targets))
    for (const target of inside) {
      if (box.every((place) => cuboid.suppressed[place] === 1)) break;
      protectTarget(cuboid, cuboids, target, box);
    }
}

function oneCoarser(cuboid: Cuboid, cuboids: ReadonlyMap<string, Cuboid>, axis: number): Cuboid {
  return cuboids.get(keyOf(cuboid.at.with(axis, (cuboid.at[axis] ?? 0) + 1))) as Cuboid;
}

/** The targets that share their blocks in every axis, with all cells of these blocks. */
function groupByBox(cuboid: Cuboid, targets: readonly Target[]): Map<readonly number[], Target[]> {
  const boxes = new Map<string, [box: number[], inside: Target[]]>();
  for (const target of targets) {
    const key = keyOf(
      cuboid.activeAxes().map((axis) => cuboid.levelOf(axis).block[cuboid.valueOf(target.cell, axis)] ?? 0),
    );
    const found = boxes.get(key) ?? [boxAround(cuboid, target.cell), []];
    found[1].push(target);
    boxes.set(key, found);
  }
  return new Map(boxes.values());
}

interface Target {
  readonly cell: number;
  /** Whether a coarser cell that it belongs to is suppressed: then its value can vary with that one's. */
  readonly inherited: boolean;
}

/** Whether a cell is the only one of its block in some axis: then it is the same group as that block, and decided there. */
function isAlone(cuboid: Cuboid, cell: number): boolean {
  return cuboid.activeAxes().some((axis) => blockOf(cuboid, cell, axis).length === 1);
}

function blockOf(cuboid: Cuboid, cell: number, axis: number): readonly number[] {
  const { block, members } = cuboid.levelOf(axis);
  return members[block[cuboid.valueOf(cell, axis)] as number] ?? [];
}

/**
 * Makes sure that a target's value could vary by the least width: with a coarser cell that is suppressed, or with
 * hypercubes that are suppressed here. Where that is not enough, all cells that share its blocks are suppressed.
 */
function protectTarget(
  cuboid: Cuboid,
  cuboids: ReadonlyMap<string, Cuboid>,
  { cell, inherited }: Target,
  box: readonly number[],
): void {
  const used: Used = { up: new Map(), down: new Map() };
  const coarser = (other: number) => (inherited ? widestCoarserMove(cuboid, cuboids, other, used) : null);
  const lifted: Used = { ...used, lift: (other) => coarser(other)?.up ?? 0 };
  let needed = MINIMUM_CELL;
  for (const attempt of inherited ? [used, lifted] : [used])
    while (needed > 0) {
      const hypercube = coarser(cell) ?? bestHypercube(cuboid, cell, needed, attempt);
      if (hypercube === null) break;
      needed -= use(hypercube, attempt);
      for (const corner of hypercube.corners) cuboid.suppressed[corner] = 1;
    }
  if (needed > 0) for (const place of box) cuboid.suppressed[place] = 1;
}

/** Notes what a hypercube uses of its corners' counts, so that it counts once; by how much the target varies with it. */
function use({ corners, up, down }: Hypercube, used: Used): number {
  corners.forEach((corner, mask) => {
    const [side, amount] = parityOf(mask) === 1 ? [used.up, up] : [used.down, down];
    side.set(corner, (side.get(corner) ?? 0) + amount);
  });
  return up + down;
}

/** All cells that differ from a cell within its own blocks, and the cell. */
function boxAround(cuboid: Cuboid, cell: number): number[] {
  let box = [cell];
  for (const axis of cuboid.activeAxes()) {
    const own = cuboid.valueOf(cell, axis);
    const stride = cuboid.strides[axis] as number;
    box = box.flatMap((place) => blockOf(cuboid, cell, axis).map((value) => place + (value - own) * stride));
  }
  return box;
}
