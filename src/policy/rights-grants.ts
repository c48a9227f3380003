import { decideTogether } from './decide.js';
import { grantSelect, selectPolicy } from './gateway-grants.js';
import type { Policy, PolicyColumn } from './policy.js';
import { CONSENT_CATEGORY, RECTIFICATION_CATEGORY } from './rights.js';
import { ASKING_ORGANISATION, consentRowCondition, inReach } from './row-condition.js';
import { RECTIFICATIONS, taggedRowCondition } from './tagged-rows.js';

const APP = 'app';
/** What every view with cases reads of a consent: whether it stands. */
const STANDING_COLUMNS = ['case_id', 'partner_kind', 'organisation', 'given_at', 'withdrawn_at'];
/** The rest of the record, for who may see consents as such. */
const RECORD_COLUMNS = ['id', 'recorded_by', 'withdrawn_by'];
/** That a value is under investigation, and since when. */
const MARK_COLUMNS = ['case_id', 'field', 'categories', 'agency', 'requested_at'];
/** The request itself: who asked whom, in what words, and what became of it. */
const REQUEST_COLUMNS = [
  ...['id', 'organisation', 'requested_by', 'statement'],
  ...['outcome', 'outcome_reason', 'decided_at'],
];

/** What a view's role reads of `app.consent`. */
export function consentStatements(policy: Policy, column: PolicyColumn, role: string): string[] {
  const seen = consentRecordCondition(policy, column);
  const columns = seen ? [...STANDING_COLUMNS, ...RECORD_COLUMNS] : STANDING_COLUMNS;
  // Who sees records sees those that say whether a value is open to it among them.
  const condition = seen ?? consentRowCondition(column.partnerKind);
  return [grantSelect(APP, 'consent', columns, role), selectPolicy(APP, 'consent', role, condition)];
}

/**
 * The rows of `app.consent` that a view sees as records, of cases in reach: all of them, or under `own` those that the
 * organisation recorded and those that are for it, alone or with all of its kind. Who is told that a person withdraws
 * must be able to record it.
 * @returns an SQL condition over the table's own name; null when the policy denies. A cell `consent` is a denial here:
 * nobody consents to being shown their consents
 */
export function consentRecordCondition(policy: Policy, { view, partnerKind }: PolicyColumn): string | null {
  const decision = decideTogether(policy, view, [CONSENT_CATEGORY]);
  if (!decision.permitted || decision.conditions.includes('consent')) return null;
  const reached = inReach('"consent".case_id');
  if (decision.conditions.length === 0) return reached;
  return `${reached} and ("consent".recorded_by = ${ASKING_ORGANISATION} or (${consentRowCondition(partnerKind)}))`;
}

/** What a view's role reads of `app.rectification`: the text only where the policy permits the request itself. */
export function rectificationStatements(policy: Policy, { view }: PolicyColumn, role: string): string[] {
  const condition = taggedRowCondition(policy, view, RECTIFICATIONS);
  if (condition === null) return [];
  const { permitted } = decideTogether(policy, view, [RECTIFICATION_CATEGORY]);
  const { schema, table } = RECTIFICATIONS;
  return [
    grantSelect(schema, table, permitted ? [...MARK_COLUMNS, ...REQUEST_COLUMNS] : MARK_COLUMNS, role),
    selectPolicy(schema, table, role, condition),
  ];
}
