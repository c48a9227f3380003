import fc, { type GeneratorValue } from 'fast-check';

const evenly = (most: number) => fc.noBias(fc.nat(most));

/** Random choices of one run, made by fast-check as they are needed: the same seed makes the same ones. */
export class Draw {
  readonly #generate: GeneratorValue;

  constructor(generate: GeneratorValue) {
    this.#generate = generate;
  }

  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number {
    return this.#generate(evenly, limit - 1);
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === times - 1;
  }

  /** One of the items. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** Each of the items two times out of five, and at least one where there is any. */
  some<Item>(items: readonly Item[]): Item[] {
    const chosen = items.filter(() => this.below(5) < 2);
    return chosen.length > 0 || items.length === 0 ? chosen : [this.pick(items)];
  }

  /** So many items, any of them more than once. */
  several<Item>(least: number, most: number, one: () => Item): Item[] {
    return Array.from({ length: least + this.below(most - least + 1) }, one);
  }
}
