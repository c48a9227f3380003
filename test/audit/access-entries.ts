import type { AccessEntry, Subject, SubjectAccess } from '../../src/audit/access-entry.js';
import { joinTrace } from '../../src/model/trace-context.js';

/** The IND's activity, as the policy names it. */
export const IND_ACTIVITY = 'https://ketenzicht.example/processing-activities/ind-residence-decision/v2';
/** The AVIM's. */
export const AVIM_ACTIVITY = 'https://ketenzicht.example/processing-activities/avim-supervision/v2';

/** What differs between the entries of a test. */
export interface Stated {
  readonly subjects: readonly Subject[];
  readonly activity?: string;
  readonly organisation?: string;
  readonly traceparent?: string;
  readonly status?: SubjectAccess['status'];
  readonly startedAt?: Date;
}

/** An entry of both logs, about these persons. */
export function anEntry({ subjects, ...stated }: Stated): AccessEntry {
  const { activity = IND_ACTIVITY, organisation = 'ind', traceparent, status = 'OK' } = stated;
  const startedAt = stated.startedAt ?? new Date();
  const trace = joinTrace(traceparent);
  return {
    audit: {
      at: startedAt.toISOString(),
      traceId: trace.traceId,
      spanId: trace.spanId,
      action: 'query',
      organisation,
      client: 'the client',
      officer: 'the officer',
      categories: ['case.status'],
      counts: { subjects: subjects.length },
      result: 'OK',
    },
    trace,
    activity,
    name: 'query',
    startedAt,
    endedAt: new Date(startedAt.getTime() + 5),
    subjects: subjects.map((subject) => ({ subject, categories: ['case.status', 'person.name'], status })),
  };
}
