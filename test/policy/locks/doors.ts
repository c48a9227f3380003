/**
 * Ways to data other than a plain `select` of a column. Each must be refused with 42501 before anything is read: a
 * refusal must not depend on what the table holds, or the error itself would tell.
 */

/** Statements about a table of which the role may read nothing, not even how many rows it has. `c` is one of its columns. */
export const closedTable = (t: string, c: string): readonly string[] => [
  `select from ${t}`,
  `select 1 from ${t} limit 0`,
  `select count(*) from ${t}`,
  `select exists (table ${t})`,
  `select x from ${t} x`,
  `select row_to_json(x) from ${t} x`,
  `select (x).${c} from ${t} x`,
  `select ctid, xmin, tableoid from ${t}`,
  `select 1 from ${t} where ${c}::text::int / 0 = 1`,
  `select 1 from (values (1)) v (${c}) join ${t} x on x.${c}::text = v.${c}::text`,
  `select 1 from app.freshness cross join lateral (select max(${c}::text) from ${t}) x`,
  `with x as materialized (table ${t}) select count(*) from x`,
  `copy ${t} to stdout`,
  `copy (select ${c} from ${t}) to stdout`,
  `copy ${t} from stdin`,
  `explain select ${c} from ${t}`,
  `explain analyze select count(*) from ${t}`,
  `select query_to_xml('table ${t}', true, true, '')`,
  `select * from ts_stat('select to_tsvector(${c}::text) from ${t}')`,
  `do 'begin perform 1 from ${t}; end'`,
  `select 1 from ${t} for update`,
  `insert into ${t} default values returning ${c}`,
  `update ${t} set ${c} = ${c} where ${c}::text = 'x' returning 1`,
  `delete from ${t} where ${c}::text = 'x'`,
  `merge into ${t} x using (values (1)) v on x.${c}::text = 'x' when matched then do nothing`,
  `truncate ${t}`,
];

/**
 * Statements about one column that the role may not read, of a table of which it reads others. `open` is one of those.
 * @param isOrdered whether values of the column can be put in order at all
 */
export const closedColumn = (t: string, c: string, open: string, isOrdered: boolean): readonly string[] => [
  ...(isOrdered ? closedOrder(t, c, open) : []),
  `table ${t}`,
  `select x from ${t} x`,
  `select x::text from ${t} x`,
  `select to_jsonb(x) from ${t} x`,
  `select (x).${c} from ${t} x`,
  `select ${open} from ${t} where ${c}::text = 'x'`,
  `select ${open} from ${t} where ${c}::text::int / 0 = 1`,
  `select count(${c}) from ${t}`,
  `select ${open} from ${t} group by ${open} having max(${c}::text) > ''`,
  `select case when ${c} is null then 1 end from ${t}`,
  `select ctid from ${t}`,
  `select tableoid from ${t}`,
  `copy ${t} to stdout`,
  `copy ${t} (${c}) to stdout`,
  `update ${t} set ${c} = ${c}`,
];

const closedOrder = (t: string, c: string, open: string): readonly string[] => [
  `select ${open} from ${t} order by ${c}`,
  `select distinct on (${c}) ${open} from ${t}`,
  `select rank() over (order by ${c}) from ${t}`,
  `select 1 from ${t} a join ${t} b using (${c})`,
  `select 1 from ${t} a natural join ${t} b`,
];

/** Statements about a table that the role may read every column of: nothing but reading. */
export const openTable = (t: string, c: string): readonly string[] => [
  `select xmin from ${t}`,
  `select ${c} from ${t} for update`,
  `select ${c} from ${t} for key share`,
  `insert into ${t} select * from ${t} returning ${c}`,
  `update ${t} set ${c} = ${c} where ${c}::text = 'x'`,
  `delete from ${t} where ${c}::text = 'x'`,
  `merge into ${t} x using (values (1)) v on x.${c}::text = 'x' when matched then delete`,
  `truncate ${t}`,
  `copy ${t} from '/dev/null'`,
  `create policy mine on ${t} using (true)`,
  `alter table ${t} disable row level security`,
  `alter table ${t} no force row level security`,
  `alter table ${t} owner to current_user`,
  `create index on ${t} (${c})`,
  `create statistics on ${c}, (1) from ${t}`,
  `create rule mine as on insert to ${t} do nothing`,
  `drop table ${t}`,
];

/** Statements that reach for the server, for another role, for something of one's own, or for what the owner made. */
export const BEYOND_TABLES: readonly string[] = [
  'set session authorization postgres',
  'set role postgres',
  'set role ketenzicht_delivery',
  'set role ketenzicht_gateway',
  'set role ketenzicht_log',
  'set role pg_read_all_data',
  'set role pg_monitor',
  'grant ketenzicht_ind_residence_decision to current_user',
  'alter role ketenzicht_gateway superuser',
  'alter role ketenzicht_gateway bypassrls',
  'create role mine',
  'create temp table mine (x int)',
  'create table public.mine (x int)',
  'create schema mine',
  "create function public.mine() returns int language sql as 'select 1'",
  'create view public.mine as select 1',
  'create type public.mine as (x int)',
  'create sequence public.mine',
  'create extension dblink',
  'create publication mine',
  "load 'dblink'",
  "alter system set log_statement = 'all'",
  "set log_statement = 'all'",
  'set session_replication_role = replica',
  "select pg_read_file('postgresql.conf')",
  "select pg_read_binary_file('PG_VERSION')",
  "select pg_ls_dir('.')",
  "select pg_stat_file('PG_VERSION')",
  "select lo_import('/etc/hostname')",
  'select * from pg_largeobject',
  'select * from pg_authid',
  'select * from pg_shadow',
  'select * from pg_statistic',
  'select * from pg_statistic_ext_data',
  'select * from pg_hba_file_rules',
  'select * from pg_file_settings',
  "copy (select 1) to '/tmp/mine'",
  "copy (select 1) to program 'true'",
  'select pg_terminate_backend(pid) from pg_stat_activity where usename is not null and pid <> pg_backend_pid()',
  'select app.peep()',
  "select nextval('app.numbers')",
  "select currval('app.numbers')",
  "select setval('app.numbers', 1)",
  'select last_value from app.numbers',
  'select * from app.lookout',
  'select * from app.copy',
  'select * from app.invoker',
];

/** Statements about a large object of the owner. */
export const largeObject = (big: string): readonly string[] => [
  `select lo_export(${big}, '/tmp/mine')`,
  `select lo_get(${big})`,
  `select lo_open(${big}, x'40000'::int)`,
];
