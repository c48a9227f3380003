import type { FoldedRecord, PieceLayout } from '../sources/layout.js';
import type { PartValues, SourceRecord } from '../sources/source-record.js';
import type { StoredPiece } from './fragments.js';
import { sortedJson } from './incoming.js';

/**
 * Folds one record from the pieces that stand, and adds the rows that only closed pieces say, each with the moment since
 * when nothing else says it: what a snapshot no longer holds is closed, not erased. Closed pieces decide nothing and
 * refuse nothing, as long as those that stand say who the person is.
 */
export function foldWithClosed(layout: PieceLayout, sourceKey: string, pieces: readonly StoredPiece[]): FoldedRecord {
  const fold = (isPart: (piece: StoredPiece) => boolean) => layout.fold(sourceKey, pieces.filter(isPart));
  const { record: standing, refused } = fold(({ closedAt }) => closedAt === undefined);
  let record = standing;
  for (const closedAt of closingsOf(pieces)) {
    const { record: before } = fold((piece) => piece.closedAt === undefined || piece.closedAt >= closedAt);
    if (before && record) record = withRows(record, rowsBeside(record, before), closedAt);
    else if (before) record = closedButFor(before, fold((piece) => piece.closedAt !== undefined).record, closedAt);
  }
  return { record, refused };
}

/** The moments at which pieces were closed, the last one first. All are written by PostgreSQL in one form. */
function closingsOf(pieces: readonly StoredPiece[]): string[] {
  return [...new Set(pieces.flatMap(({ closedAt }) => closedAt ?? []))].sort().reverse();
}

type Parts = Readonly<Record<string, readonly PartValues[]>>;

/** Rows of `before` whose keys the record does not have. */
function rowsBeside(record: SourceRecord, before: SourceRecord): Parts {
  const beside = Object.entries(before.parts).map(([part, rows]) => {
    const keys = new Set(record.parts[part]?.map(({ recordKey }) => recordKey));
    return [part, rows.filter(({ recordKey }) => !keys.has(recordKey))] as const;
  });
  return Object.fromEntries(beside);
}

function withRows(record: SourceRecord, closed: Parts, closedAt: string): SourceRecord {
  const parts: Record<string, readonly PartValues[]> = { ...record.parts };
  for (const [part, rows] of Object.entries(closed)) {
    parts[part] = [...(parts[part] ?? []), ...rows.map((row) => ({ ...row, recordClosedAt: closedAt }))];
  }
  return { ...record, parts };
}

/** Where the pieces that stand do not say who the person is: rows that closed pieces say by themselves are closed. */
function closedButFor(before: SourceRecord, closed: SourceRecord | null, closedAt: string): SourceRecord {
  const parts = Object.entries(before.parts).map(([part, rows]) => {
    const said = new Set(closed?.parts[part]?.map(sortedJson));
    return [part, rows.map((row) => (said.has(sortedJson(row)) ? { ...row, recordClosedAt: closedAt } : row))] as const;
  });
  return { ...before, parts: Object.fromEntries(parts) };
}
