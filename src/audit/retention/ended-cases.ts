import type { TransactionSql } from 'postgres';
import { recordingChanges } from '../../delivery/outbox.js';
import { hashed, partName } from '../../delivery/write-parts.js';
import type { CaseChanges, HashedRows } from '../../join/case-changes.js';
import { endedCases, leftCases } from '../../join/case-end.js';
import { casesDue, refreshCases } from '../../join/reach.js';
import type { Agency } from '../../model/agency.js';
import { allParts } from '../../sources/index.js';
import { tableOf } from '../../sources/source.js';

/** What one batch deleted: rows by what they were. No value of them. */
export type Deleted = Readonly<Record<string, number>>;

/** What a batch did, and where the next one begins. */
export interface Batch {
  readonly deleted: Deleted;
  /** Cases that were looked at. */
  readonly done: number;
  /** Id of the last case; null when there are no more. */
  readonly last: string | null;
}

const BATCH = 500;
/** Before every id. */
export const FIRST = '00000000-0000-0000-0000-000000000000';

/** Lets the calendar end and begin reach, for one batch of cases. Only what ended is counted: that is the deletion. */
export async function endReach(sql: TransactionSql, after: string): Promise<Batch> {
  const ids = await casesDue(sql, after, BATCH);
  const before = await reachOf(sql, ids);
  await recordingChanges(sql, (changes) => refreshCases(sql, ids, changes));
  const standing = new Set(await reachOf(sql, ids));
  const ended = before.filter((one) => !standing.has(one));
  return { deleted: { reach: ended.length }, done: ids.length, last: lastOf(ids) };
}

/** Who reaches which of these cases. */
async function reachOf(sql: TransactionSql, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ reach: string }[]>`
    select case_id || ' ' || organisation as reach from app.reach where case_id = any(${[...ids]}::uuid[])`;
  return rows.map(({ reach }) => reach);
}

const CUT = 'current_date - (select days from app.retention_term where what = $1::text)';

/** `$1` the agency, `$2` the last case of the batch before, `$3` how many. */
const OVER_THE_TERM = `
  select e.id from (select id from ${endedCases(CUT)} ended union all select id from ${leftCases(CUT)} forsaken) e
  where e.id > $2::uuid
    and ($1::text = 'SHELTER' or exists (select from app.record r where r.case_id = e.id and r.agency = $1::text))
  order by e.id limit $3::int`;

/** Deletes what one source holds of cases that ended longer ago than its term, for one batch of cases. */
export async function deleteFromSource(sql: TransactionSql, agency: Agency, after: string): Promise<Batch> {
  const rows = await sql.unsafe<{ id: string }[]>(OVER_THE_TERM, [agency, after, BATCH]);
  const ids = rows.map(({ id }) => id);
  const deleted = await recordingChanges(sql, async (changes) => {
    const found = await deleteRecords(sql, agency, ids, changes);
    if (agency === 'SHELTER') await deleteCases(sql, ids, found, changes);
    // Whose own record was the ground of its reach has none without it.
    else await refreshCases(sql, ids, changes);
    return found;
  });
  return { deleted, done: ids.length, last: lastOf(ids) };
}

async function deleteRecords(
  sql: TransactionSql,
  agency: Agency,
  ids: string[],
  changes: CaseChanges,
): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const part of allParts.filter((one) => one.agency === agency)) {
    const statement = hashed(`delete from ${tableOf(part)} t where case_id = any($1::uuid[]) returning t.*`);
    const gone = await sql.unsafe<HashedRows[]>(statement, [ids]);
    changes.gone(partName(part), gone);
    for (const { count } of gone) add(deleted, partName(part), count);
  }
  const keys = sql`select agency, organisation, source_key from app.record where case_id = any(${ids}::uuid[]) and agency = ${agency}`;
  for (const table of ['fragment', 'match_candidate']) {
    const { count } =
      await sql`delete from ${sql('app')}.${sql(table)} where (agency, organisation, source_key) in (${keys})`;
    add(deleted, `app.${table}`, count);
  }
  const { count } = await sql`delete from app.record where case_id = any(${ids}::uuid[]) and agency = ${agency}`;
  add(deleted, 'app.record', count);
  return deleted;
}

/**
 * Without the municipality's file nobody reaches the case and nothing says when it ended: what other sources still
 * hold of it goes as well, and with it everything of the gateway's own.
 */
async function deleteCases(
  sql: TransactionSql,
  ids: string[],
  deleted: Record<string, number>,
  changes: CaseChanges,
): Promise<void> {
  const agencies = await sql<{ agency: Agency }[]>`
    select distinct agency from app.record where case_id = any(${ids}::uuid[])`;
  for (const { agency } of agencies) {
    for (const [table, count] of Object.entries(await deleteRecords(sql, agency, ids, changes))) {
      add(deleted, table, count);
    }
  }
  add(deleted, 'app.reach', (await reachOf(sql, ids)).length);
  await refreshCases(sql, ids, changes);
  for (const table of ['consent', 'participation', 'match_candidate', 'rectification', 'source_copy']) {
    const { count } = await sql`delete from ${sql('app')}.${sql(table)} where case_id = any(${ids}::uuid[])`;
    add(deleted, `app.${table}`, count);
  }
  const { count } = await sql`delete from app.case_key where id = any(${ids}::uuid[])`;
  add(deleted, 'app.case_key', count);
}

function add(deleted: Record<string, number>, table: string, count: number): void {
  if (count > 0) deleted[table] = (deleted[table] ?? 0) + count;
}

function lastOf(ids: readonly string[]): string | null {
  return ids.length < BATCH ? null : (ids.at(-1) ?? null);
}
