import { CASE_V_NUMBER } from './gateway-tables.js';
import type { PolicyColumn } from './policy.js';
import { DELIVERY_ROLE, GATEWAY_ROLE, KEYS_ROLE, LOG_ROLE, REGISTER_ROLE } from './role-name.js';
import { ASKING_ORGANISATION, inReach, reachRowCondition } from './row-condition.js';
import { sqlName, sqlTable } from './sql-text.js';

const APP = 'app';
const AUDIT = 'audit';
/** Who may ask, from when until when: the gateway's login looks here, and the function that each snapshot begins with. */
const WHOLE = {
  organisation: ['code', 'partner_kind', 'name', 'valid_from', 'valid_until', 'revoked_at'],
  purpose_grant: ['organisation', 'purpose', 'valid_from', 'valid_until', 'revoked_at'],
  processing_activity: ['uri', 'partner_kind', 'purpose', 'valid_from', 'valid_until', 'ended_at'],
};
/** What the register says of an activity besides: everybody may look it up, and its administration does. */
const STATED = ['name_nl', 'name_en', 'controller', 'legal_basis', 'categories', 'retention', 'confidential'];
/** What a view may read of its own organisation, and of its own activity: when they end. */
const OWN_END = {
  organisation: ['code', 'valid_until'],
  purpose_grant: ['organisation', 'purpose', 'valid_until'],
  processing_activity: ['uri', 'valid_until', 'ended_at'],
};
type RegisterTable = keyof typeof OWN_END;
const REGISTER_TABLES = Object.keys(OWN_END) as RegisterTable[];
/** What deliveries may read and not write: who takes part, and what else is administered by hand. */
const ADMINISTERED = [...REGISTER_TABLES, 'retention_term'];

/** What the gateway's own login may read: who takes part, and nothing of a person. */
export function gatewayStatements(): string[] {
  return [
    `grant usage on schema ${sqlName(APP)} to ${GATEWAY_ROLE}`,
    // How far the outbox goes, and nothing of what is in it: what wakes the subscriptions.
    grantSelect(APP, 'change', ['position'], GATEWAY_ROLE),
    selectPolicy(APP, 'change', GATEWAY_ROLE, 'true'),
    ...REGISTER_TABLES.flatMap((table) => [
      grantSelect(APP, table, WHOLE[table], GATEWAY_ROLE),
      `alter table ${sqlTable(APP, table)} enable row level security`,
      selectPolicy(APP, table, GATEWAY_ROLE, 'true'),
      selectPolicy(APP, table, LOG_ROLE, 'true'),
      selectPolicy(APP, table, DELIVERY_ROLE, 'true'),
    ]),
  ];
}

/**
 * Every snapshot begins with the question whether the organisation may ask (`database/participation.ts`). These logins
 * may put it; the register that it is answered from is not open to them.
 */
export function participationStatements(logins: readonly string[]): string[] {
  return logins.map(
    (login) => `grant execute on function ${sqlName(APP)}.participating(text, text, text) to ${sqlName(login)}`,
  );
}

/**
 * What a view may read of the register: the end of its own organisation's rows and of its own activity's versions; all
 * of it where it administers them.
 * @param administers what the policy says of the view (`grant-administration.ts`)
 */
export function registerReadStatements(column: PolicyColumn, role: string, administers: boolean): string[] {
  if (administers) {
    return [
      ...REGISTER_TABLES.flatMap((table) => [
        grantSelect(APP, table, WHOLE[table], role),
        selectPolicy(APP, table, role, 'true'),
      ]),
      grantSelect(APP, 'processing_activity', STATED, role),
    ];
  }
  const own = ownRows(column);
  return REGISTER_TABLES.flatMap((table) => [
    grantSelect(APP, table, OWN_END[table], role),
    selectPolicy(APP, table, role, own[table]),
  ]);
}

function ownRows({ partnerKind, purpose }: PolicyColumn): Readonly<Record<RegisterTable, string>> {
  const activity = '"processing_activity"';
  return {
    organisation: `"organisation".code = ${ASKING_ORGANISATION}`,
    purpose_grant: `"purpose_grant".organisation = ${ASKING_ORGANISATION}`,
    processing_activity: `${activity}.partner_kind = '${partnerKind}' and ${activity}.purpose = '${purpose}'`,
  };
}

