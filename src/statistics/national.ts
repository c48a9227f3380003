import { DURABILITIES, OUTFLOW_REASONS } from '../sources/shelter/code-lists.js';
import type { Question } from './question.js';
import { FLOWS, type Query, THERE } from './table/count.js';
import { durabilityOf } from './table/dimensions.js';
import { firstDayOf, type Month } from './table/time-axis.js';

/** The table that was published of the pilots, for the whole country, exact. */
export interface NationalResults {
  readonly sheltered: number;
  readonly left: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly durability: readonly { readonly durability: string; readonly count: number }[];
}

const RESULTS = `
  select (select count(*) from statistics.fact where ${FLOWS.ENTERED.month} < $1::date)::int as sheltered,
    coalesce((select json_object_agg(o.outcome, o.persons) from (
      select outcome, count(*)::int as persons from statistics.fact where ${FLOWS.LEFT.month} < $1::date group by 1) o),
      '{}') as reasons`;

/** The whole country, exact: for whoever accounts for it. Nothing finer is exact. */
export async function nationalResults(query: Query, until: Month): Promise<NationalResults> {
  const [row] = await query<{ sheltered: number; reasons: Record<string, number> }>(RESULTS, [firstDayOf(until)]);
  const counts = Object.entries(row?.reasons ?? {});
  const sum = (of: (reason: string) => boolean) =>
    counts.reduce((all, [reason, count]) => all + (of(reason) ? count : 0), 0);
  return {
    sheltered: row?.sheltered ?? 0,
    left: sum(() => true),
    reasons: OUTFLOW_REASONS.map((reason) => ({ reason, count: sum((one) => one === reason) })),
    durability: DURABILITIES.map((durability) => ({
      durability,
      count: sum((one) => durabilityOf(one) === durability),
    })),
  };
}

/** Exact number of a population in the whole country in a period, or at its end; whatever else was asked. */
export async function nationalTotal(query: Query, { population, range, ahead }: Question): Promise<number> {
  if (population === 'PRESENT') return countWhere(query, THERE, [firstDayOf(range?.until ?? ahead)]);
  const { month, where } = FLOWS[population];
  if (!range) return countWhere(query, where, []);
  const within = `${month} >= $1::date and ${month} < $2::date`;
  return countWhere(query, within, [firstDayOf(range.from), firstDayOf(range.until)]);
}

async function countWhere(query: Query, where: string, days: readonly string[]): Promise<number> {
  const statement = `select count(*)::int as persons from statistics.fact where ${where}`;
  const [row] = await query<{ persons: number }>(statement, days);
  return row?.persons ?? 0;
}
