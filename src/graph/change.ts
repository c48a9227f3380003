import type { SubjectAccess } from '../audit/access-entry.js';
import { type ChangeFacts, type ChangeParts, loggedChange } from '../audit/logged-change.js';
import { within } from '../model/span.js';
import { activityOf } from '../policy/policy.js';
import { entryOf } from './access-record.js';
import type { ChangeRunner, RequestContext } from './context.js';

/** Every mutation goes through here. A refusal is logged with the answer. */
export function changeRunner(parts: ChangeParts): ChangeRunner {
  return async (context, facts, run) => {
    const { principal, purpose, view } = context.caller;
    const entry = (caseId: string | undefined) => changeEntry(context, facts, caseId);
    const changing = {
      organisation: principal.organisation,
      purpose,
      activity: activityOf(context.policy, view),
      as: facts.as,
      entry,
    };
    const begun = { name: 'change', attributes: { 'db.system.name': 'postgresql' }, role: 'CLIENT' } as const;
    const value = await within(context.trace.span, begun, () => loggedChange(parts, changing, run));
    context.changes += 1;
    return value;
  };
}

function changeEntry(context: RequestContext, { name, categories, about }: ChangeFacts, caseId: string | undefined) {
  const subjects: SubjectAccess[] = caseId ? [{ subject: { caseId }, categories, status: 'OK' }] : [];
  const outcome = { facts: context.facts, errors: [], answered: true };
  const entry = entryOf(context, { subjects, categories, outcome, name });
  return { ...entry, audit: { ...entry.audit, action: name, about } };
}
