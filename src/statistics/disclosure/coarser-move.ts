import { type Cuboid, keyOf } from './cuboid.js';
import { type Hypercube, parityOf, type Used } from './hypercube.js';

/** How a move leaves one axis: at the target's own value, or at another one as well. */
interface Choice {
  /** How far the other value is, in places; 0 where the axis keeps its value. */
  readonly step: number;
  /** The coarsest level at which the move still shows in this axis. */
  readonly shows: number;
}

/**
 * The widest hypercube of coarser cells, seen in one cell of each of them. When a coarser cell is suppressed, it can vary
 * together with its own hypercube, and a finer cell of it with it: nothing else has to be suppressed for that. Null where no
 * coarser hypercube is suppressed whole, or none gives any variation.
 */
export function widestCoarserMove(
  cuboid: Cuboid,
  cuboids: ReadonlyMap<string, Cuboid>,
  target: number,
  used: Used,
): Hypercube | null {
  const search = new CoarserSearch(cuboid, cuboids, target, used);
  search.begin();
  return search.widest;
}

class CoarserSearch {
  widest: Hypercube | null = null;
  private readonly axes: readonly number[];
  private readonly choices: readonly (readonly Choice[])[];

  constructor(
    private readonly cuboid: Cuboid,
    private readonly cuboids: ReadonlyMap<string, Cuboid>,
    private readonly target: number,
    private readonly used: Used,
  ) {
    this.axes = cuboid.activeAxes();
    this.choices = this.axes.map((axis) => choicesFor(cuboid, target, axis));
  }

  begin(): void {
    const down = (this.cuboid.counts[this.target] as number) - (this.used.down.get(this.target) ?? 0);
    this.choose(0, [this.target], this.cuboid.at, { up: Number.POSITIVE_INFINITY, down });
  }

  private choose(place: number, corners: readonly number[], shows: readonly number[], range: Range): void {
    const axis = this.axes[place];
    if (axis === undefined) {
      if (corners.length > 1 && this.isSuppressed(corners, shows)) this.widest = { corners, ...range };
      return;
    }
    for (const choice of this.choices[place] ?? []) {
      const added = choice.step === 0 ? [] : corners.map((corner) => corner + choice.step);
      const narrowed = this.narrow(range, corners.length, added);
      if (narrowed.up + narrowed.down > widthOf(this.widest))
        this.choose(place + 1, [...corners, ...added], shows.with(axis, choice.shows), narrowed);
    }
  }

  private narrow({ up, down }: Range, half: number, added: readonly number[]): Range {
    let [higher, lower] = [up, down];
    added.forEach((cell, mask) => {
      const count = this.cuboid.counts[cell] as number;
      if (parityOf(half + mask) === 1) higher = Math.min(higher, count - (this.used.up.get(cell) ?? 0));
      else lower = Math.min(lower, count - (this.used.down.get(cell) ?? 0));
    });
    return { up: higher, down: lower };
  }

  /** Whether everything in which a move shows is suppressed: the coarsest cells are, so all cells of them are too. */
  private isSuppressed(corners: readonly number[], shows: readonly number[]): boolean {
    const coarsest = this.cuboids.get(keyOf(shows)) as Cuboid;
    return (
      coarsest !== this.cuboid && corners.every((corner) => coarsest.suppressed[this.cuboid.lift(coarsest, corner)])
    );
  }
}

type Range = Pick<Hypercube, 'up' | 'down'>;

function widthOf(hypercube: Hypercube | null): number {
  return hypercube === null ? 0 : hypercube.up + hypercube.down;
}

/** The value itself, which shows up to the total, and each other value, which shows until both are in one block. */
function choicesFor(cuboid: Cuboid, target: number, axis: number): Choice[] {
  const own = cuboid.valueOf(target, axis);
  const top = (cuboid.axes[axis]?.length ?? 1) - 1;
  const choices: Choice[] = [{ step: 0, shows: top }];
  for (let other = 0; other < (cuboid.sizes[axis] as number); other++) {
    if (other === own) continue;
    let shows = cuboid.at[axis] as number;
    while (cuboid.liftValue(axis, own, shows + 1) !== cuboid.liftValue(axis, other, shows + 1)) shows++;
    choices.push({ step: (other - own) * (cuboid.strides[axis] as number), shows });
  }
  return choices;
}
