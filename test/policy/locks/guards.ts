import type postgres from 'postgres';
import {
  DELIVERY_ROLE,
  GATEWAY_ROLE,
  KEYS_ROLE,
  LOG_ROLE,
  REGISTER_ROLE,
  STATISTICS_ROLE,
} from '../../../src/policy/role-name.js';
import { TABLES } from '../guarded-rows.js';
import { OUR_SCHEMAS } from './catalogue.js';
import { AGENCY_SCHEMAS } from './open-tables.js';

/** Tables of persons that row-level security must guard, beside those of the policy's categories. */
const GUARDED_TOO = [
  'app.reach',
  'app.consent',
  'app.rectification',
  'app.change',
  'app.match_candidate',
  'app.webhook',
  'app.webhook_failure',
];

/** What repeats the agencies' tables by case. */
const READ_MODELS = AGENCY_SCHEMAS.map((schema) => `${schema}.read_model`);

/** The one function that a view's login may run: whether an organisation may ask. What it tells: `participates.test.ts`. */
const MAY_ASK = 'app.participating';

/**
 * What reading cannot show: a guard that is off for the owner alone, a row policy that opens nothing today, and rights
 * to something else than reading. Each as a line of text; none when all is as it must be.
 */
export async function guardFaults(admin: postgres.Sql, readers: readonly string[]): Promise<string[]> {
  const found = await Promise.all([
    unguardedTables(admin),
    strayPolicies(admin, readers),
    writeRights(admin, readers),
    rightsOfEverybody(admin),
    otherRights(admin, readers),
  ]);
  return found.flat().sort();
}

async function unguardedTables(admin: postgres.Sql): Promise<string[]> {
  const names = [...TABLES.map(({ schema, table }) => `${schema}.${table}`), ...GUARDED_TOO, ...READ_MODELS];
  return lines(
    admin,
    `select name || ' is not under forced row-level security' as line from unnest($1::text[]) name
     left join pg_class c on c.oid = to_regclass(name)
     where not coalesce(c.relrowsecurity and c.relforcerowsecurity, false)`,
    [names],
  );
}

/** Permissive policies add up: each must be one role's own, and for reading unless the role is there to write. */
async function strayPolicies(admin: postgres.Sql, readers: readonly string[]): Promise<string[]> {
  return lines(
    admin,
    `select schemaname || '.' || tablename || ' has the policy ' || policyname as line from pg_policies
     where not (permissive = 'PERMISSIVE' and cardinality(roles) = 1 and roles[1] = policyname and (
       (cmd = 'SELECT' and roles[1]::text = any ($1)) or roles[1]::text = any ($2)))`,
    [
      [...readers, KEYS_ROLE, LOG_ROLE],
      [DELIVERY_ROLE, REGISTER_ROLE, STATISTICS_ROLE],
    ],
  );
}

async function writeRights(admin: postgres.Sql, readers: readonly string[]): Promise<string[]> {
  return lines(
    admin,
    `select role || ' may do more than read ' || n.nspname || '.' || c.relname as line
     from unnest($1::text[]) role, pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${OUR_SCHEMAS} and c.relkind in ('r', 'p', 'v', 'm', 'f') and (
       has_table_privilege(role, c.oid, 'SELECT WITH GRANT OPTION, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
       or has_any_column_privilege(role, c.oid, 'SELECT WITH GRANT OPTION, INSERT, UPDATE, REFERENCES'))`,
    [readers],
  );
}

/** PUBLIC is every role there is, and every role there will be. A right without a list is the kind's default. */
async function rightsOfEverybody(admin: postgres.Sql): Promise<string[]> {
  return lines(
    admin,
    `with ours as (select oid, nspname as schema, nspacl as acl from pg_namespace n where ${OUR_SCHEMAS}),
     given (name, acl) as (
       select schema, acl from ours where schema <> 'public'
       union all
       select schema || '.' || relname, relacl from pg_class join ours on ours.oid = relnamespace
       union all
       select schema || '.' || relname || '.' || attname, attacl
       from pg_attribute join pg_class c on c.oid = attrelid join ours on ours.oid = relnamespace
       union all
       select schema || '.' || proname, coalesce(proacl, acldefault('f', proowner))
       from pg_proc join ours on ours.oid = pronamespace)
     select 'everybody has a right to ' || name as line from given
     where exists (select from aclexplode(acl) a where a.grantee = 0)`,
  );
}

async function otherRights(admin: postgres.Sql, readers: readonly string[]): Promise<string[]> {
  return lines(
    admin,
    `select role || ' may run ' || n.nspname || '.' || p.proname as line
     from unnest($1::text[]) role, pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where ${OUR_SCHEMAS} and has_function_privilege(role, p.oid, 'EXECUTE')
       and (n.nspname || '.' || p.proname <> '${MAY_ASK}' or role = '${GATEWAY_ROLE}')
     union all
     select role || ' may use ' || n.nspname || '.' || c.relname
     from unnest($1::text[]) role, pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${OUR_SCHEMAS} and c.relkind = 'S' and has_sequence_privilege(role, c.oid, 'USAGE, SELECT, UPDATE')
     union all
     select role || ' may make something in ' || n.nspname from unnest($1::text[]) role, pg_namespace n
     where ${OUR_SCHEMAS} and has_schema_privilege(role, n.oid, 'CREATE')
     union all
     select role || ' may make something in the database' from unnest($1::text[]) role
     where has_database_privilege(role, current_database(), 'CREATE, TEMPORARY')`,
    [readers],
  );
}

async function lines(admin: postgres.Sql, query: string, values: readonly (string | readonly string[])[] = []) {
  const rows = await admin.unsafe<{ line: string }[]>(query, values as postgres.ParameterOrJSON<never>[]);
  return rows.map(({ line }) => line);
}
