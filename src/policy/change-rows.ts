import type { RowCondition } from '../model/grant.js';
import type { GuardedTable } from '../model/guarded-table.js';
import { decideTogether } from './decide.js';
import { grantSelect, selectPolicy } from './gateway-grants.js';
import type { Policy, PolicyColumn } from './policy.js';
import { ASKING_ORGANISATION, consentOf, inReach } from './row-condition.js';

const APP = 'app';
/** Whose rows they are is needed to find one's own departures by an index; the rows say no more of whose they are. */
const CHANGE_COLUMNS = ['position', 'part', 'organisation', 'case_id', 'kind', 'recorded_at'];
const TERM_COLUMNS = ['what', 'days'];
const CASE_ID = '"change".case_id';
const OWN = `"change".organisation = ${ASKING_ORGANISATION}`;

/**
 * What a view's role reads of `app.change`: that rows changed which it may read, under the very conditions of their
 * table; and of itself, that a case began or ceased to exist for it. And how long changes are kept.
 */
export function changeStatements(
  policy: Policy,
  column: PolicyColumn,
  tables: readonly GuardedTable[],
  role: string,
): string[] {
  return [
    grantSelect(APP, 'change', CHANGE_COLUMNS, role),
    selectPolicy(APP, 'change', role, changeRowCondition(policy, column, tables)),
    grantSelect(APP, 'retention_term', TERM_COLUMNS, role),
  ];
}

/**
 * When a view's role may see a row of `app.change`, as an SQL condition. That a case ceased to exist for an organisation
 * is the one thing told without reach: whoever keeps a copy must learn that it is to go. Reach and consent are asked row
 * by row: changes are read a page at a time, from a table that grows with all that happens.
 */
export function changeRowCondition(policy: Policy, column: PolicyColumn, tables: readonly GuardedTable[]): string {
  const groups = new Map<string, { readonly conditions: readonly RowCondition[]; readonly parts: string[] }>();
  for (const table of tables) {
    const decision = decideTogether(policy, column.view, table.categories);
    if (!decision.permitted) continue;
    const key = decision.conditions.join();
    const group = groups.get(key) ?? { conditions: decision.conditions, parts: [] };
    groups.set(key, group);
    group.parts.push(`${table.schema}.${table.table}`);
  }
  const tests: Record<RowCondition, string> = {
    own: OWN,
    consent: consentOf(CASE_ID, column.partnerKind),
  };
  const shown = [...groups.values()].map(({ conditions, parts }) =>
    [partIn(parts), ...conditions.map((condition) => tests[condition])].join(' and '),
  );
  const asksConsent = [...groups.values()].some(({ conditions }) => conditions.includes('consent'));
  const rights = [partIn(asksConsent ? ['app.reach', 'app.consent'] : ['app.reach']), OWN].join(' and ');
  const inside = [...shown, rights].map((test) => `(${test})`).join(' or ');
  const left = `"change".part = 'app.reach' and "change".kind = 'REMOVED' and ${OWN}`;
  return `(${left}) or ((${inside}) and ${inReach(CASE_ID)})`;
}

/** Names of tables come from code; `databaseGrants` has refused any that is not plain. */
function partIn(parts: readonly string[]): string {
  return `"change".part = any (array[${parts.map((part) => `'${part}'`).join(', ')}])`;
}
