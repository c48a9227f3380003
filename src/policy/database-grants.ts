import type { GuardedTable } from '../model/guarded-table.js';
import type { ViewKey } from '../model/purpose.js';
import { type GuardedReadModel, READ_MODEL } from '../model/read-model.js';
import { changeStatements } from './change-rows.js';
import { revokeStatements } from './database-revoke.js';
import { membershipStatements, roleStatements } from './database-roles.js';
import { type CombinedDecision, decideTogether } from './decide.js';
import { ownDeliveryStatements } from './delivery-rows.js';
import {
  deliveryStatements,
  gatewayStatements,
  grantSelect,
  keyStatements,
  logStatements,
  participationStatements,
  registerReadStatements,
  registerStatements,
  selectPolicy,
} from './gateway-grants.js';
import { CASE_INDEX } from './gateway-tables.js';
import { administersGrants } from './grant-administration.js';
import { matchStatements } from './match-grants.js';
import type { Policy, PolicyColumn } from './policy.js';
import { readModelStatements } from './read-model-grants.js';
import { consentStatements, rectificationStatements } from './rights-grants.js';
import { DELIVERY_ROLE, KEYS_ROLE, roleName } from './role-name.js';
import { reachRowCondition, rowCondition } from './row-condition.js';
import { sqlName, sqlTable } from './sql-text.js';
import { refreshStatements, STATISTICS_SCHEMA, statisticsStatements } from './statistics-grants.js';
import { webhookStatements } from './webhook-grants.js';

const APP = 'app';
const AUDIT = 'audit';
/** Tables of the gateway that row-level security guards although no agency's values are in them. */
const GATEWAY_ROWS = [
  'reach',
  'consent',
  'rectification',
  'change',
  'delivery',
  'rejected_row',
  'match_candidate',
  'webhook',
  'webhook_failure',
] as const;
/** When agencies delivered: says how fresh the sources are, nothing of a person. Open to every view, as `sources` is. */
const FRESHNESS_COLUMNS = ['agency', 'ended_at'];

/** The second lock, as `database/migrate.ts` sets it. */
export interface DatabaseGrants {
  /** The logins that snapshots are opened under, each of which gets a password; that of the keys first. */
  readonly logins: readonly string[];
  /** To be run after the migrations, by the owner of the tables, in one transaction; again, they change nothing. */
  readonly statements: readonly string[];
}

/**
 * The second lock, from the same policy as the views: SQL statements that make each view a login of its own and give it
 * the columns its categories permit, and row-level security that ties rows to reach, `own` and `consent`.
 * Valid on PostgreSQL 15 to 18, and for several databases in one cluster.
 * @throws RangeError for a name that cannot be a plain database name
 */
export function databaseGrants(
  policy: Policy,
  tables: readonly GuardedTable[],
  readModels: readonly GuardedReadModel[],
): DatabaseGrants {
  const logins = [KEYS_ROLE, ...policy.columns.map(({ view }) => roleName(view))];
  return { logins, statements: grantStatements({ policy, tables, readModels }, logins) };
}

/** What the second lock is made from. */
interface Ground {
  readonly policy: Policy;
  readonly tables: readonly GuardedTable[];
  readonly readModels: readonly GuardedReadModel[];
}

function grantStatements(ground: Ground, logins: readonly string[]): string[] {
  const { policy, tables, readModels } = ground;
  const schemas = [...new Set([APP, ...tables.map(({ schema }) => schema)])];
  return [
    ...roleStatements([...schemas, AUDIT, STATISTICS_SCHEMA], logins),
    ...revokeStatements([...schemas, AUDIT, STATISTICS_SCHEMA], logins),
    ...membershipStatements(logins),
    ...gatewayStatements(),
    ...participationStatements(logins),
    ...deliveryStatements(schemas),
    ...guardStatements([...tables, ...readModels.map(({ schema }) => ({ schema, table: READ_MODEL }))]),
    ...logStatements(),
    ...keyStatements(),
    ...registerStatements(),
    ...refreshStatements(nationalityTables(tables)),
    ...policy.columns.flatMap((column) => viewStatements(ground, column)),
  ];
}

function nationalityTables(tables: readonly GuardedTable[]): string[] {
  const stating = tables.filter(({ columns }) => columns.includes('nationalities'));
  return stating.map(({ schema, table }) => `${schema}.${table}`);
}

/** `force` also binds the owner of the tables, who is otherwise above row-level security. */
function guardStatements(tables: readonly Pick<GuardedTable, 'schema' | 'table'>[]): string[] {
  const guarded = [...tables, ...GATEWAY_ROWS.map((table) => ({ schema: APP, table }))];
  return guarded.flatMap(({ schema, table }) => [
    `alter table ${sqlTable(schema, table)} enable row level security`,
    `alter table ${sqlTable(schema, table)} force row level security`,
    `create policy ${DELIVERY_ROLE} on ${sqlTable(schema, table)} for all to ${DELIVERY_ROLE} ` +
      'using (true) with check (true)',
  ]);
}

function viewStatements({ policy, tables, readModels }: Ground, column: PolicyColumn): string[] {
  const role = roleName(column.view);
  const permitted = tables.flatMap((table) => {
    const decision = decideTogether(policy, column.view, table.categories);
    return decision.permitted ? [{ table, decision }] : [];
  });
  const schemas = new Set([APP, ...permitted.map(({ table }) => table.schema)]);
  return [
    ...[...schemas].map((schema) => `grant usage on schema ${sqlName(schema)} to ${sqlName(role)}`),
    grantSelect(APP, 'freshness', FRESHNESS_COLUMNS, role),
    ...ownDeliveryStatements(policy, column.view, role),
    ...registerReadStatements(column, role, administersGrants(policy, column.view)),
    ...statisticsStatements(policy, column, role),
    ...(permitted.length > 0 ? gatewayRowStatements(policy, column, role) : []),
    ...(permitted.length > 0 ? changeStatements(policy, column, tables, role) : []),
    ...permitted.flatMap(({ table, decision }) => tableStatements(table, decision, column, role)),
    ...readModels.flatMap((model) => readModelStatements(policy, column, model)),
  ];
}

function gatewayRowStatements(policy: Policy, column: PolicyColumn, role: string): string[] {
  return [
    grantSelect(APP, 'reach', reachColumns(policy, column.view), role),
    selectPolicy(APP, 'reach', role, reachRowCondition()),
    ...consentStatements(policy, column, role),
    ...rectificationStatements(policy, column, role),
    ...matchStatements(policy, column, role),
    ...webhookStatements(policy, column, role),
  ];
}

/** Reach repeats values of the case index, so that a page needs one index; they need the same right. */
function reachColumns(policy: Policy, view: ViewKey): string[] {
  const index = decideTogether(policy, view, CASE_INDEX.categories);
  const all = index.permitted && index.conditions.length === 0;
  return ['organisation', 'case_id', ...(all ? ['arrived_at', 'left_at', 'status', 'municipality'] : [])];
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
