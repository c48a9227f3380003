import type { FieldAbsence } from '../model/absence.js';
import { ABSENT, type JoinedRecord, STALE } from './absent.js';
import { timelineEvents } from './timeline-events.js';

/** One dated event of a case, from one joined record. */
export interface TimelineEvent {
  readonly kind: string;
  readonly at: string;
  readonly provenance: unknown;
}

/** The events of a composed case, the oldest first; and why some may be missing. */
export function composeTimeline(joined: JoinedRecord): { events: TimelineEvent[]; absence?: FieldAbsence } {
  const events: TimelineEvent[] = [];
  let absence: FieldAbsence | undefined;
  for (const { kind, edge, field } of timelineEvents) {
    absence = graver(absence, joined[ABSENT]?.[edge]);
    for (const record of recordsAt(joined[edge])) {
      absence = graver(absence, record[ABSENT]?.[field]);
      const at = record[field];
      if (typeof at === 'string') events.push({ kind, at, provenance: record.provenance });
    }
  }
  events.sort((a, b) => compare(a.at, b.at) || compare(a.kind, b.kind));
  return { events, absence };
}

/** The first reason counts, but that something is old only where nothing is missing. */
function graver(one: FieldAbsence | undefined, other: FieldAbsence | undefined): FieldAbsence | undefined {
  return one === undefined || (one === STALE && other !== undefined) ? other : one;
}

function recordsAt(value: unknown): JoinedRecord[] {
  if (Array.isArray(value)) return value as JoinedRecord[];
  return value ? [value as JoinedRecord] : [];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
