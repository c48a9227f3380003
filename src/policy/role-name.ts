import type { ViewKey } from '../model/purpose.js';

/** The login of the gateway's own questions: who takes part, how far the outbox goes; nothing of a person. */
export const GATEWAY_ROLE = 'ketenzicht_gateway';

/** The role that stores what agencies deliver; the gateway cannot take it. */
export const DELIVERY_ROLE = 'ketenzicht_delivery';

/** The role that administers who may ask for what; the gateway cannot take it. */
export const REGISTER_ROLE = 'ketenzicht_register';

/** The role that refreshes the facts of the statistics; the gateway cannot take it. */
export const STATISTICS_ROLE = 'ketenzicht_statistics';

/** The role the logs are written and read as: it may add to them and change nothing that stands. */
export const LOG_ROLE = 'ketenzicht_log';

/**
 * The login that learns the V-numbers of cases which an agency's own system is asked about. It reads
 * those of cases in the asking organisation's reach, and nothing else; no view shows what it read.
 */
export const KEYS_ROLE = 'ketenzicht_keys';

const FORM = /^[A-Z][A-Z0-9_]*\/[A-Z][A-Z0-9_]*$/;
/** PostgreSQL silently cuts a longer name off, and two views could then share a role. */
const LONGEST_NAME = 63;

/**
 * The database role of a view, which is a login: `IND/RESIDENCE_DECISION` → `ketenzicht_ind_residence_decision`.
 * @throws RangeError for a view that is not KIND/PURPOSE or whose role name would be cut off
 */
export function roleName(view: ViewKey): string {
  if (!FORM.test(view)) throw new RangeError('a view is KIND/PURPOSE in capitals, digits and underscores');
  const name = `ketenzicht_${view.replace('/', '_').toLowerCase()}`;
  if (name.length > LONGEST_NAME) throw new RangeError(`the role of ${view} has more than ${LONGEST_NAME} characters`);
  return name;
}
