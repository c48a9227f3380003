import type { TransactionSql } from 'postgres';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { errorCode, TIMED_OUT } from '../database/database-error.js';
import { KetenzichtError, LogUnavailable } from '../model/errors.js';
import type {
  AccessPage,
  AccessPageRequest,
  AccessReport,
  AccessSummary,
  ReportQuestion,
  SingleAccess,
} from './access-report.js';
import { pageSql, summarySql } from './access-report-sql.js';
import { allPseudonyms } from './pseudonym.js';

/** Reads access reports from the processing log, as the logs' own login. */
export interface AccessReportReader {
  /**
   * The report without its single accesses. A person who is not known, or not in the reach asked for, has the report of
   * one of whom nothing was logged.
   * @throws LogUnavailable; KetenzichtError `UNAVAILABLE` when it takes too long
   */
  report(question: ReportQuestion): Promise<AccessReport>;
  /** A page of the single accesses of the same question. @throws as `report` */
  accesses(question: ReportQuestion, page: AccessPageRequest): Promise<AccessPage>;
}

/** An id that no case has: who is not known takes as many steps as who is. */
const NO_CASE = '00000000-0000-0000-0000-000000000000';

/** Opens the reader. It decides nothing: who may ask is decided before. */
export function accessReportReader(
  { log }: Pick<Database, 'log'>,
  { logKeys, limits }: Pick<Config, 'logKeys' | 'limits'>,
): AccessReportReader {
  const read = <Value>(question: ReportQuestion, run: (sql: TransactionSql, bound: Bound) => Promise<Value>) =>
    inSnapshot(log, limits.statementTimeoutMs, async (sql) => run(sql, await boundValues(sql, question, logKeys)));
  return {
    report: (question) => read(question, readReport),
    accesses: (question, page) => read(question, (sql, bound) => readPage(sql, bound, page)),
  };
}

/** What every statement binds: the person's pseudonyms, the reach asked for, and the V-number that reach is told by. */
type Bound = readonly [pseudonyms: string[], organisation: string | null, vNumber: string];

/** Every pseudonym the person may have: under older keys, and by case from the time before the V-number was known. */
async function boundValues(
  sql: TransactionSql,
  { vNumber, withinReachOf }: ReportQuestion,
  keys: Config['logKeys'],
): Promise<Bound> {
  const [known] = await sql<{ id: string }[]>`select id from app.case_key where v_number = ${vNumber}`;
  return [allPseudonyms({ vNumber, caseId: known?.id ?? NO_CASE }, keys), withinReachOf, vNumber];
}

async function readReport(sql: TransactionSql, bound: Bound): Promise<AccessReport> {
  const [rows, [kept]] = await Promise.all([
    sql.unsafe<(AccessSummary & { readonly upTo: string })[]>(summarySql, [...bound]),
    sql<{ from: string | null; now: string }[]>`
      select min(month)::text as from, date_trunc('milliseconds', now()) as now from audit.processing_record`,
  ]);
  return {
    generatedAt: kept?.now ?? new Date().toISOString(),
    keptFrom: kept?.from ?? null,
    summaries: rows.map(({ upTo: _place, ...summary }) => summary),
    upTo: rows[0]?.upTo ?? null,
  };
}

async function readPage(sql: TransactionSql, bound: Bound, page: AccessPageRequest): Promise<AccessPage> {
  const { upTo, first, after } = page;
  const values = [...bound, upTo, after?.at ?? null, after?.id ?? null, first + 1];
  const rows = await sql.unsafe<SingleAccess[]>(pageSql, values);
  return { accesses: [...rows].slice(0, first), hasNextPage: rows.length > first };
}

async function inSnapshot<Value>(
  log: Database['log'],
  timeoutMs: number,
  run: (sql: TransactionSql) => Promise<Value>,
): Promise<Value> {
  try {
    const done = await log.begin('isolation level repeatable read read only', async (sql) => {
      await sql`select set_config('statement_timeout', ${String(timeoutMs)}, true)`;
      return { value: await run(sql) };
    });
    return done.value as Value;
  } catch (error) {
    if (errorCode(error) !== TIMED_OUT) throw new LogUnavailable(error);
    throw new KetenzichtError('UNAVAILABLE', 'This report takes too long now. Ask again later.', error);
  }
}
