/** The one seed of the demo data. Another seed gives other people with the same national figures. */
const SEED = 0x4c5656;

/** Repeatable chance: the same stream gives the same draws on every machine and in every run (mulberry32). */
export class Chance {
  #state: number;

  /** @param seed any 32 bits; neighbouring seeds draw differently only when they are spread out first */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1). Small and fast; for made-up data only, never for keys or ids. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** True with this probability. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number, both bounds included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** One of the items. @throws RangeError when there is none */
  pick<Item>(items: readonly Item[]): Item {
    return itemAt(items, Math.floor(this.next() * items.length));
  }

  /** One of the keys, as often as its weight says. @throws RangeError when there is none */
  weighted<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key {
    const entries = Object.entries(weights) as [Key, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return itemAt(entries, entries.length - 1)[0];
  }

  /** The items in another order; the list itself stays as it is. */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const other = this.between(0, last);
      [shuffled[last], shuffled[other]] = [itemAt(shuffled, other), itemAt(shuffled, last)];
    }
    return shuffled;
  }
}

/**
 * The stream of this name, such as `ind/42`. Each agency draws from a stream of its own per person, so that a
 * change in one agency's part leaves every other value of the demo as it was.
 */
export function chanceOf(name: string): Chance {
  return new Chance(SEED ^ hash(name));
}

/** FNV-1a: spreads a stream's name over 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) value = Math.imul(value ^ text.charCodeAt(place), 0x01000193);
  return value >>> 0;
}

function itemAt<Item>(items: readonly Item[], place: number): Item {
  const item = items[place];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}
