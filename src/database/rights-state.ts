import { createHash } from 'node:crypto';
import type postgres from 'postgres';

/** Begins the comment on the schema that holds what the rights were when they were last set. */
const MARK = 'ketenzicht rights';

/** SQL: the schemas that are not PostgreSQL's own. */
const OURS = "n.nspname !~ '^(pg_|information_schema$)'";

/**
 * Everything that the statements of the second lock set or take away, as the catalogue has it: rights on schemas, tables,
 * columns and functions, row policies, triggers, what the roles may do and whose members they are. Whatever somebody changes
 * of it by hand changes this. Passwords are not in it: they are set each time, which locks nothing.
 */
const STATE = `select md5(concat_ws(E'\\n',
  (select string_agg(concat_ws('|', n.nspname, n.nspacl), E'\\n' order by n.nspname) from pg_namespace n where ${OURS}),
  (select string_agg(concat_ws('|', n.nspname, c.relname, c.relkind, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity),
    E'\\n' order by n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and not c.relispartition and c.relkind in ('r', 'p', 'v', 'm', 'S')),
  (select string_agg(concat_ws('|', n.nspname, c.relname, a.attname, a.attacl), E'\\n' order by n.nspname, c.relname, a.attname)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and a.attacl is not null),
  (select string_agg(concat_ws('|', n.nspname, c.relname, c.relacl), E'\\n' order by n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relispartition and c.relacl is not null),
  (select string_agg(concat_ws('|', n.nspname, p.proname, p.proowner, p.proacl, p.prosecdef, p.proconfig, p.prosrc),
    E'\\n' order by n.nspname, p.proname, p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${OURS}),
  (select string_agg(concat_ws('|', t.tgrelid::regclass, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)), E'\\n'
    order by t.tgrelid::regclass::text, t.tgname) from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace where ${OURS} and not t.tgisinternal),
  (select string_agg(p::text, E'\\n' order by p.schemaname, p.tablename, p.policyname) from pg_policies p),
  (select string_agg(concat_ws('|', d.defaclrole, d.defaclnamespace, d.defaclobjtype, d.defaclacl), E'\\n' order by d.oid)
    from pg_default_acl d),
  (select datacl::text from pg_database where datname = current_database()),
  (select string_agg(concat_ws('|', r.rolname, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin,
    r.rolreplication, r.rolbypassrls), E'\\n' order by r.rolname) from pg_roles r where r.rolname like 'ketenzicht\\_%'),
  (select string_agg(concat_ws('|', r.rolname, s.setdatabase, s.setconfig), E'\\n' order by r.rolname, s.setdatabase)
    from pg_db_role_setting s join pg_roles r on r.oid = s.setrole where r.rolname like 'ketenzicht\\_%'),
  (select string_agg(concat_ws('|', g.rolname, h.rolname), E'\\n' order by g.rolname, h.rolname)
    from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles h on h.oid = m.member
    where g.rolname like 'ketenzicht\\_%' or h.rolname like 'ketenzicht\\_%'),
  current_user)) as state`;

/** Whether the rights stand just as these statements set them the last time, so that nothing has to be done. */
export async function rightsStand(sql: postgres.Sql, statements: readonly string[]): Promise<boolean> {
  const [noted] = await sql<{ mark: string | null }[]>`
    select obj_description(to_regnamespace('app'), 'pg_namespace') as mark`;
  return noted?.mark === markOf(statements, await stateOf(sql));
}

/** Notes how the rights stand, in the transaction that set them. */
export async function noteRights(sql: postgres.TransactionSql, statements: readonly string[]): Promise<void> {
  await sql.unsafe(`comment on schema app is '${markOf(statements, await stateOf(sql))}'`);
}

async function stateOf(sql: postgres.Sql | postgres.TransactionSql): Promise<string> {
  const [row] = await sql.unsafe<{ state: string }[]>(STATE);
  return row?.state ?? '';
}

function markOf(statements: readonly string[], state: string): string {
  return `${MARK} ${createHash('sha256').update(statements.join(';\n')).update(state).digest('hex')}`;
}
