import type { TransactionSql } from 'postgres';
import type { Database } from '../../database/database.js';
import { inTransaction } from '../../database/transaction.js';
import { STATISTICS_ROLE } from '../../policy/role-name.js';
import { FACT_COLUMNS } from '../../policy/statistics-grants.js';
import { FIRST_YEAR } from './codes.js';
import { factsOf } from './facts-sql.js';

/** How facts are refreshed. */
export interface RefreshOptions {
  /** Counts every case anew, not only those that changed since. */
  readonly full?: boolean;
  /** Told how many cases are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a refresh did. */
export interface RefreshReport {
  /** Cases that were looked at. */
  readonly cases: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

const BATCH = 5_000;

/**
 * Brings the facts up to the last change that is committed, in one transaction: whoever asks meanwhile gets the state
 * before, whole. Two refreshes wait for each other. Everything is counted anew where the outbox may no longer tell what
 * changed, because its own term is over.
 */
export async function refreshFacts(
  { admin }: Pick<Database, 'admin'>,
  { full = false, onProgress }: RefreshOptions = {},
): Promise<RefreshReport> {
  return inTransaction(admin, async (sql) => {
    await sql.unsafe(`set local role ${STATISTICS_ROLE}`);
    await sql`select pg_advisory_xact_lock(hashtext('ketenzicht statistics'))`;
    const { position, head, known } = await stateOf(sql);
    const ids = await (full || !known ? allCases(sql) : changedCases(sql, position, head));
    const report = await refreshCases(sql, ids, onProgress);
    await sql.unsafe(REFRESHED, [head]);
    return report;
  });
}

interface State {
  /** The last position that is counted, and the last one there is. */
  readonly position: number;
  readonly head: number;
  /** False where the outbox may have lost changes that are not counted yet, and before the first refresh. */
  readonly known: boolean;
}

/** Positions are committed in their order (`delivery/outbox.ts`): whatever comes after the head is counted the next time. */
async function stateOf(sql: TransactionSql): Promise<State> {
  const [row] = await sql<{ position: string | null; head: string; known: boolean }[]>`
    select r.position, greatest(r.position, (select max(position) from app.change), 0) as head,
      coalesce(r.refreshed_at > now() - make_interval(
        days => (select days from app.retention_term where what = 'changes') - 1), false) as known
    from (values (true)) one (single) left join statistics.refreshed r using (single)`;
  return { position: Number(row?.position ?? 0), head: Number(row?.head ?? 0), known: row?.known === true };
}

async function allCases(sql: TransactionSql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from app.case_index union select case_id from app.fact_of_case order by id`;
  return rows.map(({ id }) => id);
}

async function changedCases(sql: TransactionSql, position: number, head: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct case_id as id from app.change where position > ${position} and position <= ${head} order by id`;
  return rows.map(({ id }) => id);
}

async function refreshCases(
  sql: TransactionSql,
  ids: readonly string[],
  onProgress: RefreshOptions['onProgress'],
): Promise<RefreshReport> {
  const report = { cases: ids.length, added: 0, changed: 0, removed: 0 };
  for (let done = 0; done < ids.length; done += BATCH) {
    onProgress?.(done, ids.length);
    const [counts] = await sql.unsafe<Omit<RefreshReport, 'cases'>[]>(REFRESH, [ids.slice(done, done + BATCH)]);
    report.added += counts?.added ?? 0;
    report.changed += counts?.changed ?? 0;
    report.removed += counts?.removed ?? 0;
  }
  if (ids.length > 0) onProgress?.(ids.length, ids.length);
  return report;
}

const REFRESHED = `
  insert into statistics.refreshed (position, refreshed_at, municipalities, first_month, last_month, undated)
  select $1, clock_timestamp(), coalesce(array_agg(distinct municipality), '{}'),
    min(arrived_month) filter (where arrived_month >= '${FIRST_YEAR}-01-01'), max(greatest(arrived_month, left_month)),
    coalesce(bool_or((arrived_month >= '${FIRST_YEAR}-01-01') is not true), false)
  from statistics.fact
  on conflict (single) do update set position = excluded.position, refreshed_at = excluded.refreshed_at,
    municipalities = excluded.municipalities, first_month = excluded.first_month, last_month = excluded.last_month,
    undated = excluded.undated`;

const COLUMNS = FACT_COLUMNS.join(', ');
const listed = (alias: string) => FACT_COLUMNS.map((column) => `${alias}.${column}`).join(', ');
const updates = FACT_COLUMNS.map((column) => `${column} = n.${column}`).join(', ');

/**
 * One batch. A fact whose case is no longer counted goes, unless the case itself was deleted after its term: nothing
 * leads to that fact any more (`tables.ts`).
 */
const REFRESH = `
  with stated as materialized (${factsOf('$1::uuid[]')}),
  fresh as materialized (
    select gen_random_uuid() as fact_id, s.* from stated s
    where not exists (select from app.fact_of_case k where k.case_id = s.case_id)
  ), written as (
    insert into statistics.fact (id, ${COLUMNS}) select fact_id, ${listed('f')} from fresh f returning id
  ), joined as (
    insert into app.fact_of_case (case_id, fact_id) select case_id, fact_id from fresh
  ), changed as (
    update statistics.fact f set ${updates}
    from stated n join app.fact_of_case k on k.case_id = n.case_id
    where f.id = k.fact_id and (${listed('f')}) is distinct from (${listed('n')})
    returning f.id
  ), parted as (
    delete from app.fact_of_case k where k.case_id = any($1::uuid[])
      and not exists (select from stated s where s.case_id = k.case_id)
    returning k.case_id, k.fact_id
  ), removed as (
    delete from statistics.fact f using parted p
    where f.id = p.fact_id and exists (select from app.case_key c where c.id = p.case_id) returning f.id
  )
  select (select count(*) from written)::int as added, (select count(*) from changed)::int as changed,
    (select count(*) from removed)::int as removed`;
