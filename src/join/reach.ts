import type { TransactionSql } from 'postgres';
import { keepReadModels } from '../sources/keep-read-models.js';
import { latestFirst } from '../sources/row-order.js';
import { shelterParts } from '../sources/shelter/index.js';
import { type CaseChanges, type NotedChange, REACH_PART } from './case-changes.js';
import { caseEnd, endedCases } from './case-end.js';

/** A row that came of an `insert … on conflict do update` is new where nothing locked it out before. */
const ADDED_OR_CHANGED = "case when xmax = 0 then 'ADDED' else 'CHANGED' end as kind";

/** What shows of a case comes from the municipality's file that its source puts last: the latest arrival. */
const CASE_INDEX = `
  insert into app.case_index (id, organisation, status, municipality, arrived_at, left_at)
  select distinct on (case_id) case_id, organisation, status, municipality, arrived_at, left_at
  from shelter.case_file f where case_id = any($1::uuid[])
  order by case_id, ${latestFirst(shelterParts.caseFile, 'f')}
  on conflict (id) do update set
    organisation = excluded.organisation, status = excluded.status, municipality = excluded.municipality,
    arrived_at = excluded.arrived_at, left_at = excluded.left_at
  where (case_index.organisation, case_index.status, case_index.municipality, case_index.arrived_at, case_index.left_at)
    is distinct from
    (excluded.organisation, excluded.status, excluded.municipality, excluded.arrived_at, excluded.left_at)
  returning id as "caseId", organisation, ${ADDED_OR_CHANGED}`;

const GONE_FROM_INDEX = `
  delete from app.case_index i where id = any($1::uuid[])
    and not exists (select from shelter.case_file f where f.case_id = i.id)
  returning id as "caseId", organisation, 'REMOVED' as kind`;

/** A V-number may have gone from one case to another: the old rows go before the new ones come. */
const STALE_V_NUMBERS = `
  delete from app.case_v_number v where case_id = any($1::uuid[])
    and not exists (
      select from app.case_key k join app.case_index i on i.id = k.id
      where k.id = v.case_id and k.v_number = v.v_number)
  returning case_id as "caseId", organisation, 'REMOVED' as kind`;

const V_NUMBERS = `
  insert into app.case_v_number (case_id, organisation, v_number)
  select i.id, i.organisation, k.v_number
  from app.case_index i join app.case_key k on k.id = i.id
  where i.id = any($1::uuid[]) and k.v_number is not null
  on conflict (case_id) do update set organisation = excluded.organisation, v_number = excluded.v_number
  where (case_v_number.organisation, case_v_number.v_number) is distinct from (excluded.organisation, excluded.v_number)
  returning case_id as "caseId", organisation, ${ADDED_OR_CHANGED}`;

/** What ended on this day or before is in nobody's reach. */
const REACH_ENDS = `current_date - (select days from app.retention_term where what = 'reach')`;

/**
 * Each part says for whom a case exists, and why; a municipality's word on a participation overrides them, and a case
 * that ended longer ago than its term exists for nobody (AVG art. 5(1)(e)).
 */
