import type postgres from 'postgres';
import { endedCases, leftCases } from '../../join/case-end.js';
import { AGENCIES, type Agency } from '../../model/agency.js';
import { OVER_THE_TERM } from './leftovers.js';
import { dueMonths, LOGS } from './log-months.js';

/** What a run of the retention job deletes, counted before it does. */
export interface DueItem {
  /** As in `app.retention_term`. */
  readonly what: string;
  readonly days: number;
  /** What is dated before this day, or on it, is over its term (`YYYY-MM-DD`). */
  readonly cutOff: string;
  /** Records, rows, cases (for `reach`) or months (for the logs). */
  readonly count: number;
}

type Counter = (what: string) => string;

/** Each counts what is over its term; `cut` stands for the day. */
const COUNTERS: Readonly<Record<string, string>> = {
  reach: `select count(*) from ${endedCases('cut')} e where exists (select from app.reach r where r.case_id = e.id)`,
  quarantine: `select count(*) from app.quarantine where ${OVER_THE_TERM.quarantine}`,
  changes: `select (select count(*) from app.change where ${OVER_THE_TERM.changes})
    + (select count(*) from app.webhook_failure where ${OVER_THE_TERM.webhookFailures})
    + (select count(*) from app.webhook where ${OVER_THE_TERM.webhooks}) as count`,
  'rejected-rows': `select count(*) from app.rejected_row w join app.delivery d on d.id = w.delivery_id
    where ${OVER_THE_TERM.rejectedRows}`,
};

/** Records of cases that ended, or that no municipality has a file of any more; with the latter go their keys. */
const records: Counter = (agency) =>
  `select (select count(*) from app.record r
      join (select id from ${endedCases('cut')} ended union all select id from ${leftCases('cut')} forsaken) e
        on e.id = r.case_id where r.agency = '${agency}')
    + (select count(*) from ${leftCases('cut')} forsaken where '${agency}' = 'SHELTER') as count`;

/** What is over its term at this moment, in the order in which a run deletes it. Reads only. */
export async function dueItems(sql: postgres.Sql): Promise<DueItem[]> {
  const terms = await sql<{ what: string; days: number; cutOff: string }[]>`
    select what, days, (current_date - days)::text as "cutOff" from app.retention_term`;
  const known = new Map(terms.map((term) => [term.what, term]));
  const items: DueItem[] = [];
  for (const what of WHATS) {
    const term = known.get(what);
    if (!term) throw new Error(`app.retention_term has no term for ${what}`);
    items.push({ ...term, count: await countOf(sql, term) });
  }
  return items;
}

async function countOf(sql: postgres.Sql, { what, cutOff }: Omit<DueItem, 'count'>): Promise<number> {
  const log = LOGS.find((one) => one === what);
  if (log) return (await dueMonths(sql, log)).length;
  const counter = COUNTERS[what] ?? records(what);
  const [row] = await sql.unsafe<{ count: string }[]>(counter.replaceAll(/\bcut\b/g, `date '${cutOff}'`));
  return Number(row?.count ?? 0);
}

/** The sources in the order of deletion: the municipality's file says when a case ended, so it goes last. */
export const SOURCE_ORDER: readonly Agency[] = [...AGENCIES.filter((agency) => agency !== 'SHELTER'), 'SHELTER'];

/** Everything with a term, in the order of a run. */
export const WHATS: readonly string[] = ['reach', ...SOURCE_ORDER, 'quarantine', 'changes', 'rejected-rows', ...LOGS];
