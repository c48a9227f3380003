import type { FieldAbsence } from '../model/absence.js';
import { nameKey } from '../model/person-name.js';
import type { JoinedRecord } from './absent.js';
import { CONFLICTS } from './conflict-fields.js';
import { levelOf, rankedStatements, type Statement, statedValue } from './person.js';
import type { ReadPlan } from './plan.js';
import { provenanceOf } from './provenance.js';
import { type CaseInput, staleness, toldAbsence } from './table-read.js';

/**
 * What two sources say differently: every value with its provenance, the strongest source level first; and why some
 * conflicts may be missing, because a statement that was not read contradicts nothing.
 */
export function composeConflicts(
  plan: ReadPlan,
  input: CaseInput,
): { conflicts: JoinedRecord[]; absence?: FieldAbsence } {
  let absence: FieldAbsence | undefined;
  let stale: FieldAbsence | undefined;
  const conflicts = Object.entries(CONFLICTS).flatMap(([kind, field]) => {
    const group = plan.person.find(({ fields }) => fields.includes(field));
    if (!group) return [];
    for (const read of group.tables) absence ??= toldAbsence(read, input);
    stale ??= staleness(group.tables, input);
    const statements = rankedStatements(group.tables, input).filter(
      (statement) => statedValue(statement, field) != null,
    );
    const differs = statements.some(
      (statement) => !agree(statedValue(statement, field), statedValue(statements[0] as Statement, field)),
    );
    return differs ? [{ field: kind, values: statements.map((statement) => conflictValue(statement, field)) }] : [];
  });
  return { conflicts, absence: absence ?? stale };
}

function conflictValue(statement: Statement, field: string): JoinedRecord {
  const value = statedValue(statement, field);
  return {
    values: Array.isArray(value) ? value : [value],
    sourceLevel: levelOf(statement),
    provenance: provenanceOf(statement.read, statement.row),
  };
}

/** Two statements agree when they say the same, or one says it only less precisely (`1978` and `1978-03`). */
function agree(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return [...one].sort().join() === [...other].sort().join();
  if (typeof one !== 'string' || typeof other !== 'string') return one === other;
  if (/^\d{4}(-\d{2}){0,2}$/.test(one) && /^\d{4}/.test(other)) return one.startsWith(other) || other.startsWith(one);
  return nameKey(one) === nameKey(other);
}