/** What may be read to ask an agency's own system: the V-numbers of cases in the asking organisation's reach. */
export function keyStatements(): string[] {
  const { schema, table, caseColumn } = CASE_V_NUMBER;
  return [
    `grant usage on schema ${sqlName(APP)} to ${KEYS_ROLE}`,
    grantSelect(APP, 'reach', ['organisation', 'case_id'], KEYS_ROLE),
    selectPolicy(APP, 'reach', KEYS_ROLE, reachRowCondition()),
    grantSelect(schema, table, [caseColumn, 'v_number'], KEYS_ROLE),
    selectPolicy(schema, table, KEYS_ROLE, inReach(`${sqlName(table)}.${sqlName(caseColumn)}`)),
  ];
}

/**
 * The logs' own login adds lines and reads them; it can neither change nor delete one. It reads the V-number of a case
 * to make the pseudonym from, and reach to tell a municipality's own people from others.
 */
export function logStatements(): string[] {
  return [
    `grant usage on schema ${sqlName(AUDIT)} to ${LOG_ROLE}`,
    `grant usage on schema ${sqlName(APP)} to ${LOG_ROLE}`,
    `grant select, insert on ${sqlTable(AUDIT, 'processing_record')} to ${LOG_ROLE}`,
    `grant select, insert on ${sqlTable(AUDIT, 'audit_record')} to ${LOG_ROLE}`,
    `grant usage on all sequences in schema ${sqlName(AUDIT)} to ${LOG_ROLE}`,
    `grant execute on function ${sqlName(AUDIT)}.open_month(date) to ${LOG_ROLE}`,
    `grant select on ${sqlTable(AUDIT, 'ended_month')} to ${LOG_ROLE}`,
    `grant select, insert, update on ${sqlTable(AUDIT, 'export_cursor')} to ${LOG_ROLE}`,
    grantSelect(APP, 'case_key', ['id', 'v_number'], LOG_ROLE),
    grantSelect(APP, 'reach', ['organisation', 'case_id'], LOG_ROLE),
    selectPolicy(APP, 'reach', LOG_ROLE, 'true'),
    grantSelect(APP, 'organisation', ['code', 'name', 'partner_kind'], LOG_ROLE),
    `grant select on ${sqlTable(APP, 'processing_activity')} to ${LOG_ROLE}`,
  ];
}

/** What the administration of grants may do: who takes part, for what and until when; no row of it is ever deleted. */
export function registerStatements(): string[] {
  const tables = REGISTER_TABLES.map((table) => sqlTable(APP, table)).join(', ');
  return [
    `grant usage on schema ${sqlName(APP)} to ${REGISTER_ROLE}`,
    `grant select, insert, update on ${tables} to ${REGISTER_ROLE}`,
    ...REGISTER_TABLES.map(
      (table) =>
        `create policy ${REGISTER_ROLE} on ${sqlTable(APP, table)} for all to ${REGISTER_ROLE} using (true) with check (true)`,
    ),
  ];
}

/** What the storing of deliveries may do: everything with records, nothing with who takes part or with the logs. */
export function deliveryStatements(schemas: readonly string[]): string[] {
  const rights = schemas.flatMap((schema) => [
    `grant usage on schema ${sqlName(schema)} to ${DELIVERY_ROLE}`,
    `grant select, insert, update, delete on all tables in schema ${sqlName(schema)} to ${DELIVERY_ROLE}`,
  ]);
  const tables = ADMINISTERED.map((table) => sqlTable(APP, table)).join(', ');
  return [
    ...rights,
    `revoke insert, update, delete on ${tables} from ${DELIVERY_ROLE}`,
    `grant usage on sequence ${sqlTable(APP, 'change_position')} to ${DELIVERY_ROLE}`,
  ];
}

/** `grant select (columns) on schema.table to role`. */
export function grantSelect(schema: string, table: string, columns: readonly string[], role: string): string {
  return `grant select (${columns.map(sqlName).join(', ')}) on ${sqlTable(schema, table)} to ${sqlName(role)}`;
}

/** A policy by which the role sees the rows of the condition. */
export function selectPolicy(schema: string, table: string, role: string, condition: string): string {
  return (
    `create policy ${sqlName(role)} on ${sqlTable(schema, table)} for select to ${sqlName(role)} ` +
    `using (${condition})`
  );
}
