import { getTableColumns } from 'drizzle-orm';
import type { SourcePart, SourceRow } from '../source.js';
import type { LiveRow } from './check-answer.js';

/** Rows that an agency gave of one person, and when. */
export interface GivenRows {
  readonly rows: readonly LiveRow[];
  readonly caseId: string;
  /** Moment of the answer (ISO 8601, UTC). */
  readonly at: string;
}

/**
 * Rows as every source gives them: the columns of the grant in its order. Whose rows they are, who gave them and when is
 * said here and not by the agency. They stay in the agency's order, which is by the part's order column; where that was
 * asked for, they are put in order again.
 */
export function liveRows(part: SourcePart, columns: readonly string[], { rows, caseId, at }: GivenRows): SourceRow[] {
  const organisation = part.agency.toLowerCase();
  const ours: Readonly<Record<string, unknown>> = {
    case_id: caseId,
    organisation,
    delivered_by: organisation,
    retrieved_at: at,
    record_closed_at: null,
  };
  const fieldOf = new Map(Object.entries(getTableColumns(part.drizzle)).map(([field, { name }]) => [name, field]));
  const valueIn = (row: LiveRow, column: string) =>
    Object.hasOwn(ours, column) ? ours[column] : row[fieldOf.get(column) ?? ''];
  const sorted = columns.includes(part.orderColumn)
    ? [...rows].sort((one, other) => byOrder(valueIn(one, part.orderColumn), valueIn(other, part.orderColumn)))
    : rows;
  return sorted.map((row) => columns.map((column) => valueIn(row, column) ?? null));
}

/** Unknown ones first; texts of dates and moments in one time zone compare as they are. */
function byOrder(one: unknown, other: unknown): number {
  const [a, b] = [String(one ?? ''), String(other ?? '')];
  return a < b ? -1 : a > b ? 1 : 0;
}
