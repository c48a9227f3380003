import { type JoinedRecord, markAbsent } from './absent.js';
import { composeEdges, composeLatest } from './compose.js';
import { composeConflicts } from './conflicts.js';
import { composeInvestigations } from './investigation.js';
import { composePerson } from './person.js';
import type { ReadPlan } from './plan.js';
import { type CaseInput, possibleAbsence } from './table-read.js';
import { composeTimeline } from './timeline.js';

/** One case as this operation may see it: plain values in the shape of the schema, nothing left to decide. */
export function composeCase(plan: ReadPlan, input: CaseInput): JoinedRecord {
  const joined: JoinedRecord = { id: input.key.id };
  ownFields(plan, joined, input);
  if (plan.demand.touches('Person')) joined.person = composePerson(plan, input);
  composeEdges(plan.case.nested, joined, input);
  if (plan.demand.asks('Case', 'conflicts')) {
    const { conflicts, absence } = composeConflicts(plan, input);
    joined.conflicts = conflicts;
    if (absence) markAbsent(joined, ['conflicts'], absence);
  }
  if (plan.demand.asks('Case', 'timeline')) {
    const { events, absence } = composeTimeline(joined);
    joined.timeline = events;
    if (absence) markAbsent(joined, ['timeline'], absence);
  }
  if (plan.marks) {
    const withheld = plan.marks.needConsent && !input.key.consented;
    composeInvestigations(joined, { marks: input.marks, withheld });
  }
  return joined;
}

function ownFields(plan: ReadPlan, joined: JoinedRecord, input: CaseInput): void {
  const [table] = plan.ownCase.tables;
  if (!table) return;
  const { value } = composeLatest(plan.ownCase, input);
  Object.assign(joined, value);
  if (value) return;
  const absence = possibleAbsence(table, input);
  if (absence) markAbsent(joined, [...table.fields.map(([field]) => field), 'provenance'], absence);
}
