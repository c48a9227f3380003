import { FIRST_YEAR } from '../facts/codes.js';
import type { CodedAxis } from './coded-axis.js';

/** Time grains (tijdseenheid). */
export const TIME_GRAINS = ['MONTH', 'QUARTER', 'YEAR'] as const;

/** How fine time is told. */
export type TimeGrain = (typeof TIME_GRAINS)[number];

const MONTHS_IN: Readonly<Record<TimeGrain, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** A month by number: 0 is January of the first year. */
export type Month = number;

/** The months that have facts, the second not included. */
export interface Months {
  readonly from: Month;
  readonly until: Month;
}

/** The month of a day, `YYYY-MM-DD`. Negative for what lies before the first year. */
export function monthOf(day: string): Month {
  return (Number(day.slice(0, 4)) - FIRST_YEAR) * 12 + Number(day.slice(5, 7)) - 1;
}

/** The first day of a month. */
export function firstDayOf(month: Month): string {
  return `${FIRST_YEAR + Math.floor(month / 12)}-${twoDigits((month % 12) + 1)}-01`;
}

/** The code of the period that a month lies in: `2020`, `2020-Q3` or `2020-10`. */
export function periodOf(month: Month, grain: TimeGrain): string {
  const year = String(FIRST_YEAR + Math.floor(month / 12));
  if (grain === 'YEAR') return year;
  return grain === 'QUARTER'
    ? `${year}-Q${Math.floor((month % 12) / 3) + 1}`
    : `${year}-${twoDigits((month % 12) + 1)}`;
}

/** Whether a period of this grain ends before a month. */
export function endsAt(month: Month, grain: TimeGrain): boolean {
  return month % MONTHS_IN[grain] === 0;
}

/** The coarsest grain that can tell these months apart from those before, not coarser than the one asked for. */
export function grainOf(bounds: readonly Month[], asked: TimeGrain): TimeGrain {
  const grains = [...TIME_GRAINS].reverse().filter((grain) => MONTHS_IN[grain] <= MONTHS_IN[asked]);
  return grains.find((grain) => bounds.every((month) => endsAt(month, grain))) ?? 'MONTH';
}

/** How coarse a grain is on an axis of a finer one: 0 is the axis' own. */
export function levelOfGrain(grain: TimeGrain, axisGrain: TimeGrain): number {
  return TIME_GRAINS.indexOf(grain) - TIME_GRAINS.indexOf(axisGrain);
}

/**
 * Time as a dimension: the periods in which there are facts, and no others, because an empty period is a small cell and
 * would cost the number of a full one.
 * @param undated whether there is a place more, never shown, for what belongs to no period
 */
export function timeAxis(grain: TimeGrain, months: Months, undated: boolean): CodedAxis {
  const grains = TIME_GRAINS.slice(TIME_GRAINS.indexOf(grain));
  const codes = grains.map((one) => [...new Set(monthsIn(months).map((month) => periodOf(month, one)))]);
  const own = codes[0] ?? [];
  const places = new Map(own.map((code, place) => [code, place]));
  const parents = codes.slice(1).map((coarser, level) => {
    const firstMonths = firstMonthsOf(months, grains[level] as TimeGrain);
    const blocks = firstMonths.map((month) => coarser.indexOf(periodOf(month, grains[level + 1] as TimeGrain)));
    return undated ? [...blocks, coarser.length] : blocks;
  });
  return {
    axis: { size: own.length + Number(undated), parents },
    levels: codes.map((list) => (undated ? [...list, null] : list)),
    place: (day) => {
      const place = day === null ? undefined : places.get(periodOf(monthOf(day), grain));
      if (place === undefined && !undated) throw new RangeError('a fact lies in no period that there are facts of');
      return place ?? own.length;
    },
  };
}

function firstMonthsOf(months: Months, grain: TimeGrain): Month[] {
  const all = monthsIn(months);
  return all.filter((month, place) => place === 0 || periodOf(month, grain) !== periodOf(month - 1, grain));
}

/** The finest values of an axis whose periods lie in a range. */
export function valuesBetween({ levels }: CodedAxis, grain: TimeGrain, { from, until }: Months): number[] {
  const wanted = new Set(monthsIn({ from, until }).map((month) => periodOf(month, grain)));
  return (levels[0] ?? []).flatMap((code, place) => (code !== null && wanted.has(code) ? [place] : []));
}

function monthsIn({ from, until }: Months): Month[] {
  return Array.from({ length: Math.max(0, until - from) }, (_, place) => from + place);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
