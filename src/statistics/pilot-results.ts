import { KetenzichtError } from '../model/errors.js';
import { OUTFLOW_REASONS } from '../sources/shelter/code-lists.js';
import { type Asking, axesOf } from './ask.js';
import { FIRST_YEAR } from './facts/codes.js';
import type { Question } from './question.js';
import { countUntil, type TableAxes } from './table/count.js';
import type { AxisName } from './table/dimensions.js';
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
  { query, extent, protection }: Omit<Asking, 'medians'>,
  until: Month,
  municipality: string | null,
): Promise<PilotResults> {
  const [byCity, byReason] = [
    axesOf(new Set(['MUNICIPALITY']), extent),
    axesOf(new Set(['MUNICIPALITY', 'OUTCOME']), extent),
  ];
  const [entered, left] = await Promise.all([
    countUntil(query, 'ENTERED', byCity, until).then((table) => protection.protect(byCity, table)),
    countUntil(query, 'LEFT', byReason, until).then((table) => protection.protect(byReason, table)),
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
