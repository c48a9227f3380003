import { type GuardedReadModel, MADE_AS, READ_MODEL } from '../model/read-model.js';
import { decideTogether } from './decide.js';
import { grantSelect, selectPolicy } from './gateway-grants.js';
import type { Policy, PolicyColumn } from './policy.js';
import { roleName } from './role-name.js';
import { inReach } from './row-condition.js';
import { sqlName } from './sql-text.js';

/**
 * What a view may read of a read model: the columns of tables that it may read without a condition, of cases in reach. A
 * column holds all rows of its table, so one whose rows have to meet a condition each is read from the table alone.
 */
export function readModelStatements(policy: Policy, { view }: PolicyColumn, model: GuardedReadModel): string[] {
  const columns = model.parts
    .filter(({ categories }) => {
      const decision = decideTogether(policy, view, categories);
      return decision.permitted && decision.conditions.length === 0;
    })
    .map(({ table }) => table);
  if (columns.length === 0) return [];
  const role = roleName(view);
  return [
    grantSelect(model.schema, READ_MODEL, ['case_id', MADE_AS, ...columns], role),
    selectPolicy(model.schema, READ_MODEL, role, inReach(`${sqlName(READ_MODEL)}.${sqlName('case_id')}`)),
  ];
}
