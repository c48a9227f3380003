import { DELIVERY_ROLE, GATEWAY_ROLE, LOG_ROLE, REGISTER_ROLE, STATISTICS_ROLE } from './role-name.js';
import { sqlName, sqlNameArray } from './sql-text.js';

/**
 * SQL condition: role `r` serves views of this database, or did until now. A view's role has row policies of its own
 * name. Before its roles were logins, the gateway's own login was a member of them; it may have been made a member of
 * roles that are none of ours, which the name tells apart.
 */
export function servesViews(schemas: readonly string[]): string {
  return `(r.rolname like 'ketenzicht\\_%' and (exists (
      select from pg_catalog.pg_policies p
      where p.schemaname::text = any (${sqlNameArray(schemas)}) and p.policyname = r.rolname and r.rolname = any (p.roles)
    ) or exists (
      select from pg_catalog.pg_auth_members m join pg_catalog.pg_roles g on g.oid = m.member
      where m.roleid = r.oid and g.rolname = '${GATEWAY_ROLE}'
    )))`;
}

/**
 * Statements that take back every right on our schemas, also those that somebody granted by hand or that an earlier
 * policy gave, and drop every row policy: permissive policies add up, so a forgotten one would open rows.
 * What the roles of the gateway may do is then granted anew in the same transaction.
 */
export function revokeStatements(schemas: readonly string[], viewLogins: readonly string[]): string[] {
  return [
    revokeAll(schemas, [GATEWAY_ROLE, LOG_ROLE, DELIVERY_ROLE, REGISTER_ROLE, STATISTICS_ROLE, ...viewLogins]),
    // Functions are open to PUBLIC when they are made; this closes those that a later migration makes.
    'alter default privileges revoke execute on functions from public',
    dropRowPolicies(schemas),
    databaseRights(viewLogins),
  ];
}

/** Also clears roles of views that have left the policy: their row policies are still there at this point. */
function revokeAll(schemas: readonly string[], roles: readonly string[]): string {
  return `do $do$
declare
  holder text;
  place text;
  kind text;
begin
  for holder in
    select 'public' union all
    select quote_ident(r.rolname) from pg_catalog.pg_roles r
    where r.rolname = any (${sqlNameArray(roles)}) or ${servesViews(schemas)}
  loop
    if holder <> 'public' and ${OWNS_DATABASE} then
      execute format('revoke all on database %I from %s cascade', current_database(), holder);
    end if;
    foreach place in array ${sqlNameArray(schemas)} loop
      execute format('revoke all on schema %I from %s cascade', place, holder);
      foreach kind in array array['tables', 'sequences', 'routines'] loop
        execute format('revoke all on all %s in schema %I from %s cascade', kind, place, holder);
      end loop;
    end loop;
  end loop;
end $do$`;
}

function dropRowPolicies(schemas: readonly string[]): string {
  return `do $do$
declare
  old record;
begin
  for old in select * from pg_catalog.pg_policies where schemaname::text = any (${sqlNameArray(schemas)}) loop
    execute format('drop policy %I on %I.%I', old.policyname, old.schemaname, old.tablename);
  end loop;
end $do$`;
}

/** Rights on the database belong to its owner; where we run under another role, its owner decides about them. */
const OWNS_DATABASE =
  "pg_has_role(current_user, (select datdba from pg_catalog.pg_database where datname = current_database()), 'USAGE')";

function databaseRights(viewLogins: readonly string[]): string {
  const logins = [GATEWAY_ROLE, LOG_ROLE, ...viewLogins].map(sqlName).join(', ');
  return `do $do$
begin
  if ${OWNS_DATABASE} then
    execute format('revoke temporary on database %I from public', current_database());
    execute format('grant connect on database %I to ${logins}', current_database());
    execute format('grant temporary on database %I to ${DELIVERY_ROLE}', current_database());
    execute 'revoke create on schema public from public';
  end if;
end $do$`;
}
