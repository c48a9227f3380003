import fc from 'fast-check';
import type { Axis } from '../../../src/statistics/disclosure/index.js';
import { flat } from './populations.js';
import type { Answer, Protection } from './questions.js';

/** One stay: when somebody came, when they left (or not yet), and two things that are known of them. */
interface Stay {
  readonly came: number;
  readonly left: number | null;
  readonly city: number;
  readonly group: number;
}

/** How many persons have each stay that there can be: the unknowns of an attacker who asks at every moment. */
export interface History {
  readonly stays: readonly Stay[];
  readonly counts: readonly number[];
}

const MONTHS = 3;
const CITIES = 2;
const GROUPS = 2;

const STAYS: readonly Stay[] = upTo(MONTHS).flatMap((came) =>
  [null, ...upTo(MONTHS).filter((left) => left >= came)].flatMap((left) =>
    upTo(CITIES).flatMap((city) => upTo(GROUPS).map((group) => ({ came, left, city, group }))),
  ),
);

const count = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 12 }) },
  { weight: 1, arbitrary: fc.integer({ min: 13, max: 60 }) },
);

/** Histories of some months, in which people come and go. */
export const anyHistory: fc.Arbitrary<History> = fc
  .array(count, { minLength: STAYS.length, maxLength: STAYS.length })
  .map((counts) => ({ stays: STAYS, counts }));

/** One of the dimensions in which a stay has a value. */
type Dimension = readonly [name: string, axis: Axis, placeOf: (stay: Stay) => number];

const CITY: Dimension = ['city', flat(CITIES), ({ city }) => city];
const GROUP: Dimension = ['group', flat(GROUPS), ({ group }) => group];
const CAME: Dimension = ['month', flat(MONTHS), ({ came }) => came];
const LEFT: Dimension = ['month', flat(MONTHS), ({ left }) => left ?? 0];

/** A table: who is counted, and by what. */
type Table = readonly [includes: (stay: Stay) => boolean, dimensions: readonly Dimension[]];

/**
 * Every table of whom there is one for each moment: who came and who left by month, who was there at each month's end, who
 * had come and who had left by it.
 */
const TABLES: readonly Table[] = [
  [() => true, [CAME, CITY, GROUP]],
  [({ left }) => left !== null, [LEFT, CITY, GROUP]],
  ...upTo(MONTHS).flatMap((month): Table[] => [
    [({ came, left }) => came <= month && (left === null || left > month), [CITY, GROUP]],
    [({ came }) => came <= month, [CITY, GROUP]],
    [({ left }) => left !== null && left <= month, [CITY, GROUP]],
  ]),
];

/** Every answer of every table at every moment. */
export function askMoments(history: History, protection: Protection): Answer[] {
  return TABLES.flatMap((table) => askTable(history, table, protection));
}

/** What an attacker is after besides: how many had each stay. No table tells it. */
export function everyStay({ counts }: History): Omit<Answer, 'value'>[] {
  return counts.map((exact, stay) => ({ ...groupOf([stay]), exact, dimensions: 4 }));
}

function askTable({ stays, counts }: History, [includes, dimensions]: Table, protection: Protection): Answer[] {
  const axes = dimensions.map(([, axis]) => axis);
  const sumOf = (group: readonly number[]) => group.reduce((sum, stay) => sum + (counts[stay] as number), 0);
  const groupAt = (levels: readonly number[], indexes: readonly number[]) =>
    stays.flatMap((stay, place) => {
      const inside = dimensions.every(([, , placeOf], at) => levels[at] === 1 || placeOf(stay) === indexes[at]);
      return includes(stay) && inside ? [place] : [];
    });
  const finest = axes.map(() => 0);
  const cells = combinations(axes.map(({ size }) => size)).map((indexes) => sumOf(groupAt(finest, indexes)));
  const ask = protection({ axes, counts: cells }, (levels, indexes) =>
    dimensions.flatMap(([name], at) => (levels[at] === 0 ? [`${name}=${indexes[at]}`] : [])).join(' '),
  );
  return combinations(axes.map(() => 2)).flatMap((levels) =>
    combinations(axes.map(({ size }, at) => (levels[at] === 0 ? size : 1))).map((indexes) => {
      const group = groupAt(levels, indexes);
      const dimensions = levels.filter((level) => level === 0).length;
      return { ...groupOf(group), exact: sumOf(group), dimensions, value: ask(levels, indexes) };
    }),
  );
}

/** A group by its stays: the same one may have several names, and be told in several tables. */
function groupOf(group: readonly number[]) {
  return { name: `stays ${group.join(' ')}`, group };
}

function combinations(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (all, size) => all.flatMap((start) => upTo(size).map((value) => [...start, value])),
    [[]],
  );
}

function upTo(size: number): number[] {
  return Array.from({ length: size }, (_, value) => value);
}
