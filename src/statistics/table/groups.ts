import type { Question } from '../question.js';
import { type CodedAxis, coverOf, leavesOf, type Node } from './coded-axis.js';
import type { TableAxes } from './count.js';
import { type AxisName, axisNameOf, type Dimension, durabilityOf } from './dimensions.js';
import { levelOfGrain, type TimeGrain, valuesBetween } from './time-axis.js';

/** One row of an answer: what it is of, and the cells that it is put together from. */
export interface Group {
  /** Code of each dimension that it is grouped by. */
  readonly values: ReadonlyMap<Dimension, string>;
  /** For each axis of the table, the nodes whose sum it is. One node each: the group is an atomic cell. */
  readonly cover: readonly (readonly Node[])[];
}

/** What groups are made from. */
export interface Grouping {
  readonly question: Question;
  readonly axes: TableAxes;
  /** The grain of the axis of time. */
  readonly timeGrain: TimeGrain;
}

/** The group of everybody whom filters and period leave. */
export function wholeGroup(grouping: Grouping): Group {
  const cover = [...grouping.axes].map(([name, coded]) => coverOf(coded, leftOf(grouping, name, coded)));
  return { values: new Map(), cover };
}

/**
 * The rows of an answer, in the order of their codes: every combination of the values that the question leaves, whether
 * or not anybody is in it. What belongs to no period has no row.
 */
export function groupsOf(grouping: Grouping): Group[] {
  return grouping.question.groupBy.reduce<Group[]>(
    (groups, dimension) => {
      const name = axisNameOf(dimension);
      const coded = grouping.axes.get(name) as CodedAxis;
      const place = [...grouping.axes.keys()].indexOf(name);
      const values = valuesOf(grouping, dimension, leftOf(grouping, name, coded));
      return groups.flatMap((group) =>
        values.map(([code, leaves]) => ({
          values: new Map([...group.values, [dimension, code]]),
          cover: group.cover.with(place, coverOf(coded, leaves)),
        })),
      );
    },
    [wholeGroup(grouping)],
  );
}

/** The values of a dimension, each with the finest values that are left of it. */
function valuesOf({ question, axes, timeGrain }: Grouping, dimension: Dimension, left: ReadonlySet<number>) {
  const coded = axes.get(axisNameOf(dimension)) as CodedAxis;
  const level = dimension === 'PERIOD' ? levelOfGrain(question.grain, timeGrain) : 0;
  const values = new Map<string, Set<number>>();
  for (const [index, code] of (coded.levels[level] ?? []).entries()) {
    const leaves = leavesOf(coded, { level, index }).filter((leaf) => left.has(leaf));
    if (code === null || leaves.length === 0) continue;
    const named = dimension === 'DURABILITY' ? durabilityOf(code) : code;
    values.set(named, new Set([...(values.get(named) ?? []), ...leaves]));
  }
  return [...values];
}

/** The finest values of an axis that filters and period leave. */
function leftOf({ question, timeGrain }: Grouping, name: AxisName, coded: CodedAxis): Set<number> {
  if (name === 'PERIOD' && question.range) return new Set(valuesBetween(coded, timeGrain, question.range));
  const codes = question.narrowed.get(name);
  const all = Array.from({ length: coded.axis.size }, (_, leaf) => leaf);
  return new Set(codes ? all.filter((leaf) => codes.has(coded.levels[0]?.[leaf] ?? '')) : all);
}
