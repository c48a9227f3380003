import { setImmediate } from 'node:timers/promises';
import { type Layout, type Row, RowRejected } from '../sources/layout.js';
import type { BrokenRow, InputRow } from './input-row.js';

/** A batch of rows that was translated. */
export interface Translated<Item> {
  readonly place: number;
  readonly received: number;
  readonly good: readonly Item[];
  readonly rejected: readonly BrokenRow[];
}

/** Rows that are translated at a stretch; then whatever else this process does has its turn. */
const AT_A_STRETCH = 100;

/** Translates rows, and keeps those apart that cannot be. */
export async function translateAll<Item>(
  batch: readonly InputRow[],
  translate: (row: Row, input: { readonly place: number; readonly raw: string }) => Item,
): Promise<Translated<Item>> {
  const good: Item[] = [];
  const rejected: BrokenRow[] = [];
  for (const [index, input] of batch.entries()) {
    if (index % AT_A_STRETCH === 0) await setImmediate();
    if ('reason' in input) {
      rejected.push(input);
      continue;
    }
    try {
      good.push(translate(input.row, input));
    } catch (error) {
      if (!(error instanceof RowRejected)) throw error;
      rejected.push({ place: input.place, raw: input.raw, reason: error.message });
    }
  }
  return { good, rejected, received: batch.length, place: batch.at(-1)?.place ?? 0 };
}

/** The keys of a batch's records, also of rows that cannot be stored, and how many rows have none that can be read. */
export function keysOf(batch: readonly InputRow[], { keyOf }: Layout): { keys: Set<string>; unkeyed: number } {
  const keys = new Set<string>();
  let unkeyed = 0;
  for (const input of batch) {
    const key = 'reason' in input ? null : keyOrNull(input.row, keyOf);
    if (key === null) unkeyed += 1;
    else keys.add(key);
  }
  return { keys, unkeyed };
}

function keyOrNull(row: Row, keyOf: (row: Row) => string): string | null {
  try {
    return keyOf(row);
  } catch (error) {
    if (error instanceof RowRejected) return null;
    throw error;
  }
}
