import type { GuardedTable } from '../model/guarded-table.js';
import type { ViewKey } from '../model/purpose.js';
import { revokeStatements } from './database-revoke.js';
import { membershipStatements, roleStatements } from './database-roles.js';
import { type CombinedDecision, decideTogether } from './decide.js';
import { CASE_INDEX } from './gateway-tables.js';
import type { Policy, PolicyColumn } from './policy.js';
import { DELIVERY_ROLE, GATEWAY_ROLE, roleName } from './role-name.js';
import { consentRowCondition, reachRowCondition, rowCondition } from './row-condition.js';
import { sqlName, sqlTable } from './sql-text.js';

const APP = 'app';
/** Tables of the gateway that row-level security guards although no agency's values are in them. */
const GATEWAY_ROWS = ['reach', 'consent'] as const;
const ORGANISATION_COLUMNS = ['code', 'partner_kind', 'valid_from', 'valid_until', 'revoked_at'];
/** When agencies delivered: says how fresh the sources are, nothing of a person. Open to every view, as `sources` is. */
const DELIVERY_COLUMNS = ['agency', 'ended_at', 'complete'];
const CONSENT_COLUMNS = ['case_id', 'partner_kind', 'organisation', 'given_at', 'withdrawn_at'];

/**
 * The second lock, from the same policy as the views: SQL statements that give each view's role the columns its
 * categories permit, and row-level security that ties rows to reach, `own` and `consent`.
 * To be run after the migrations, by the owner of the tables, in one transaction; running them again changes nothing.
 * Valid on PostgreSQL 15 to 18, and for several databases in one cluster.
 * @throws RangeError for a name that cannot be a plain database name
 */
export function databaseGrants(policy: Policy, tables: readonly GuardedTable[]): string[] {
  const viewRoles = policy.columns.map(({ view }) => roleName(view));
  const schemas = [...new Set([APP, ...tables.map(({ schema }) => schema)])];
  return [
    ...roleStatements(viewRoles),
    ...revokeStatements(schemas, viewRoles),
    ...membershipStatements(viewRoles),
    ...gatewayStatements(),
    ...deliveryStatements(schemas),
    ...guardStatements(tables),
    ...policy.columns.flatMap((column) => viewStatements(policy, column, tables)),
  ];
}

function gatewayStatements(): string[] {
  return [
    `grant usage on schema ${sqlName(APP)} to ${GATEWAY_ROLE}`,
    grantSelect(APP, 'organisation', ORGANISATION_COLUMNS, GATEWAY_ROLE),
  ];
}

function deliveryStatements(schemas: readonly string[]): string[] {
  const rights = schemas.flatMap((schema) => [
    `grant usage on schema ${sqlName(schema)} to ${DELIVERY_ROLE}`,
    `grant select, insert, update, delete on all tables in schema ${sqlName(schema)} to ${DELIVERY_ROLE}`,
  ]);
  return [...rights, `revoke insert, update, delete on ${sqlTable(APP, 'organisation')} from ${DELIVERY_ROLE}`];
}

/** `force` also binds the owner of the tables, who is otherwise above row-level security. */
function guardStatements(tables: readonly GuardedTable[]): string[] {
  const guarded = [...tables, ...GATEWAY_ROWS.map((table) => ({ schema: APP, table }))];
  return guarded.flatMap(({ schema, table }) => [
    `alter table ${sqlTable(schema, table)} enable row level security`,
    `alter table ${sqlTable(schema, table)} force row level security`,
    `create policy ${DELIVERY_ROLE} on ${sqlTable(schema, table)} for all to ${DELIVERY_ROLE} ` +
      'using (true) with check (true)',
  ]);
}

function viewStatements(policy: Policy, column: PolicyColumn, tables: readonly GuardedTable[]): string[] {
  const role = roleName(column.view);
  const permitted = tables.flatMap((table) => {
    const decision = decideTogether(policy, column.view, table.categories);
    return decision.permitted ? [{ table, decision }] : [];
  });
  const schemas = new Set([APP, ...permitted.map(({ table }) => table.schema)]);
  return [
    ...[...schemas].map((schema) => `grant usage on schema ${sqlName(schema)} to ${sqlName(role)}`),
    grantSelect(APP, 'delivery', DELIVERY_COLUMNS, role),
    ...(permitted.length > 0 ? gatewayRowStatements(policy, column, role) : []),
    ...permitted.flatMap(({ table, decision }) => tableStatements(table, decision, column, role)),
  ];
}

function gatewayRowStatements(policy: Policy, { view, partnerKind }: PolicyColumn, role: string): string[] {
  return [
    grantSelect(APP, 'reach', reachColumns(policy, view), role),
    selectPolicy(APP, 'reach', role, reachRowCondition()),
    grantSelect(APP, 'consent', CONSENT_COLUMNS, role),
    selectPolicy(APP, 'consent', role, consentRowCondition(partnerKind)),
  ];
}

/** `reach.arrived_at` repeats a value of the case index, so that a page needs one index; it needs the same right. */
function reachColumns(policy: Policy, view: ViewKey): string[] {
  const index = decideTogether(policy, view, CASE_INDEX.categories);
  const all = index.permitted && index.conditions.length === 0;
  return ['organisation', 'case_id', ...(all ? ['arrived_at'] : [])];
}

function tableStatements(
  table: GuardedTable,
  decision: CombinedDecision & { permitted: true },
  { partnerKind }: PolicyColumn,
  role: string,
): string[] {
  return [
    grantSelect(table.schema, table.table, table.columns, role),
    selectPolicy(table.schema, table.table, role, rowCondition(table, partnerKind, decision.conditions)),
  ];
}

function grantSelect(schema: string, table: string, columns: readonly string[], role: string): string {
  return `grant select (${columns.map(sqlName).join(', ')}) on ${sqlTable(schema, table)} to ${sqlName(role)}`;
}

function selectPolicy(schema: string, table: string, role: string, condition: string): string {
  return (
    `create policy ${sqlName(role)} on ${sqlTable(schema, table)} for select to ${sqlName(role)} ` +
    `using (${condition})`
  );
}
