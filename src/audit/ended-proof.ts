import type postgres from 'postgres';
import { firstAfter } from './chain-lines.js';
import type { LogName } from './retention/log-months.js';

const MONTH = /^\d{4}-\d{2}$/;
/** Lines that are looked through at once; as few of them are read as tell of a deletion. */
const PAGE = 50_000n;

/** What the log calls the deletion of a month of a log after its term; `retention/run-retention.ts` writes it. */
const actionOf = (log: LogName) => `retention ${log}`;

/** The months of a log whose deletion a line of the audit log tells of (`YYYY-MM`), with the lines they had. Mostly none. */
export function deletionIn(body: string, log: LogName): [month: string, lines: bigint][] {
  if (!body.includes(`"action":"${actionOf(log)}"`)) return [];
  const { action, counts } = JSON.parse(body) as { action?: unknown; counts?: Readonly<Record<string, number>> };
  if (action !== actionOf(log)) return [];
  return Object.entries(counts ?? {}).flatMap(([month, lines]): [string, bigint][] =>
    MONTH.test(month) ? [[month, BigInt(lines)]] : [],
  );
}

/**
 * Lines of the processing log that were deleted after their term, by month (`YYYY-MM`), as these months of the audit log
 * tell. Looks through all of them, a part at a time, so that no statement holds back whoever opens a month.
 */
export async function deletedProcessing(sql: postgres.Sql, months: readonly string[]): Promise<Map<string, bigint>> {
  const deleted = new Map<string, bigint>();
  const wanted = `%"action":"${actionOf('processing-log')}"%`;
  for (const month of months) {
    for (let first = await firstAfter(sql, month); first !== undefined; ) {
      const last: bigint = first + PAGE - 1n;
      const rows = await sql<{ body: string }[]>`
        select body from audit.audit_record where month = ${month}::date and body like ${wanted}
          and seq >= ${String(first)}::bigint and seq <= ${String(last)}::bigint`;
      for (const [name, lines] of rows.flatMap(({ body }) => deletionIn(body, 'processing-log'))) {
        deleted.set(name, (deleted.get(name) ?? 0n) + lines);
      }
      first = await firstAfter(sql, month, last);
    }
  }
  return deleted;
}
