import { setImmediate } from 'node:timers/promises';
import { type Layout, type RecordPiece, type Row, RowRejected } from '../sources/layout.js';
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

/** What the rows of a batch are about. */
export interface BatchKeys {
  readonly keys: Set<string>;
  /** Where records arrive in pieces: which pieces these are. */
  readonly pieces: Pick<RecordPiece, 'sourceKey' | 'pieceKey'>[];
  /** Rows of which it cannot be read what they are about. */
  readonly unkeyed: number;
}

/** The keys of a batch's records and pieces, also of rows that cannot be stored. */
export function keysOf(batch: readonly InputRow[], layout: Layout): BatchKeys {
  const found: BatchKeys = { keys: new Set(), pieces: [], unkeyed: 0 };
  let unkeyed = 0;
  for (const input of batch) {
    const row = 'reason' in input ? null : input.row;
    const sourceKey = row && keyOrNull(row, layout.keyOf);
    const pieceKey = row && layout.kind === 'pieces' ? keyOrNull(row, layout.pieceKeyOf) : '';
    if (sourceKey !== null) found.keys.add(sourceKey);
    if (sourceKey === null || pieceKey === null) unkeyed += 1;
    else if (layout.kind === 'pieces') found.pieces.push({ sourceKey, pieceKey });
  }
  return { ...found, unkeyed };
}

function keyOrNull(row: Row, keyOf: (row: Row) => string): string | null {
  try {
    return keyOf(row);
  } catch (error) {
    if (error instanceof RowRejected) return null;
    throw error;
  }
}
