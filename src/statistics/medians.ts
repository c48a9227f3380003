import { type DurationCount, protectMedian } from './disclosure/index.js';
import { leavesOf } from './table/coded-axis.js';
import { columnOf, type Query, type TableAxes } from './table/count.js';
import type { Group } from './table/groups.js';

/** The median of a group whose count is told as this; null where it is suppressed. */
export type MedianOf = (group: Group, count: number | null) => number | null;

type DurationRow = Readonly<Record<string, string | number | null>> & {
  readonly days: number;
  readonly persons: number;
};

/**
 * Reads the durations of groups that are one atomic cell each. Of groups put together from several there is no median:
 * two that differ in one cell would tell that cell's people apart.
 * @param groups for which medians are wanted; nothing is read for none
 */
export async function readMedians(query: Query, axes: TableAxes, groups: readonly Group[]): Promise<MedianOf> {
  const atomic = groups.filter(({ cover }) => cover.every((nodes) => nodes.length === 1));
  if (atomic.length === 0) return () => null;
  const durations = durationsByPlace(axes, await query<DurationRow>(durationSql(axes), []));
  const kept = new Map(atomic.map((group) => [group, gathered(axes, durations, group)]));
  return (group, count) => protectMedian(count, kept.get(group) ?? []);
}

/** How many people of each finest cell stayed for so many days. */
function durationSql(axes: TableAxes): string {
  const columns = [...axes.keys()].map((name, place) => `${columnOf(name, 'left_month')} as d${place}`);
  const groups = Array.from({ length: columns.length + 1 }, (_, place) => String(place + 1));
  return (
    `select ${[...columns, 'stay_days as days', 'count(*)::int as persons'].join(', ')} from statistics.fact ` +
    `where left_month is not null and stay_days is not null group by ${groups.join(', ')}`
  );
}

function durationsByPlace(axes: TableAxes, rows: readonly DurationRow[]): Map<string, DurationCount[]> {
  const coded = [...axes.values()];
  const byPlace = new Map<string, DurationCount[]>();
  for (const row of rows) {
    const key = coded.map(({ place }, n) => place((row[`d${n}`] ?? null) as string | null)).join(' ');
    const known = byPlace.get(key);
    if (known) known.push(row);
    else byPlace.set(key, [row]);
  }
  return byPlace;
}

function gathered(
  axes: TableAxes,
  durations: ReadonlyMap<string, readonly DurationCount[]>,
  { cover }: Group,
): DurationCount[] {
  const coded = [...axes.values()];
  const leaves = cover.map((nodes, axis) => {
    const [known, node] = [coded[axis], nodes[0]];
    return known && node ? leavesOf(known, node) : [];
  });
  const places = leaves.reduce<string[]>(
    (keys, values) => keys.flatMap((key) => values.map((value) => `${key} ${value}`.trim())),
    [''],
  );
  return places.flatMap((key) => durations.get(key) ?? []);
}
