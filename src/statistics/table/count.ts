import type { SnapshotReader } from '../../database/snapshot-reader.js';
import type { CountTable } from '../disclosure/index.js';
import type { CodedAxis } from './coded-axis.js';
import { AXES, type AxisName, COLUMN_OF } from './dimensions.js';
import { firstDayOf, type Month } from './time-axis.js';

/** The axes of a table, in their one order. */
export type TableAxes = ReadonlyMap<AxisName, CodedAxis>;

/** The part of a snapshot that statistics read with. */
export type Query = SnapshotReader['query'];

/** Those who came, and those who left: the month that is their time, and who belongs to them. */
export const FLOWS = {
  ENTERED: { month: 'arrived_month', where: 'true' },
  LEFT: { month: 'left_month', where: 'left_month is not null' },
} as const;

/** SQL: was there when the day `$1` began. */
export const THERE = 'arrived_month < $1::date and (left_month is null or left_month >= $1::date)';

/** Who came, or who left. */
export type Flow = keyof typeof FLOWS;

/**
 * Counts facts over the axes of a table: exact, for disclosure control and nothing else. What is read does not depend
 * on filters; they choose among what may be told.
 */
export async function countFlow(query: Query, flow: Flow, axes: TableAxes): Promise<CountTable> {
  const { month, where } = FLOWS[flow];
  return tableOf(axes, await query<CountRow>(countSql(axes, month, where), []));
}

/** Counts who had come, or had left, by the beginning of a month. `axes` has no time. */
export async function countUntil(query: Query, flow: Flow, axes: TableAxes, until: Month): Promise<CountTable> {
  const { month } = FLOWS[flow];
  return tableOf(axes, await query<CountRow>(countSql(axes, month, `${month} < $1::date`), [firstDayOf(until)]));
}

/**
 * Counts who was there when each of some months began: had come by then, and had not left by then. One statement, however
 * many they are: what came and went month by month is added up.
 * @param moments in ascending order
 * @param axes without time
 */
export async function countPresent(query: Query, axes: TableAxes, moments: readonly Month[]): Promise<CountTable[]> {
  const moves = await query<MoveRow>(movesSql(axes), []);
  const sorted = moves.toSorted((one, other) => one.day.localeCompare(other.day));
  let counted = 0;
  let table = tableOf(axes, []);
  return moments.map((moment) => {
    const until = sorted.findIndex(({ day }) => day >= firstDayOf(moment));
    const end = until < 0 ? sorted.length : until;
    table = tableOf(axes, sorted.slice(counted, end), table.counts);
    counted = end;
    return table;
  });
}

type MoveRow = CountRow & { readonly day: string };

/** By month: one more for each who came, and one less for each who left. Nobody leaves before they came. */
function movesSql(axes: TableAxes): string {
  const columns = [...axes.keys()].map((name, place) => `${columnOf(name, FLOWS.ENTERED.month)} as d${place}`);
  const [came, left] = [FLOWS.ENTERED.month, `greatest(${FLOWS.LEFT.month}, ${FLOWS.ENTERED.month})`];
  const groups = Array.from({ length: columns.length + 1 }, (_, place) => String(place + 1)).join(', ');
  const moves = [
    `select ${[...columns, `${came} as day`, '1 as moved'].join(', ')} from statistics.fact where ${came} is not null`,
    `select ${[...columns, `${left} as day`, '-1 as moved'].join(', ')} from statistics.fact ` +
      `where ${came} is not null and ${FLOWS.LEFT.month} is not null`,
  ];
  const named = [...columns.map((_, place) => `d${place}`), 'day::text', 'sum(moved)::int as persons'];
  return `select ${named.join(', ')} from (${moves.join(' union all ')}) m group by ${groups}`;
}

type CountRow = Readonly<Record<string, string | number | null>> & { readonly persons: number };

/** The statement that one would write by hand: the facts, grouped. */
function countSql(axes: TableAxes, month: string, where: string): string {
  const columns = [...axes.keys()].map((name, place) => `${columnOf(name, month)} as d${place}`);
  const groups = columns.map((_, place) => String(place + 1));
  const by = groups.length > 0 ? ` group by ${groups.join(', ')}` : '';
  return `select ${[...columns, 'count(*)::int as persons'].join(', ')} from statistics.fact where ${where}${by}`;
}

/** SQL for a fact's value on an axis. */
export function columnOf(name: AxisName, month: string): string {
  return name === 'PERIOD' ? `${month}::text` : COLUMN_OF[name];
}

/** @param before counts to which the rows are added */
function tableOf(axes: TableAxes, rows: readonly CountRow[], before?: readonly number[]): CountTable {
  const coded = [...axes.values()];
  const counts = before ? [...before] : new Array<number>(cellsOf(axes)).fill(0);
  for (const row of rows) {
    const cell = coded.reduce(
      (sum, { axis, place }, n) => sum * axis.size + place((row[`d${n}`] ?? null) as string | null),
      0,
    );
    counts[cell] = (counts[cell] ?? 0) + row.persons;
  }
  return { axes: coded.map(({ axis }) => axis), counts };
}

/** How many finest cells a table has. */
export function cellsOf(axes: TableAxes): number {
  return [...axes.values()].reduce((cells, { axis }) => cells * axis.size, 1);
}

/** Axes in their one order: a cell must be the same cell in whatever order its dimensions were named. */
export function inOrder(names: ReadonlySet<AxisName>): AxisName[] {
  return AXES.filter((name) => names.has(name));
}
