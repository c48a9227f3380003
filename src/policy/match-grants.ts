import { decideTogether } from './decide.js';
import { grantSelect, selectPolicy } from './gateway-grants.js';
import type { Policy, PolicyColumn } from './policy.js';
import { ASKING_ORGANISATION, inReach } from './row-condition.js';

/** Category of records that may belong to a case, and who decided on them. */
export const MATCH_CATEGORY = 'delivery.match';

/** The condition below asks for the municipality's own file, so the view must be able to see that there is one. */
const NEEDED = [MATCH_CATEGORY, 'case.status'] as const;
/** Not the agency's key of the record: it may be a number of the person. */
const COLUMNS = [
  ...['id', 'agency', 'organisation', 'case_id', 'agrees'],
  ...['found_at', 'decision', 'decided_by', 'decided_at'],
];

/**
 * The rows of `app.match_candidate` that a view may see: of cases in reach on which the organisation has a file of its
 * own, because only the municipality that knows the person can tell who it is.
 * @returns an SQL condition over the table's own name; null when the policy does not say `yes` to all that it needs
 */
export function matchRowCondition(policy: Policy, { view }: PolicyColumn): string | null {
  const decision = decideTogether(policy, view, NEEDED);
  if (!decision.permitted || decision.conditions.length > 0) return null;
  const caseId = '"match_candidate".case_id';
  return (
    `exists (select 1 from shelter.case_file f where f.case_id = ${caseId} ` +
    `and f.organisation = ${ASKING_ORGANISATION}) and ${inReach(caseId)}`
  );
}

/** What a view's role reads of `app.match_candidate`. */
export function matchStatements(policy: Policy, column: PolicyColumn, role: string): string[] {
  const condition = matchRowCondition(policy, column);
  if (condition === null) return [];
  return [
    grantSelect('app', 'match_candidate', COLUMNS, role),
    selectPolicy('app', 'match_candidate', role, condition),
  ];
}
