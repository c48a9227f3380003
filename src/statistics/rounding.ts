import { createHmac } from 'node:crypto';
import { type CountTable, type ProtectedTable, protect, ROUNDING_BASE } from './disclosure/index.js';
import type { TableAxes } from './table/count.js';

/** Puts tables of counts under disclosure control, with offsets that only the holder of the secret could foresee. */
export class TableProtection {
  readonly #key: Uint8Array;

  /** @param secret of this service. Another one draws all offsets anew: who kept both answers has two draws. */
  constructor(secret: Uint8Array) {
    this.#key = createHmac('sha256', secret).update('rounding of statistics').digest();
  }

  /** What may be told of a table over these axes. */
  protect(axes: TableAxes, table: CountTable): ProtectedTable {
    return protect(table, (levels, indexes, count) => keyedOffset(this.#key, cellName(axes, levels, indexes), count));
  }
}

/** One number in so many goes a multiple further up than the next one, and one in so many a multiple further down. */
const ONE_FURTHER_IN = 16;

/**
 * The offset of a cell with so many persons: the same for the same key, name and count, and for nobody without the key to
 * foresee. That a cell always has the same draw is the cell key method of the Australian Bureau of Statistics (Fraser and
 * Wooton, *A proposed method for confidentialising tabular output to protect against differencing*, 2005).
 *
 * The name alone would tell too much: with one offset at all moments, the difference of two moments is told to within one
 * rounding. An offset of its own for each moment would too: the mean of many moments at which nothing changed is the
 * count. So a number that stays is always rounded the same way, and one that changes is drawn anew.
 *
 * Seven of eight are from 0 up to the base. The others go a multiple further, so that no number says for certain where its
 * rounding ended: several that had all ended at the same side would leave no other count for a group between them.
 *
 * @param key secret; whoever has it can take the offset off again
 * @param name the cell's one name, in whatever table it is asked for
 */
export function keyedOffset(key: Uint8Array, name: string, count: number): number {
  const drawn = createHmac('sha256', key).update(`${count} ${name}`).digest();
  const offset = drawn.readUInt32BE() % ROUNDING_BASE;
  const further = drawn.readUInt32BE(4) % ONE_FURTHER_IN;
  if (further === 0) return offset - ROUNDING_BASE;
  return further === 1 ? offset + ROUNDING_BASE : offset;
}

/** The name of a cell: its values, whatever the table, the population and the moment. */
function cellName(axes: TableAxes, levels: readonly number[], indexes: readonly number[]): string {
  return [...axes]
    .flatMap(([axis, { levels: codes }], place) => {
      const values = codes[levels[place] ?? 0];
      return values ? [`${axis}:${values[indexes[place] ?? 0] ?? ''}`] : [];
    })
    .join(' ');
}
