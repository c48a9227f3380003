import { KetenzichtError } from '../model/errors.js';
import type { Extent } from './extent.js';
import { readMedians } from './medians.js';
import type { Question } from './question.js';
import type { TableProtection } from './rounding.js';
import type { CodedAxis } from './table/coded-axis.js';
import { cellsOf, countFlow, countPresent, type Flow, inOrder, type Query, type TableAxes } from './table/count.js';
import { type AxisName, codedAxis } from './table/dimensions.js';
import { type Group, groupsOf, wholeGroup } from './table/groups.js';
import { endsAt, grainOf, type Month, type Months, periodOf, type TimeGrain, timeAxis } from './table/time-axis.js';
import { type StatisticsRow, toldShare, toldSum } from './told.js';

/** An answer. */
export interface StatisticsAnswer {
  readonly rows: readonly StatisticsRow[];
  /** Everybody whom the filters and the period leave. */
  readonly total: StatisticsRow;
}

/** What an answer is made with. */
export interface Asking {
  readonly query: Query;
  readonly extent: Extent;
  readonly protection: TableProtection;
  /** Whether medians are wanted: they are read apart. */
  readonly medians: boolean;
}

/** Rows of one answer, and finest cells behind it: more is for nobody to look at. */
export const MOST_ROWS = 5_000;
const MOST_CELLS = 20_000;
/** Moments at which presence is counted in one answer: each is a table. */
const MOST_MOMENTS = 60;

/**
 * Answers a question. Every number is a cell that disclosure control tells, or the sum of such cells (the query-set rule
 * of `disclosure/README.md`): nothing else is computed from the facts, so that overlapping groups tell nothing more.
 * @throws KetenzichtError `BAD_USER_INPUT` for more cells than an answer has
 */
export async function askStatistics(question: Question, asking: Asking): Promise<StatisticsAnswer> {
  return question.population === 'PRESENT'
    ? askPresent(question, asking)
    : askFlow(question.population, question, asking);
}

async function askFlow(
  flow: Flow,
  question: Question,
  { query, extent, protection, medians }: Asking,
): Promise<StatisticsAnswer> {
  const timeGrain = grainOf(question.range ? [question.range.from, question.range.until] : [], question.grain);
  const axes = axesOf(question.axes, extent, { timeGrain, undated: flow === 'ENTERED' && extent.undated });
  refuseTooMany(cellsOf(axes), MOST_CELLS);
  const grouping = { question, axes, timeGrain };
  const [groups, whole] = [groupsOf(grouping), wholeGroup(grouping)];
  refuseTooMany(groups.length, MOST_ROWS);
  const told = protection.protect(axes, await countFlow(query, flow, axes));
  const median = await readMedians(query, axes, medians && flow === 'LEFT' ? [...groups, whole] : []);
  const total = toldSum(told, whole.cover);
  const row = (group: Group): StatisticsRow => {
    const count = toldSum(told, group.cover);
    return { values: group.values, count, share: toldShare(count, total), medianDays: median(group, count) };
  };
  return { rows: question.groupBy.length > 0 ? groups.map(row) : [], total: row(whole) };
}

/** Each moment is a table of its own: moments are no parts of one another. The total is of the last one. */
async function askPresent(question: Question, { query, extent, protection }: Asking): Promise<StatisticsAnswer> {
  const range = question.range ?? { from: 0, until: question.ahead };
  const axes = axesOf(new Set([...question.axes].filter((name) => name !== 'PERIOD')), extent);
  const groupBy = question.groupBy.filter((dimension) => dimension !== 'PERIOD');
  const grouping = { question: { ...question, groupBy, range: null }, axes, timeGrain: 'MONTH' } as const;
  const [groups, whole] = [groupsOf(grouping), wholeGroup(grouping)];
  const moments = question.groupBy.includes('PERIOD') ? endsBetween(question.grain, range) : [range.until];
  refuseTooMany(moments.length * groups.length, MOST_ROWS);
  refuseTooMany(moments.length, MOST_MOMENTS);
  const tables = (await countPresent(query, axes, moments)).map((counts) => protection.protect(axes, counts));
  const totals = tables.map((told) => toldSum(told, whole.cover));
  const rows = tables.flatMap((told, place) =>
    groups.map(({ values, cover }): StatisticsRow => {
      const count = toldSum(told, cover);
      const period = periodOf((moments[place] as Month) - 1, question.grain);
      const named = question.groupBy.map(
        (name) => [name, name === 'PERIOD' ? period : (values.get(name) ?? '')] as const,
      );
      return { values: new Map(named), count, share: toldShare(count, totals[place] ?? null), medianDays: null };
    }),
  );
  const count = totals.at(-1) ?? null;
  const total = { values: new Map(), count, share: toldShare(count, count), medianDays: null };
  return { rows: question.groupBy.length > 0 ? rows : [], total };
}

/** The ends of whole periods of a grain; the end of the range where it cuts one off. */
function endsBetween(grain: TimeGrain, { from, until }: Months): Month[] {
  const ends = Array.from({ length: until - from }, (_, place) => from + place + 1);
  return ends.filter((end) => endsAt(end, grain) || end === until);
}

/** The axes of a table, laid out by what the facts span. */
export function axesOf(
  names: ReadonlySet<AxisName>,
  { municipalities, months }: Extent,
  { timeGrain, undated }: { timeGrain: TimeGrain; undated: boolean } = { timeGrain: 'MONTH', undated: false },
): TableAxes {
  return new Map(
    inOrder(names).map((name): [AxisName, CodedAxis] => [
      name,
      name === 'PERIOD' ? timeAxis(timeGrain, months, undated) : codedAxis(name, municipalities),
    ]),
  );
}

function refuseTooMany(number: number, most: number): void {
  if (number <= most) return;
  throw new KetenzichtError(
    'BAD_USER_INPUT',
    'These are too many cells. Group by fewer dimensions, by a coarser time grain, or over a shorter period.',
  );
}
