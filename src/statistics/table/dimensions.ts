import { DURABILITY_OF, type Durability } from '../../sources/shelter/code-lists.js';
import {
  COUNTED_APPLICATIONS,
  COUNTED_OUTCOMES,
  COUNTED_RETURN_PROCEDURES,
  COUNTED_SCENARIOS,
  type CountedOutcome,
} from '../facts/codes.js';
import { NATIONALITY_GROUPS } from '../facts/nationality-groups.js';
import { type CodedAxis, flatAxis } from './coded-axis.js';

/** What people can be grouped by (dimensies). A `DURABILITY` is put together from `OUTCOME`s, on one axis. */
export const DIMENSIONS = [
  'PERIOD',
  'MUNICIPALITY',
  'NATIONALITY_GROUP',
  'SCENARIO',
  'OUTCOME',
  'DURABILITY',
  'APPLICATION',
  'RETURN_PROCEDURE',
] as const;

/** What people can be grouped by. */
export type Dimension = (typeof DIMENSIONS)[number];

/** The axes under the dimensions, in the one order in which every table has them. */
export const AXES = [
  'PERIOD',
  'MUNICIPALITY',
  'NATIONALITY_GROUP',
  'SCENARIO',
  'OUTCOME',
  'APPLICATION',
  'RETURN_PROCEDURE',
] as const;

/** One axis of a table. */
export type AxisName = (typeof AXES)[number];

/** The axis of a dimension. */
export function axisNameOf(dimension: Dimension): AxisName {
  return dimension === 'DURABILITY' ? 'OUTCOME' : dimension;
}

/** Durability of an outcome; what is not stated lasts no longer than what is not. */
export function durabilityOf(outcome: string): Durability {
  return outcome === 'NOT_STATED' ? 'NONE' : DURABILITY_OF[outcome as Exclude<CountedOutcome, 'NOT_STATED'>];
}

/** Column of the facts behind an axis; that of a period depends on who is counted. */
export const COLUMN_OF: Readonly<Record<Exclude<AxisName, 'PERIOD'>, string>> = {
  MUNICIPALITY: 'municipality',
  NATIONALITY_GROUP: 'nationality_group',
  SCENARIO: 'scenario',
  OUTCOME: 'outcome',
  APPLICATION: 'application',
  RETURN_PROCEDURE: 'return_procedure',
};

/**
 * The axis of a dimension other than time.
 * @param municipalities all that have facts, and those of the configuration
 */
export function codedAxis(name: Exclude<AxisName, 'PERIOD'>, municipalities: readonly string[]): CodedAxis {
  if (name === 'MUNICIPALITY') return flatAxis(municipalities);
  return FIXED[name];
}

/** First on an axis stands what may rather be missing beside a small number: disclosure control takes it first. */
function firstOf<Code extends string>(codes: readonly Code[], ...first: readonly Code[]): CodedAxis {
  return flatAxis([...first, ...codes.filter((code) => !first.includes(code))]);
}

const FIXED: Readonly<Record<Exclude<AxisName, 'PERIOD' | 'MUNICIPALITY'>, CodedAxis>> = {
  NATIONALITY_GROUP: firstOf(NATIONALITY_GROUPS, 'OTHER', 'STATELESS_OR_UNKNOWN'),
  SCENARIO: firstOf(COUNTED_SCENARIOS, 'NONE', 'UNDER_INVESTIGATION'),
  OUTCOME: firstOf(COUNTED_OUTCOMES, 'OTHER', 'NOT_STATED'),
  APPLICATION: flatAxis(COUNTED_APPLICATIONS),
  RETURN_PROCEDURE: flatAxis(COUNTED_RETURN_PROCEDURES),
};
