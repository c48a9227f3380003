import { decideTogether } from './decide.js';
import { grantSelect, selectPolicy } from './gateway-grants.js';
import type { Policy, PolicyColumn } from './policy.js';
import { ASKING_ORGANISATION } from './row-condition.js';

/** Category of the addresses of an organisation that are told of changes. */
export const WEBHOOK_CATEGORY = 'partner.webhook';

/** Never the secret, and not the position: how much changed elsewhere is nobody's business. */
const WEBHOOK_COLUMNS = [
  ...['id', 'organisation', 'purpose', 'url', 'attempts', 'next_attempt_at'],
  ...['failing_since', 'created_by', 'created_at', 'ended_at'],
];
/** With the position, which names a message that was given up; it goes out sealed. */
const FAILURE_COLUMNS = ['webhook_id', 'organisation', 'position', 'attempts', 'reason', 'failed_at'];

/**
 * What a view's role reads of `app.webhook` and `app.webhook_failure`: its own organisation's, made for its own purpose.
 * No case is behind them, so `yes` and `own` come to the same; a cell `consent` is a denial.
 */
export function webhookStatements(policy: Policy, { view, purpose }: PolicyColumn, role: string): string[] {
  const decision = decideTogether(policy, view, [WEBHOOK_CATEGORY]);
  if (!decision.permitted || decision.conditions.includes('consent')) return [];
  const own = (table: string) => `"${table}".organisation = ${ASKING_ORGANISATION}`;
  const ofOwnHook = 'exists (select 1 from app.webhook w where w.id = "webhook_failure".webhook_id)';
  return [
    grantSelect('app', 'webhook', WEBHOOK_COLUMNS, role),
    selectPolicy('app', 'webhook', role, `${own('webhook')} and "webhook".purpose = '${purpose}'`),
    grantSelect('app', 'webhook_failure', FAILURE_COLUMNS, role),
    selectPolicy('app', 'webhook_failure', role, `${own('webhook_failure')} and ${ofOwnHook}`),
  ];
}
