import { CONFLICT_FIELDS } from './conflict-fields.js';
import { timelineEvents } from './timeline-events.js';

/** What an operation asks for, as `Type.field` coordinates. */
export interface Demand {
  asks(type: string, field: string): boolean;
  /** Whether the caller itself asks for it: not only as an input of a derived field. */
  shows(type: string, field: string): boolean;
  /** Whether any field of the type is asked for. */
  touches(type: string): boolean;
}

/**
 * The demand of an operation. Derived fields ask for their inputs: `timeline` for the dates of every event,
 * `conflicts` for the values that can conflict, so that each input is decided on by its own category.
 */
export function demandOf(coordinates: Iterable<string>): Demand {
  const shown = new Set(coordinates);
  const asked = new Set(shown);
  if (asked.has('Case.timeline')) for (const event of timelineEvents) addWithProvenance(asked, event.type, event.field);
  if (asked.has('Case.conflicts')) for (const field of CONFLICT_FIELDS) addWithProvenance(asked, 'Person', field);
  const types = new Set([...asked].map((coordinate) => coordinate.split('.', 1)[0] as string));
  return {
    asks: (type, field) => asked.has(`${type}.${field}`),
    shows: (type, field) => shown.has(`${type}.${field}`),
    touches: (type) => types.has(type),
  };
}

function addWithProvenance(asked: Set<string>, type: string, field: string): void {
  asked.add(`${type}.${field}`);
  asked.add(`${type}.provenance`);
}
