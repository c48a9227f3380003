import { KetenzichtError } from '../model/errors.js';
import { MAXIMUM_AXES } from './disclosure/index.js';
import { COUNTED_OUTCOMES, FIRST_YEAR } from './facts/codes.js';
import { type AxisName, axisNameOf, type Dimension, durabilityOf } from './table/dimensions.js';
import { firstDayOf, type Month, monthOf, type TimeGrain } from './table/time-axis.js';

/** Who is counted (wie er geteld worden). */
export const POPULATIONS = ['ENTERED', 'LEFT', 'PRESENT'] as const;

/** Who is counted: who came in a period, who left in it, who was there at its end. */
export type Population = (typeof POPULATIONS)[number];

/** What is asked, as it comes in: valid by its types, and no more. */
export interface AskedStatistics {
  readonly population: Population;
  readonly groupBy: readonly Dimension[];
  readonly grain: TimeGrain;
  /** First day; null: from the beginning. */
  readonly from: string | null;
  /** The day before which it ends; null: until now. */
  readonly until: string | null;
  /** Values to which each dimension is narrowed. */
  readonly filter: Readonly<Partial<Record<Dimension, readonly string[] | null>>>;
}

/** A question that can be answered. */
export interface Question {
  readonly population: Population;
  readonly groupBy: readonly Dimension[];
  readonly grain: TimeGrain;
  /** Months from … until, the second not included. Null where the time is not narrowed. */
  readonly range: { readonly from: Month; readonly until: Month } | null;
  /** Codes of the finest values to which an axis is narrowed. */
  readonly narrowed: ReadonlyMap<AxisName, ReadonlySet<string>>;
  /** The axes that it touches: never more than disclosure control takes. */
  readonly axes: ReadonlySet<AxisName>;
  /** The month after this one: nothing is known from then on. */
  readonly ahead: Month;
}

/**
 * Checks a question. At most three dimensions, filters included: each one more would single out more people.
 * @param today Dutch day
 * @throws KetenzichtError `BAD_USER_INPUT` that says what to ask instead
 */
export function questionOf(asked: AskedStatistics, today: string): Question {
  const { population, groupBy, grain } = asked;
  if (new Set(groupBy.map(axisNameOf)).size < groupBy.length) {
    throw refused('Group by each dimension once. OUTCOME and DURABILITY are one: ask for either.');
  }
  const ahead = monthOf(today) + 1;
  const range = rangeOf(asked, ahead);
  const narrowed = narrowedOf(asked.filter);
  const touched = [
    ...groupBy.map(axisNameOf),
    ...narrowed.keys(),
    ...(range || population === 'PRESENT' ? ['PERIOD' as const] : []),
  ];
  const axes = new Set<AxisName>(touched);
  if (population !== 'LEFT' && axes.has('OUTCOME')) {
    throw refused('OUTCOME and DURABILITY are of people who left. Ask for the population LEFT, or leave them out.');
  }
  if (axes.size > MAXIMUM_AXES) {
    throw refused(`Use at most ${MAXIMUM_AXES} dimensions, those of filters and of the period included.`);
  }
  return { population, groupBy, grain, range, narrowed, axes, ahead };
}

function rangeOf({ population, groupBy, from, until }: AskedStatistics, ahead: Month): Question['range'] {
  const grouped = groupBy.includes('PERIOD');
  if (from === null && until === null && !grouped && population !== 'PRESENT') return null;
  const [first, last] = [from === null ? 0 : monthOf(from), until === null ? ahead : monthOf(until)];
  const open = { from: firstDayOf(0), until: firstDayOf(ahead) };
  if (first < 0 || last > ahead) throw refused(`Facts go from ${FIRST_YEAR}-01-01 until ${open.until}. Stay within.`);
  if ([from, until].some((day) => day !== null && !day.endsWith('-01'))) {
    throw refused('Facts know months and no days: begin and end on the first day of a month.');
  }
  if (first >= last) throw refused('`from` must lie before `until`.');
  return { from: first, until: last };
}

function narrowedOf(filter: AskedStatistics['filter']): Map<AxisName, Set<string>> {
  const narrowed = new Map<AxisName, Set<string>>();
  for (const [name, values] of Object.entries(filter)) {
    if (values == null) continue;
    if (values.length === 0) throw refused('A filter names at least one value. Leave it out to mean all.');
    const dimension = name as Dimension;
    const finest = dimension === 'DURABILITY' ? outcomesOf(values) : values;
    const before = narrowed.get(axisNameOf(dimension));
    narrowed.set(axisNameOf(dimension), new Set(before ? finest.filter((value) => before.has(value)) : finest));
  }
  if ([...narrowed.values()].some((values) => values.size === 0)) {
    throw refused('These filters leave no value: no outcome among them is of that durability.');
  }
  return narrowed;
}

function outcomesOf(durabilities: readonly string[]): string[] {
  return COUNTED_OUTCOMES.filter((outcome) => durabilities.includes(durabilityOf(outcome)));
}

function refused(message: string): KetenzichtError {
  return new KetenzichtError('BAD_USER_INPUT', message);
}
