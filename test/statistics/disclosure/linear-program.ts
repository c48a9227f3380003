import highsModule, { type Model } from 'highs';

// The package's types speak of its CommonJS file, Node loads its ES module: there the loader itself is the default export.
const highs = await (highsModule as unknown as typeof highsModule.default)();

/** What is known: the sum of some unknowns lies within bounds. */
export interface Bound {
  readonly unknowns: readonly number[];
  readonly low: number;
  readonly high: number;
}

/** The least and the greatest value that a sum can have. */
export interface Range {
  readonly least: number;
  readonly greatest: number;
}

/**
 * Everything that follows from bounds on sums of unknowns that are at least 0, found by linear programming. It can be asked
 * about many sums; worlds that it met on the way answer for later questions what is possible.
 */
export class Knowledge {
  private readonly model: Model;

  constructor(
    private readonly unknowns: number,
    bounds: readonly Bound[],
  ) {
    this.model = highs.createModel();
    this.model.options.set({ output_flag: false });
    this.model.addVars(new Float64Array(unknowns), new Float64Array(unknowns).fill(highs.infinity));
    for (const { unknowns: indices, low, high } of bounds)
      this.model.addRow(low, high, { indices: [...indices], values: indices.map(() => 1) });
  }

  /** The whole range of a sum: two programs are solved. */
  rangeOf(sum: readonly number[]): Range {
    const cost = new Float64Array(this.unknowns);
    for (const unknown of sum) cost[unknown] = 1;
    return { least: this.optimum(cost, 'minimize'), greatest: this.optimum(cost, 'maximize') };
  }

  /** One world that agrees with all that is known and is extreme in a direction. */
  world(direction: Float64Array): Float64Array {
    this.optimum(direction, 'minimize');
    return Float64Array.from(this.model.getSolution().colValue);
  }

  dispose(): void {
    this.model.dispose();
  }

  private optimum(cost: Float64Array, sense: 'minimize' | 'maximize'): number {
    this.model.changeColsCost({ kind: 'range', from: 0, to: this.unknowns - 1 }, cost);
    this.model.changeObjectiveSense(highs.constants.objectiveSense[sense]);
    const { modelStatus } = this.model.run();
    if (modelStatus === highs.constants.modelStatus.unbounded) return Number.POSITIVE_INFINITY;
    if (modelStatus !== highs.constants.modelStatus.optimal)
      throw new Error(`The answers agree with no world: status ${modelStatus}`);
    return this.model.getObjectiveValue();
  }
}
