import { servesViews } from './database-revoke.js';
import { DELIVERY_ROLE, GATEWAY_ROLE, LOG_ROLE, REGISTER_ROLE, STATISTICS_ROLE } from './role-name.js';
import { sqlNameArray } from './sql-text.js';

const UNSAFE = 'rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls';
const LOGINS = [GATEWAY_ROLE, LOG_ROLE];
/** Roles that the owner takes for one transaction, to do no more than it has to. */
const OWNERS_ROLES = [DELIVERY_ROLE, REGISTER_ROLE, STATISTICS_ROLE];
const SAFE = 'noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls';

/**
 * Statements that make the roles, or put right what somebody changed about them. Roles belong to the whole cluster,
 * and an advisory lock to one database: another database may be making the same roles at this moment.
 * @param viewLogins those of the views, and that of the keys
 */
export function roleStatements(schemas: readonly string[], viewLogins: readonly string[]): string[] {
  return [
    closeDeparted(schemas, viewLogins),
    makeRoles([...LOGINS, ...viewLogins], 'login'),
    makeRoles(OWNERS_ROLES, 'nologin'),
  ];
}

/**
 * Statements that make every role of ours a member of nothing: what a session logged in as, it stays. Databases of
 * before had one login that was a member of each view's role; that ends here.
 * The owner becomes a member of the roles that change something and of the logs', to be able to take them.
 */
export function membershipStatements(viewLogins: readonly string[]): string[] {
  return [endMemberships(viewLogins), ...[...OWNERS_ROLES, LOG_ROLE].map(ownerJoins)];
}

/**
 * The role of a view that left the policy logs in no more. Its rights go with those of all others
 * (`database-revoke.ts`), so that what is still open under it finds nothing.
 */
function closeDeparted(schemas: readonly string[], viewLogins: readonly string[]): string {
  return `do $do$
declare
  departed text;
begin
  for departed in
    select r.rolname from pg_catalog.pg_roles r
    where r.rolname <> all (${sqlNameArray([...LOGINS, ...OWNERS_ROLES, ...viewLogins])})
      and r.rolcanlogin and not r.rolsuper and ${servesViews(schemas)}
  loop
    execute format('alter role %I nologin password null', departed);
  end loop;
end $do$`;
}

function makeRoles(roles: readonly string[], login: 'login' | 'nologin'): string {
  const wrongLogin = login === 'login' ? 'not rolcanlogin' : 'rolcanlogin';
  return `do $do$
declare
  wanted text;
begin
  foreach wanted in array ${sqlNameArray(roles)} loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted) then
      begin
        execute format('create role %I ${login} ${SAFE}', wanted);
      exception when duplicate_object or unique_violation then
        null; -- another database of this cluster was first
      end;
    end if;
    if exists (select from pg_catalog.pg_roles where rolname = wanted and (${wrongLogin} or ${UNSAFE})) then
      execute format('alter role %I ${login} ${SAFE}', wanted);
    end if;
    -- A login may give itself defaults, a role to begin with among them.
    if exists (select from pg_catalog.pg_db_role_setting s join pg_catalog.pg_roles r on r.oid = s.setrole
        where r.rolname = wanted) then
      execute format('alter role %I reset all', wanted);
      execute format('alter role %I in database %I reset all', wanted, current_database());
    end if;
  end loop;
end $do$`;
}

function endMemberships(viewLogins: readonly string[]): string {
  return `do $do$
declare
  modern boolean := current_setting('server_version_num')::int >= 160000;
  membership record;
begin
  for membership in
    select granted.rolname as granted_name, holder.rolname as holder_name, pg_get_userbyid(m.grantor) as grantor_name
    from pg_catalog.pg_auth_members m
    join pg_catalog.pg_roles granted on granted.oid = m.roleid
    join pg_catalog.pg_roles holder on holder.oid = m.member
    where holder.rolname = any (${sqlNameArray([...LOGINS, ...OWNERS_ROLES, ...viewLogins])})
  loop
    execute format('revoke %I from %I', membership.granted_name, membership.holder_name)
      || case when modern then format(' granted by %I', membership.grantor_name) else '' end || ' cascade';
  end loop;
end $do$`;
}

function ownerJoins(role: string): string {
  return `do $do$
declare
  modern boolean := current_setting('server_version_num')::int >= 160000;
begin
  if not pg_has_role(current_user, '${role}', case when modern then 'SET' else 'MEMBER' end) then
    execute format('grant ${role} to %I', current_user)
      || case when modern then ' with inherit false, set true' else '' end;
  end if;
end $do$`;
}
