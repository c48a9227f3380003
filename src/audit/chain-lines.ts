import type postgres from 'postgres';
import type { ChainHead } from './chain.js';

/** A line of the audit log, as the database has it now. */
export interface ChainLine extends ChainHead {
  readonly traceId: string;
  readonly body: string;
  readonly signature: string | null;
}

/** A head that is kept apart from its line: of a month that was deleted, or in a file elsewhere. */
export interface SignedHead extends ChainHead {
  readonly signature: string;
}

/** Lines that are read at once: some megabytes, whatever the length of the chain. */
const PAGE = 5_000n;
/** Before every number that a line may be given. */
const FIRST = -(2n ** 63n);

type Row = Omit<ChainLine, 'seq'> & { readonly seq: string };

/**
 * The lines of a month in their order, a few thousand at a time. Each page is a statement of its own: a transaction over
 * the whole chain would hold back whoever opens a new month, and so the log itself. Lines are only ever added, so the
 * pages fit each other, and the last one ends where a write ended.
 */
export async function* linesOf(sql: postgres.Sql, month: string, after = FIRST): AsyncGenerator<readonly ChainLine[]> {
  for (let last = after; ; ) {
    const first = await firstAfter(sql, month, last);
    if (first === undefined) return;
    // A range of numbers and no limit: of a table without statistics the server would sort all of the month for a page.
    const rows = await sql<Row[]>`
      select month::text, seq, trace_id as "traceId", body, hash, signature from audit.audit_record
      where month = ${month}::date and seq >= ${String(first)}::bigint and seq < ${String(first + PAGE)}::bigint
      order by seq`;
    const lines = rows.map((row) => ({ ...row, seq: BigInt(row.seq) }));
    if (lines.length > 0) yield lines;
    last = lines.at(-1)?.seq ?? first;
  }
}

/** The number of the first line of a month after this one, or of all; undefined when there is none. */
export async function firstAfter(sql: postgres.Sql, month: string, after = FIRST): Promise<bigint | undefined> {
  const [row] = await sql<{ seq: string }[]>`
    select seq from audit.audit_record where month = ${month}::date and seq > ${String(after)}::bigint
    order by seq limit 1`;
  return row && BigInt(row.seq);
}

/** The last line of a month; undefined when there is none. */
export async function lastLineOf(sql: postgres.Sql, month: string): Promise<ChainLine | undefined> {
  const [row] = await sql<Row[]>`
    select month::text, seq, trace_id as "traceId", body, hash, signature from audit.audit_record
    where month = ${month}::date order by seq desc limit 1`;
  return row && { ...row, seq: BigInt(row.seq) };
}

/** The hash at one place; undefined when there is no line. */
export async function hashAt(sql: postgres.Sql, { month, seq }: Omit<ChainHead, 'hash'>): Promise<string | undefined> {
  const [row] = await sql<{ hash: string }[]>`
    select hash from audit.audit_record where month = ${month}::date and seq = ${String(seq)}::bigint`;
  return row?.hash;
}

/** The ends of months that were deleted after their term, the oldest first. */
export async function endedMonths(sql: postgres.Sql): Promise<SignedHead[]> {
  const rows = await sql<(Omit<SignedHead, 'seq'> & { seq: string })[]>`
    select e.month::text, e.lines as seq, e.hash, e.signature from audit.ended_month e order by e.month`;
  return rows.map((row) => ({ ...row, seq: BigInt(row.seq) }));
}
