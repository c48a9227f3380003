import type { TransactionSql } from 'postgres';
import type { PieceLayout } from '../sources/layout.js';
import type { OpenDelivery, Step } from './delivery-row.js';
import { foldWithClosed } from './fold-closed.js';
import { nextTouched, removePieces, type StoredPiece } from './fragments.js';
import type { StatedRecord } from './incoming.js';
import type { BrokenRow } from './input-row.js';
import { storeBatch } from './store.js';

type RefusedPiece = BrokenRow & Pick<StoredPiece, 'sourceKey' | 'pieceKey'>;

/**
 * Folds the next records that a delivery touched, each from all of its pieces, whichever delivery brought them. What it
 * says is as new as the newest of them.
 * @returns null when there are no more
 */
export async function foldPage(
  sql: TransactionSql,
  layout: PieceLayout,
  delivery: OpenDelivery,
  most: number,
): Promise<(Step & { readonly refused: readonly BrokenRow[] }) | null> {
  const touched = await nextTouched(sql, delivery, delivery.id, delivery.foldedThrough ?? '', most);
  const foldedThrough = [...touched.keys()].at(-1);
  if (foldedThrough === undefined) return null;
  const records: StatedRecord[] = [];
  const refused: RefusedPiece[] = [];
  let waiting = 0;
  for (const [sourceKey, { pieces, saidAt }] of touched) {
    const folded = foldWithClosed(layout, sourceKey, pieces);
    if (folded.record) records.push({ record: folded.record, saidAt });
    else waiting += 1;
    for (const { pieceKey, reason } of folded.refused) {
      refused.push({ sourceKey, pieceKey, ...brokenRow(delivery.id, pieces, pieceKey, reason) });
    }
  }
  await removePieces(sql, delivery, refused);
  return { stored: await storeBatch(sql, records), waiting, refused, foldedThrough };
}

/** A piece that an earlier delivery brought has no line in this file: the line that showed it wrong stands for it. */
function brokenRow(deliveryId: string, pieces: readonly StoredPiece[], pieceKey: string, reason: string): BrokenRow {
  const wrong = pieces.find((piece) => piece.pieceKey === pieceKey);
  const own = pieces.filter((piece) => piece.deliveryId === deliveryId && piece.closedAt === undefined);
  const here = own.find((piece) => piece === wrong);
  const place = (here ?? own[0])?.place ?? 0;
  return { place, raw: JSON.stringify(wrong?.content), reason: here ? reason : `in an earlier delivery, ${reason}` };
}
