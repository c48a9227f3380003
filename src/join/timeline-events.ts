import type { Category } from '../model/category.js';

/** One kind of event on a case's timeline: a date of a joined record, under that record's category. */
export interface TimelineEventKind {
  readonly kind: string;
  readonly category: Category;
  /** Edges from the case to the record that holds the date. */
  readonly edge: string;
  readonly type: string;
  readonly field: string;
}

/** Every kind of event. An event is shown exactly where its date is. */
export const timelineEvents: readonly TimelineEventKind[] = [
  { kind: 'SHELTER_ARRIVAL', category: 'shelter.stay', edge: 'shelterStays', type: 'ShelterStay', field: 'arrivedAt' },
  {
    kind: 'SHELTER_DEPARTURE',
    category: 'shelter.stay',
    edge: 'shelterStays',
    type: 'ShelterStay',
    field: 'departedAt',
  },
  { kind: 'CASE_TABLE_DECISION', category: 'plan.scenario', edge: 'plan', type: 'Plan', field: 'decidedAt' },
  { kind: 'GUIDANCE_STARTED', category: 'guidance.trajectory', edge: 'guidance', type: 'Guidance', field: 'startedAt' },
  { kind: 'GUIDANCE_ENDED', category: 'guidance.trajectory', edge: 'guidance', type: 'Guidance', field: 'endedAt' },
  {
    kind: 'APPLICATION_SUBMITTED',
    category: 'decision.status',
    edge: 'applications',
    type: 'Application',
    field: 'submittedAt',
  },
  {
    kind: 'APPLICATION_DECIDED',
    category: 'decision.status',
    edge: 'applications',
    type: 'Application',
    field: 'decidedAt',
  },
  {
    kind: 'RETURN_DECISION',
    category: 'decision.legal',
    edge: 'applications',
    type: 'Application',
    field: 'returnDecisionAt',
  },
  {
    kind: 'RETURN_PROCEDURE_OPENED',
    category: 'return.status',
    edge: 'returnProcedures',
    type: 'ReturnProcedure',
    field: 'openedAt',
  },
  {
    kind: 'RETURN_PROCEDURE_CLOSED',
    category: 'return.status',
    edge: 'returnProcedures',
    type: 'ReturnProcedure',
    field: 'closedAt',
  },
  {
    kind: 'MEASURE_IMPOSED',
    category: 'supervision.measure',
    edge: 'supervision',
    type: 'Supervision',
    field: 'measureFrom',
  },
  {
    kind: 'IDENTITY_ESTABLISHED',
    category: 'identity.research',
    edge: 'identity',
    type: 'Identity',
    field: 'establishedAt',
  },
  { kind: 'OUTFLOW', category: 'outflow.reason', edge: 'outflow', type: 'Outflow', field: 'leftAt' },
];
