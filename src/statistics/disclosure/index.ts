export { type DurationCount, MEDIAN_ROUNDING_DAYS, MINIMUM_DURATIONS, protectMedian } from './median.js';
export { type ProtectedTable, protect } from './protect.js';
export { MINIMUM_CELL, type OffsetOf, ROUNDING_BASE } from './round.js';
export { type Axis, type CountTable, MAXIMUM_AXES, MAXIMUM_CELLS } from './table.js';
