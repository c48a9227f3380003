import { openAccessLog } from '../audit/access-log.js';
import { activitiesOf } from '../audit/register-entries.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import type { Grants } from '../database/migrate.js';
import type { Register } from '../database/register.js';
import { asDelivery } from '../delivery/as-delivery.js';
import { databaseGrants } from '../policy/database-grants.js';
import { GRANTS_CATEGORY, grantActivity } from '../policy/grant-administration.js';
import type { Policy } from '../policy/policy.js';
import { guardedTables, readModels } from '../sources/index.js';
import { readModelTriggers } from '../sources/read-model-triggers.js';
import { operatorEntry } from './operator-entry.js';

/** The second lock, and what keeps the read models true, for `migrate`. */
export function policyGrants(policy: Policy): Grants {
  const { logins, statements } = databaseGrants(policy, guardedTables, readModels);
  return { logins, statements: [...statements, ...readModelTriggers(readModels)], asWriter: asDelivery };
}

/**
 * Who may ask for what, as a database is told when it first meets an organisation; and the processing activities. What
 * the list of organisations changes in a register that is in use gets its lines in the audit log.
 * @throws ActivityError where policy and register of activities do not fit each other
 */
export function registerOf(
  config: Pick<Config, 'organisations' | 'secret' | 'logKeys'>,
  policy: Policy,
  database: Pick<Database, 'log'>,
): Register {
  return {
    organisations: config.organisations,
    purposes: policy.columns,
    activities: activitiesOf(policy),
    async log(sql, changed) {
      const accessLog = openAccessLog(database, config);
      for (const { code, change } of changed) {
        const about = { action: `organisation ${change}`, about: code, categories: [GRANTS_CATEGORY] } as const;
        await accessLog.writeWithin(sql, operatorEntry(policy, { ...about, activity: grantActivity(policy) }));
      }
    },
  };
}
