import type postgres from 'postgres';
import { collectorName } from './export-collector-name.js';

/** More are not counted: a collector that was away for weeks must not make each look at the figures a long one. */
export const MOST_COUNTED = 1_000_000;

/** Month by month, because the table's key begins with it; the newest first, where what waits mostly is. */
const WAITING = `
  with recursive sent as (
    select coalesce((select last_id from audit.export_cursor where collector = $1), 0) as id
  ), months (month) as (
    (select max(r.month) from audit.processing_record r)
    union all
    select (select max(r.month) from audit.processing_record r where r.month < m.month)
    from months m where m.month is not null
  )
  select count(*)::int as lines from (
    select from sent cross join months m cross join lateral (
      select from audit.processing_record r where r.month = m.month and r.id > sent.id limit $2::int
    ) line limit $2::int
  ) waiting`;

/**
 * How many lines of the processing log the collector has not confirmed yet, `MOST_COUNTED` at most.
 * @param url as in `startExport`
 * @throws the driver's error
 */
export async function countWaiting(log: postgres.Sql, url: string, most = MOST_COUNTED): Promise<number> {
  const [row] = await log.unsafe<{ lines: number }[]>(WAITING, [collectorName(url), most]);
  return row?.lines ?? 0;
}
