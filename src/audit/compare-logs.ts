import type postgres from 'postgres';
import { type Finding, finding } from './chain-finding.js';
import { endedMonths, type SignedHead } from './chain-lines.js';
import { type Difference, type Place, rangeAfter, readDifference } from './compare-logs-sql.js';
import { deletedProcessing } from './ended-proof.js';
import { monthsOf } from './months-of.js';

/** What the logs are compared by. */
export interface Comparison {
  /** Months of which the audit log has lines, the oldest first. */
  readonly live: readonly string[];
  /** Months of the audit log that were deleted after their term: nothing is left to compare with. */
  readonly ended: readonly Pick<SignedHead, 'month'>[];
  /** First day of the only month to look at; all when absent. */
  readonly month?: string;
  /** Takes how many lines of the audit log were compared. */
  readonly onPage?: (lines: number) => void;
  /** Lines of each log that are compared at once. */
  readonly page?: number;
}

const PAGE = 10_000;

/**
 * Compares the two logs month by month: both get their lines in one transaction, and a line of the audit log counts the
 * data subjects of its operation, so neither can lose or gain a line about a person without the other telling. Lines of
 * confidential activities are compared like all others, and nothing of a line is told but its place. Memory does not grow
 * with the logs: the database compares a range of traces at a time, each as it is at one moment.
 *
 * Months that ended after their term are not found: of the audit log their end stands in `audit.ended_month`, of the
 * processing log a line of the audit log says how many lines went, and so many may be missing and no more. What was taken
 * out of both logs alike, and lines without a data subject, only the chain and kept heads can tell.
 */
export async function compareLogs(sql: postgres.Sql, comparison: Comparison): Promise<Finding[]> {
  const { live, ended, month: only } = comparison;
  const gone = new Set(ended.map(({ month }) => month));
  const known = new Set(await monthsOf(sql, 'processing_record'));
  const wanted = [...new Set([...live, ...known])].sort();
  const deleted = once(() => deletedProcessing(sql, live));
  const findings: Finding[] = [];
  for (const month of wanted) {
    if (gone.has(month) || (only !== undefined && month !== only)) continue;
    const found = live.includes(month)
      ? await compareMonth(sql, month, { ...comparison, deleted })
      : await emptied(sql, month);
    if (found.length > 0 && !(await hasEnded(sql, month))) findings.push(...found);
  }
  return findings;
}

/** Whether its term ended while it was compared. */
async function hasEnded(sql: postgres.Sql, month: string): Promise<boolean> {
  return (await endedMonths(sql)).some((each) => each.month === month);
}

/** Asked for again, because the month may have begun meanwhile. */
async function emptied(sql: postgres.Sql, month: string): Promise<Finding[]> {
  const rows = await sql<{ id: string }[]>`
    select id from audit.processing_record where month = ${month}::date
      and not exists (select from audit.audit_record where month = ${month}::date)
    order by id limit 1`;
  return rows.map(({ id }) => finding('EMPTIED', { month, seq: BigInt(id) }));
}

type MonthComparison = Comparison & { readonly deleted: () => Promise<ReadonlyMap<string, bigint>> };

async function compareMonth(sql: postgres.Sql, month: string, comparison: MonthComparison): Promise<Finding[]> {
  const { untold, uncounted, lacking } = await differenceOf(sql, month, comparison);
  const findings: Finding[] = [];
  const found = (kind: 'UNTOLD' | 'UNCOUNTED' | 'LACKING', { lines, first }: Place, least = 0n) => {
    if (first !== null && lines > least) findings.push(finding(kind, { month, seq: first }, lines - least));
  };
  found('UNTOLD', untold);
  found('UNCOUNTED', uncounted);
  if (lacking.lines === 0n) return findings;
  const deleted = (await comparison.deleted()).get(month.slice(0, 7)) ?? 0n;
  found('LACKING', lacking, deleted);
  // More were deleted than there ever should have been.
  found('UNCOUNTED', { lines: deleted, first: lacking.first }, lacking.lines);
  return findings;
}

async function differenceOf(sql: postgres.Sql, month: string, comparison: Comparison): Promise<Difference> {
  let all: Difference = { untold: NOWHERE, uncounted: NOWHERE, lacking: NOWHERE, told: 0 };
  for (let from: string | null = ''; from !== null; ) {
    const to: string | null = await rangeAfter(sql, { month, from, page: comparison.page ?? PAGE });
    const one = await readDifference(sql, { month, from, to });
    all = together(all, one);
    comparison.onPage?.(one.told);
    from = to;
  }
  return all;
}

function together(one: Difference, other: Difference): Difference {
  return {
    untold: sumOf(one.untold, other.untold),
    uncounted: sumOf(one.uncounted, other.uncounted),
    lacking: sumOf(one.lacking, other.lacking),
    told: one.told + other.told,
  };
}

const NOWHERE: Place = { lines: 0n, first: null };

function sumOf(one: Place, other: Place): Place {
  const firsts = [one.first, other.first].filter((first) => first !== null);
  const first = firsts.reduce<bigint | null>((least, each) => (least === null || each < least ? each : least), null);
  return { lines: one.lines + other.lines, first };
}

/** Runs at the first call; whoever calls again gets the same. */
function once<Value>(run: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
