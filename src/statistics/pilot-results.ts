import { KetenzichtError } from '../model/errors.js';
import { DURABILITIES, OUTFLOW_REASONS } from '../sources/shelter/code-lists.js';
import { axesOf } from './ask.js';
import { protect } from './disclosure/index.js';
import type { Extent } from './extent.js';
import { FIRST_YEAR } from './facts/codes.js';
import type { Question } from './question.js';
import { countUntil, type Query, type TableAxes } from './table/count.js';
import { type AxisName, durabilityOf } from './table/dimensions.js';
import { groupsOf, wholeGroup } from './table/groups.js';
import { firstDayOf, type Month, monthOf } from './table/time-axis.js';
import { type StatisticsRow, toldShare, toldSum } from './told.js';

/** The table that was published of the pilots: cumulative until a day, under disclosure control. */
export interface PilotResults {
  /** The first day that does not count: the first of a month. */
  readonly countedUntil: string;
  readonly sheltered: number | null;
  readonly left: number | null;
  /** By reason, each of them. */
  readonly reasons: readonly StatisticsRow[];
  /** By durability; suppressed where one of its reasons is. */
  readonly durability: readonly StatisticsRow[];
}

/** The same for the whole country, exact. */
export interface NationalResults {
  readonly sheltered: number;
  readonly left: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly durability: readonly { readonly durability: string; readonly count: number }[];
}

/**
 * The month before which the table counts: facts know months only, so a day within a month counts until its beginning.
 * @param today Dutch day
 * @throws KetenzichtError `BAD_USER_INPUT` for a day out of range
 */
export function untilMonth(until: string, today: string): Month {
  const [month, ahead] = [monthOf(until), monthOf(today) + 1];
  if (month >= 0 && month <= ahead) return month;
  throw new KetenzichtError('BAD_USER_INPUT', `Ask until a day from ${FIRST_YEAR}-01-01 to ${firstDayOf(ahead)}.`);
}

/**
 * The table of *Meer en betere samenwerking* (9 March 2021), from the facts as they are now. Each moment and each of the
 * two numbers is a table of its own under disclosure control.
 * @param municipality null: all of them
 */
export async function pilotResults(
  { query, extent }: { query: Query; extent: Extent },
  until: Month,
  municipality: string | null,
): Promise<PilotResults> {
  const [byCity, byReason] = [
    axesOf(new Set(['MUNICIPALITY']), extent),
    axesOf(new Set(['MUNICIPALITY', 'OUTCOME']), extent),
  ];
  const [entered, left] = await Promise.all([
    countUntil(query, 'ENTERED', byCity, until).then(protect),
    countUntil(query, 'LEFT', byReason, until).then(protect),
  ]);
  const of = (axes: TableAxes, groupBy: Question['groupBy'] = []) => ({
    axes,
    timeGrain: 'MONTH' as const,
    question: questionOn(municipality, groupBy, until),
  });
  const total = toldSum(left, wholeGroup(of(byReason)).cover);
  const rows = (groupBy: Question['groupBy']) =>
    groupsOf(of(byReason, groupBy)).map(({ values, cover }): StatisticsRow => {
      const count = toldSum(left, cover);
      return { values, count, share: toldShare(count, total), medianDays: null };
    });
  const byOutcome = rows(['OUTCOME']);
  const rowsOf = (reason: string) => byOutcome.filter(({ values }) => values.get('OUTCOME') === reason);
  return {
    countedUntil: firstDayOf(until),
    sheltered: toldSum(entered, wholeGroup(of(byCity)).cover),
    left: total,
    reasons: OUTFLOW_REASONS.flatMap(rowsOf),
    durability: rows(['DURABILITY']),
  };
}

function questionOn(municipality: string | null, groupBy: Question['groupBy'], ahead: Month): Question {
  const narrowed = new Map<AxisName, ReadonlySet<string>>(
    municipality === null ? [] : [['MUNICIPALITY', new Set([municipality])]],
  );
  return { population: 'LEFT', groupBy, grain: 'MONTH', range: null, narrowed, axes: new Set(), ahead };
}

const NATIONAL = `
  select (select count(*) from statistics.fact where arrived_month < $1::date)::int as sheltered,
    coalesce((select json_object_agg(o.outcome, o.persons) from (
      select outcome, count(*)::int as persons from statistics.fact where left_month < $1::date group by 1) o), '{}')
      as reasons`;

/** The whole country, exact: for whoever accounts for it. Nothing finer is exact. */
export async function nationalResults(query: Query, until: Month): Promise<NationalResults> {
  const [row] = await query<{ sheltered: number; reasons: Record<string, number> }>(NATIONAL, [firstDayOf(until)]);
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

/** Whoever belongs to a population, `$1` and `$2` the bounds of the period; null bounds leave nobody out. */
const NATIONAL_TOTALS = {
  ENTERED: '($1::date is null or arrived_month >= $1::date) and ($2::date is null or arrived_month < $2::date)',
  LEFT: 'left_month >= coalesce($1::date, left_month) and ($2::date is null or left_month < $2::date)',
  PRESENT: 'arrived_month < $2::date and (left_month is null or left_month >= $2::date) and $1::date is null',
} as const;

/** Exact number of a population in the whole country in a period, or at its end; whatever else was asked. */
export async function nationalTotal(query: Query, { population, range, ahead }: Question): Promise<number> {
  const bounds =
    population === 'PRESENT'
      ? [null, firstDayOf(range?.until ?? ahead)]
      : range && [firstDayOf(range.from), firstDayOf(range.until)];
  const [row] = await query<{ persons: number }>(
    `select count(*)::int as persons from statistics.fact where ${NATIONAL_TOTALS[population]}`,
    bounds ?? [null, null],
  );
  return row?.persons ?? 0;
}
