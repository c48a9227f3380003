import { decideTogether } from './decide.js';
import { grantSelect, selectPolicy } from './gateway-grants.js';
import type { Policy, PolicyColumn } from './policy.js';
import { STATISTICS_ROLE } from './role-name.js';
import { sqlName, sqlTable } from './sql-text.js';

/** Category of statistics with disclosure control. */
export const STATISTICS_CATEGORY = 'statistics.protected';

/** Category of exact national totals. */
export const NATIONAL_CATEGORY = 'statistics.national';

/** Schema of the facts. */
export const STATISTICS_SCHEMA = 'statistics';

/** The values of a fact. Not its own number, which leads to its case. */
export const FACT_COLUMNS: readonly string[] = [
  ...['municipality', 'arrived_month', 'left_month', 'nationality_group', 'scenario'],
  ...['outcome', 'application', 'return_procedure', 'stay_days'],
];
/** How far the facts go, and not how far the outbox does. */
const REFRESHED_COLUMNS = ['refreshed_at', 'municipalities', 'first_month', 'last_month', 'undated'];

/** What facts are made from: of each table only what counts. Whoever counts learns no name, no number and no address. */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  'app.case_index': ['id', 'status', 'municipality', 'arrived_at', 'left_at'],
  'app.change': ['position', 'case_id'],
  'app.case_key': ['id'],
  'shelter.case_file': [
    'case_id',
    'delivered_by',
    'source_key',
    'record_key',
    'arrived_at',
    'left_at',
    'record_closed_at',
  ],
  'shelter.plan': ['case_id', 'delivered_by', 'source_key', 'record_key', 'scenario', 'decided_at'],
  'shelter.outflow': ['case_id', 'delivered_by', 'source_key', 'record_key', 'reason', 'left_at'],
  'ind.application': [
    ...['case_id', 'delivered_by', 'source_key', 'record_key'],
    ...['kind', 'state', 'outcome', 'submitted_at'],
  ],
  'dtv.procedure': ['case_id', 'delivered_by', 'source_key', 'record_key', 'state', 'opened_at'],
};
const NATIONALITIES = [
  'case_id',
  'delivered_by',
  'source_key',
  'record_key',
  'recorded_at',
  'nationalities',
  'source_level',
];

/**
 * What a view's role reads of the facts. They name nobody, so only an unconditional `yes` means anything; what is told
 * of them is decided by disclosure control.
 */
export function statisticsStatements(policy: Policy, { view }: PolicyColumn, role: string): string[] {
  const decision = decideTogether(policy, view, [STATISTICS_CATEGORY]);
  if (!decision.permitted || decision.conditions.length > 0) return [];
  return [
    `grant usage on schema ${sqlName(STATISTICS_SCHEMA)} to ${sqlName(role)}`,
    grantSelect(STATISTICS_SCHEMA, 'fact', FACT_COLUMNS, role),
    selectPolicy(STATISTICS_SCHEMA, 'fact', role, 'true'),
    grantSelect(STATISTICS_SCHEMA, 'refreshed', REFRESHED_COLUMNS, role),
    selectPolicy(STATISTICS_SCHEMA, 'refreshed', role, 'true'),
  ];
}

/**
 * What refreshing the facts may do: read the columns that are counted, of all cases, and write facts.
 * @param nationalities the tables that state nationalities, as `schema.table`
 */
export function refreshStatements(nationalities: readonly string[]): string[] {
  const read = { ...COUNTED, ...Object.fromEntries(nationalities.map((table) => [table, NATIONALITIES])) };
  const schemas = [...new Set(Object.keys(read).map((name) => partsOf(name)[0])), STATISTICS_SCHEMA];
  return [
    ...schemas.map((schema) => `grant usage on schema ${sqlName(schema)} to ${STATISTICS_ROLE}`),
    ...Object.entries(read).flatMap(([name, columns]) => {
      const [schema, table] = partsOf(name);
      return [
        grantSelect(schema, table, columns, STATISTICS_ROLE),
        selectPolicy(schema, table, STATISTICS_ROLE, 'true'),
      ];
    }),
    `grant select on ${sqlTable('app', 'retention_term')} to ${STATISTICS_ROLE}`,
    ...['statistics.fact', 'statistics.refreshed', 'app.fact_of_case'].flatMap((name) =>
      writeStatements(...partsOf(name)),
    ),
  ];
}

function writeStatements(schema: string, table: string): string[] {
  return [
    `alter table ${sqlTable(schema, table)} enable row level security`,
    `alter table ${sqlTable(schema, table)} force row level security`,
    `grant select, insert, update, delete on ${sqlTable(schema, table)} to ${STATISTICS_ROLE}`,
    `create policy ${STATISTICS_ROLE} on ${sqlTable(schema, table)} for all to ${STATISTICS_ROLE} ` +
      'using (true) with check (true)',
  ];
}

function partsOf(name: string): [schema: string, table: string] {
  const [schema = '', table = ''] = name.split('.');
  return [schema, table];
}
