import type { Sql, TransactionSql } from 'postgres';
import { APPEND_LOCK } from '../append.js';
import { type LogTable, monthsOf } from '../months-of.js';

/** The logs, as `app.retention_term` names them. */
export const LOGS = ['processing-log', 'audit-log'] as const;

/** One of the logs. */
export type LogName = (typeof LOGS)[number];

/** A month of a log that is over its term. */
export interface DueMonth {
  readonly log: LogName;
  /** First day, `YYYY-MM-DD`. */
  readonly month: string;
}

const TABLES: Readonly<Record<LogName, LogTable>> = {
  'processing-log': 'processing_record',
  'audit-log': 'audit_record',
};

/** Months that are wholly over their term, the oldest first. The month in which is written never is. */
export async function dueMonths(sql: Sql, log: LogName): Promise<DueMonth[]> {
  const months = await monthsOf(sql, TABLES[log]);
  const rows = await sql<{ month: string }[]>`
    select month::text as month from unnest(${months}::date[]) as standing (month)
    where month + interval '1 month' <= current_date - (select days from app.retention_term where what = ${log})
      and month < date_trunc('month', now())
    order by 1`;
  return rows.map(({ month }) => ({ log, month }));
}

/**
 * How many lines a month has. Not within its deletion: all logging would wait for the count. No line comes into a month
 * that is over its term.
 */
export async function countLines(sql: Sql, { log, month }: DueMonth): Promise<number> {
  const [row] = await sql<{ count: string }[]>`
    select count(*) from ${sql('audit')}.${sql(TABLES[log])} where month = ${month}`;
  return Number(row?.count ?? 0);
}

/**
 * Deletes a month of a log as a whole. Of the audit log the end of its chain stays, so that the next month still has
 * something to follow and it can be proved that there was one.
 * What was not sent yet stays, also when this process sends
 * nothing: another may. A collector to which nothing was sent for a month is no longer one.
 * @param collector where this process sends the processing log, if anywhere
 * @returns false when the month has to stay
 */
export async function deleteMonth(
  sql: TransactionSql,
  { log, month }: DueMonth,
  collector: string | undefined,
): Promise<boolean> {
  // All logging waits for this; behind a long reader, such as a backup, the month stays until another run.
  await sql`set local lock_timeout = '2s'`;
  // Before the table's own lock, as writers do; the other way round the two would wait for each other.
  await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`;
  if (log === 'processing-log' && !(await isSent(sql, month, collector ?? null))) return false;
  if (log === 'audit-log') {
    await sql`
      insert into audit.ended_month (month, lines, hash, signature)
      select month, seq, hash, coalesce(signature, '') from audit.audit_record
      where month = ${month} order by seq desc limit 1`;
  }
  await sql.unsafe(`drop table audit.${TABLES[log]}_${month.slice(0, 7).replace('-', '_')}`);
  return true;
}

const RETIRED_AFTER = '1 month';

async function isSent(sql: TransactionSql, month: string, collector: string | null): Promise<boolean> {
  const [row] = await sql<{ sent: boolean }[]>`
    select coalesce(max(line.id), 0) <= coalesce((
        select min(last_id) from (
          select last_id from audit.export_cursor
            where collector = ${collector} or sent_at > now() - ${RETIRED_AFTER}::interval
          union all
          -- nothing was ever sent to the one that is configured now
          select 0 where ${collector}::text is not null
            and not exists (select from audit.export_cursor where collector = ${collector})
        ) waits), max(line.id), 0) as sent
    from audit.processing_record line where month = ${month}`;
  return row?.sent === true;
}
