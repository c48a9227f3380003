import type { ViewKey } from '../model/purpose.js';
import { decideTogether } from './decide.js';
import { grantSelect, selectPolicy } from './gateway-grants.js';
import type { Policy } from './policy.js';
import { ASKING_ORGANISATION } from './row-condition.js';

/** Category of an organisation's own deliveries. */
export const DELIVERY_CATEGORY = 'delivery.own';

const APP = 'app';
/** What a report is made of. Not the file's name, nor who confirmed it: those are for the audit log. */
const DELIVERY_COLUMNS = [
  ...['id', 'agency', 'organisation', 'idempotency_key', 'mode', 'state', 'started_at', 'ended_at', 'bytes_received'],
  ...['received', 'added', 'changed', 'unchanged', 'superseded', 'quarantined', 'rejected', 'waiting'],
  ...['closed', 'to_close', 'failure'],
];
/** Not the row itself: it goes back to its deliverer as it came, and is read here by nobody. */
const REJECTED_COLUMNS = ['delivery_id', 'place', 'reason'];

/**
 * Whether a view delivers, and may ask what became of it. It is always about the organisation's own deliveries, so a
 * cell that asks for consent is a denial: there is no person to consent.
 */
export function ownsDeliveries(policy: Policy, view: ViewKey): boolean {
  const decision = decideTogether(policy, view, [DELIVERY_CATEGORY]);
  return decision.permitted && !decision.conditions.includes('consent');
}

/** What a view's role reads of deliveries: those of the organisation that asks, and the places of their rejected rows. */
export function ownDeliveryStatements(policy: Policy, view: ViewKey, role: string): string[] {
  if (!ownsDeliveries(policy, view)) return [];
  const own = `d.organisation = ${ASKING_ORGANISATION}`;
  return [
    grantSelect(APP, 'delivery', DELIVERY_COLUMNS, role),
    selectPolicy(APP, 'delivery', role, `"delivery".organisation = ${ASKING_ORGANISATION}`),
    grantSelect(APP, 'rejected_row', REJECTED_COLUMNS, role),
    selectPolicy(
      APP,
      'rejected_row',
      role,
      `exists (select 1 from app.delivery d where d.id = "rejected_row".delivery_id and ${own})`,
    ),
  ];
}
