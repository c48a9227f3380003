import type postgres from 'postgres';

/** Lines that do not fit, and the number or id of the first of them. */
export interface Place {
  readonly lines: bigint;
  readonly first: bigint | null;
}

/** How the two logs differ. */
export interface Difference {
  /** Lines of the processing log whose operation has no line in the audit log; the first by id. */
  readonly untold: Place;
  /** Lines of the processing log beyond those that the audit log counts of the operation; the first by its number there. */
  readonly uncounted: Place;
  /** Lines that the audit log counts and the processing log does not have; the first by its number there. */
  readonly lacking: Place;
  /** Lines of the audit log that were compared. */
  readonly told: number;
}

/** The lines of a month whose trace is from here on, and before there; to the end where `to` is null. */
export interface TraceRange {
  readonly month: string;
  readonly from: string;
  readonly to: string | null;
}

/**
 * Where a range ends that has about `page` lines of either log: callers may give many requests one trace, so traces are
 * not spread evenly, and a single one may have more.
 * @returns null when all the rest is within the page
 */
export async function rangeAfter(
  sql: postgres.Sql,
  { month, from, page }: { readonly month: string; readonly from: string; readonly page: number },
): Promise<string | null> {
  const after = (table: string, comparison: postgres.PendingQuery<postgres.Row[]>, skip: number) => sql`(
    select trace_id from ${sql('audit')}.${sql(table)}
    where month = ${month}::date and trace_id ${comparison} order by trace_id offset ${skip}::int limit 1)`;
  const least = (comparison: postgres.PendingQuery<postgres.Row[]>, skip: number) =>
    sql`least(${after('audit_record', comparison, skip)}, ${after('processing_record', comparison, skip)})`;
  const [row] = await sql<{ to: string | null; isSame: boolean | null }[]>`
    select ends.at as "to", ends.at = ${from}::text as "isSame" from (select ${least(sql`>= ${from}::text`, page)} as at) ends`;
  if (row?.isSame !== true) return row?.to ?? null;
  const [next] = await sql<{ to: string | null }[]>`select ${least(sql`> ${from}::text`, 0)} as "to"`;
  return next?.to ?? null;
}

/** The log writes its lines as JSON without spaces, and no value can hold a quotation mark unescaped. */
const SPAN = '"spanId":"([0-9a-f]{16})"';
const SUBJECTS = '"counts":[{][^}]*"subjects":([0-9]{1,15})';

interface DifferenceRow {
  readonly untold: string;
  readonly untoldFirst: string | null;
  readonly uncounted: string;
  readonly uncountedFirst: string | null;
  readonly lacking: string;
  readonly lackingFirst: string | null;
  readonly told: string;
}

/**
 * Compares the logs in one statement, so that a write comes with its lines in both or in neither. An operation is its
 * trace and its span; should it have several lines in the audit log, their counts are taken together.
 */
export async function readDifference(sql: postgres.Sql, { month, from, to }: TraceRange): Promise<Difference> {
  const range = sql`month = ${month}::date and trace_id >= ${from}::text
    ${to === null ? sql`` : sql`and trace_id < ${to}::text`}`;
  const [row] = await sql<DifferenceRow[]>`
    with told as (
      select trace_id, substring(body from ${SPAN}::text) as span_id, min(seq) as seq, count(*) as lines,
        sum(coalesce(substring(body from ${SUBJECTS}::text)::bigint, 0)) as counted
      from audit.audit_record where ${range} group by 1, 2
    ), held as (
      select trace_id, span_id, min(id) as id, count(*) as lines from audit.processing_record where ${range} group by 1, 2
    ), operation as (
      select t.seq, h.id, coalesce(h.lines, 0) - coalesce(t.counted, 0) as surplus, coalesce(t.lines, 0) as told
      from told t full join held h on h.trace_id = t.trace_id and h.span_id = t.span_id
    )
    select ${placesOf(sql)}, coalesce(sum(told), 0)::text as told from operation`;
  return {
    untold: place(row?.untold, row?.untoldFirst),
    uncounted: place(row?.uncounted, row?.uncountedFirst),
    lacking: place(row?.lacking, row?.lackingFirst),
    told: Number(row?.told ?? 0),
  };
}

function placesOf(sql: postgres.Sql) {
  return sql`
    coalesce(sum(surplus) filter (where seq is null), 0)::text as untold,
    min(id) filter (where seq is null)::text as "untoldFirst",
    coalesce(sum(surplus) filter (where seq is not null and surplus > 0), 0)::text as uncounted,
    min(seq) filter (where seq is not null and surplus > 0)::text as "uncountedFirst",
    coalesce(-sum(surplus) filter (where surplus < 0), 0)::text as lacking,
    min(seq) filter (where surplus < 0)::text as "lackingFirst"`;
}

function place(lines = '0', first: string | null = null): Place {
  return { lines: BigInt(lines), first: first === null ? null : BigInt(first) };
}
