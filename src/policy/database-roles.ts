import { DELIVERY_ROLE, GATEWAY_ROLE, LOG_ROLE, REGISTER_ROLE, STATISTICS_ROLE } from './role-name.js';
import { sqlNameArray } from './sql-text.js';

const UNSAFE = 'rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls';
/** Roles that the owner takes for one transaction, to do no more than it has to. */
const OWNERS_ROLES = [DELIVERY_ROLE, REGISTER_ROLE, STATISTICS_ROLE];
const SAFE = 'noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls';

/**
 * Statements that make the roles, or put right what somebody changed about them. Roles belong to the whole cluster,
 * and an advisory lock to one database: another database may be making the same roles at this moment.
 */
export function roleStatements(viewRoles: readonly string[]): string[] {
  return [makeRoles([GATEWAY_ROLE, LOG_ROLE], 'login'), makeRoles([...OWNERS_ROLES, ...viewRoles], 'nologin')];
}

/**
 * Statements that make the gateway a member of every view role and of nothing else, and the other roles of nothing.
 * The owner becomes a member of the roles that change something and of the logs', to be able to take them.
 */
export function membershipStatements(viewRoles: readonly string[]): string[] {
  return [endOtherMemberships(viewRoles), joinViewRoles(viewRoles), ...[...OWNERS_ROLES, LOG_ROLE].map(ownerJoins)];
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

/** From PostgreSQL 16 on a membership has options of its own; one that inherits would open the gateway's own session. */
function endOtherMemberships(viewRoles: readonly string[]): string {
  return `do $do$
declare
  modern boolean := current_setting('server_version_num')::int >= 160000;
  membership record;
  right_as_it_is boolean;
begin
  for membership in
    select m.*, granted.rolname as granted_name, holder.rolname as holder_name, pg_get_userbyid(m.grantor) as grantor_name
    from pg_catalog.pg_auth_members m
    join pg_catalog.pg_roles granted on granted.oid = m.roleid
    join pg_catalog.pg_roles holder on holder.oid = m.member
    where holder.rolname = any (${sqlNameArray([GATEWAY_ROLE, LOG_ROLE, ...OWNERS_ROLES, ...viewRoles])})
  loop
    right_as_it_is := membership.holder_name = '${GATEWAY_ROLE}'
      and membership.granted_name = any (${sqlNameArray(viewRoles)})
      and not membership.admin_option;
    if right_as_it_is and modern then
      right_as_it_is := membership.set_option and not membership.inherit_option;
    end if;
    if not right_as_it_is then
      execute format('revoke %I from %I', membership.granted_name, membership.holder_name)
        || case when modern then format(' granted by %I', membership.grantor_name) else '' end || ' cascade';
    end if;
  end loop;
end $do$`;
}

function joinViewRoles(viewRoles: readonly string[]): string {
  return `do $do$
declare
  modern boolean := current_setting('server_version_num')::int >= 160000;
  wanted text;
begin
  foreach wanted in array ${sqlNameArray(viewRoles)} loop
    if not exists (
      select from pg_catalog.pg_auth_members m
      join pg_catalog.pg_roles granted on granted.oid = m.roleid
      join pg_catalog.pg_roles holder on holder.oid = m.member
      where granted.rolname = wanted and holder.rolname = '${GATEWAY_ROLE}'
    ) then
      begin
        execute format('grant %I to ${GATEWAY_ROLE}', wanted)
          || case when modern then ' with inherit false, set true' else '' end;
      exception when unique_violation then
        null; -- another database of this cluster was first
      end;
    end if;
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
