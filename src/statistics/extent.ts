import { KetenzichtError } from '../model/errors.js';
import type { Query } from './table/count.js';
import { type Months, monthOf } from './table/time-axis.js';

/** What the facts span: what tables of counts are laid out by. */
export interface Extent {
  readonly refreshedAt: string;
  /** Codes of all municipalities that have facts and of those configured, in one order. */
  readonly municipalities: readonly string[];
  readonly months: Months;
  /** Whether somebody's arrival is in none of these months. */
  readonly undated: boolean;
}

interface ExtentRow {
  readonly refreshed_at: string;
  readonly municipalities: string[];
  readonly first_month: string | null;
  readonly last_month: string | null;
  readonly undated: boolean;
}

/** @throws KetenzichtError `UNAVAILABLE` before the first refresh */
export async function readExtent(query: Query, configured: readonly string[]): Promise<Extent> {
  const [row] = await query<ExtentRow>(
    'select refreshed_at::text, municipalities, first_month::text, last_month::text, undated from statistics.refreshed',
    [],
  );
  if (!row) throw new KetenzichtError('UNAVAILABLE', 'The statistics are not made yet. Ask again in a minute.');
  const { first_month: first, last_month: last, undated } = row;
  const months = first && last ? { from: monthOf(first), until: monthOf(last) + 1 } : { from: 0, until: 1 };
  // The last in the configuration first: what stands first on an axis is what may rather be missing.
  const municipalities = [...new Set([...configured, ...row.municipalities.toSorted()])].reverse();
  return { refreshedAt: new Date(row.refreshed_at).toISOString(), municipalities, months, undated };
}