const REACH = `
  with wanted as (
    -- a municipality: it has a file of the person
    select f.organisation, f.case_id from shelter.case_file f where f.case_id = any($1::uuid[])
    union
    -- an NGO: it guides or guided the person, and began within its grant
    select t.organisation, t.case_id
    from guidance.trajectory t join app.organisation o on o.code = t.organisation and o.partner_kind = 'NGO'
    where t.case_id = any($1::uuid[]) and (t.started_at is null or (
      t.started_at >= (o.valid_from at time zone 'Europe/Amsterdam')::date
      and (o.valid_until is null or t.started_at <= (o.valid_until at time zone 'Europe/Amsterdam')::date)))
    union
    -- IND, DT&V, AVIM: from the case table's decision on
    select o.code, p.case_id
    from shelter.plan p join app.organisation o on o.partner_kind in ('IND', 'DTV', 'AVIM')
    where p.case_id = any($1::uuid[]) and p.decided_at <= current_date
      -- one that a full snapshot no longer holds, while its file goes on, is no decision any more
      and (p.record_closed_at is null or exists (
        select from app.record r where r.agency = 'SHELTER' and r.organisation = p.delivered_by
          and r.source_key = p.source_key and r.closed_at = p.record_closed_at))
    union
    -- IND, DT&V, AVIM: their own source holds a record of the person
    select r.organisation, r.case_id
    from app.record r join app.organisation o on o.code = r.organisation and o.partner_kind in ('IND', 'DTV', 'AVIM')
    where r.case_id = any($1::uuid[]) and r.closed_at is null
    union
    select p.organisation, p.case_id
    from app.participation p join app.organisation o
      on o.code = p.organisation and o.partner_kind in ('MUNICIPALITY', 'NGO', 'IND', 'DTV', 'AVIM')
    where p.case_id = any($1::uuid[]) and p.begun_at <= now()
  ), permitted as (
    select w.organisation, w.case_id
    from wanted w join app.case_index i on i.id = w.case_id
    where (${caseEnd('i.id')} > ${REACH_ENDS}) is not false
    and not exists (
      select from app.participation p
      where p.case_id = w.case_id and p.organisation = w.organisation and p.ended_at <= now())
  ), ended as (
    delete from app.reach r where case_id = any($1::uuid[]) and not exists (
      select from permitted p where p.organisation = r.organisation and p.case_id = r.case_id)
    returning case_id, organisation
  ), begun as (
    -- what it repeats of the case index comes by trigger (drizzle/0007), which runs for what is there already as well
    insert into app.reach (organisation, case_id)
    select organisation, case_id from permitted p
    where not exists (select from app.reach r where r.organisation = p.organisation and r.case_id = p.case_id)
    on conflict (organisation, case_id) do nothing
    returning case_id, organisation
  )
  select case_id as "caseId", organisation, 'REMOVED' as kind from ended
  union all
  select case_id, organisation, 'ADDED' from begun`;

/**
 * Recomputes what the gateway itself keeps of these cases: the index that pages run on, the V-number, and for whom
 * each case exists; and what each source keeps of it in one row. Run it in the transaction that changed a record or a
 * participation.
 * @param changes is told what became different
 */
export async function refreshCases(
  sql: TransactionSql,
  caseIds: Iterable<string>,
  changes: CaseChanges,
): Promise<void> {
  const ids = [...new Set(caseIds)];
  if (ids.length === 0) return;
  // Sent behind one another without waiting: the database runs them in this order.
  const told = STATEMENTS.map(async ([part, statement]) => {
    const changed = await sql.unsafe<Omit<NotedChange, 'part'>[]>(statement, [ids]);
    for (const row of changed) changes.note({ ...row, part });
  });
  await Promise.all([...told, keepReadModels(sql, ids)]);
}

const STATEMENTS: readonly (readonly [part: string, statement: string])[] = [
  ['app.case_index', CASE_INDEX],
  ['app.case_index', GONE_FROM_INDEX],
  ['app.case_v_number', STALE_V_NUMBERS],
  ['app.case_v_number', V_NUMBERS],
  [REACH_PART, REACH],
];

/** Cases whose reach changes with the calendar alone: a term is over, a participation begins or ends, a decision is due. */
const DUE = `
  select id from (
    select e.id from ${endedCases(REACH_ENDS)} e where exists (select from app.reach r where r.case_id = e.id)
    union
    select p.case_id from app.participation p where p.begun_at <= now() or p.ended_at <= now()
    union
    select p.case_id from shelter.plan p where p.decided_at between current_date - 7 and current_date
  ) due where id > $1 order by id limit $2`;

/**
 * Cases whose stored reach the calendar may have overtaken, in the order of their ids. Run `refreshCases` on them.
 * @param after the last id of the batch before
 */
export async function casesDue(sql: TransactionSql, after: string, most: number): Promise<string[]> {
  const rows = await sql.unsafe<{ id: string }[]>(DUE, [after, most]);
  return rows.map(({ id }) => id);
}
