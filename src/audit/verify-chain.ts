import type { KeyObject } from 'node:crypto';
import type postgres from 'postgres';
import { type ChainHead, GENESIS, headIsSigned } from './chain.js';
import { type Finding, finding } from './chain-finding.js';
import { type ChainLine, endedMonths, lastLineOf, linesOf, type SignedHead } from './chain-lines.js';
import { checkMonth } from './check-month.js';
import { compareLogs } from './compare-logs.js';
import { diagnose } from './diagnose.js';
import { deletionIn } from './ended-proof.js';
import { monthsOf } from './months-of.js';

/** What a verification is asked for. */
export interface VerifyOptions {
  /** The public halves of the keys that signed, of each secret in its time; with them alone nobody can write a chain. */
  readonly publicKeys: readonly KeyObject[];
  /** First day of the only month to look at; all when absent. */
  readonly month?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What was found of one month. */
export interface VerifiedMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly lines: number;
  readonly finding?: Finding;
}

/** What a verification found. */
export interface ChainReport {
  readonly months: readonly VerifiedMonth[];
  /** The first wrong place of each month, what is wrong with months that ended, and where the logs differ. */
  readonly findings: readonly Finding[];
}

/**
 * Walks the chain of the audit log: numbers, hashes, the link from month to month, signatures, and that each month ends
 * in a signed line; then compares it with the processing log (`compare-logs.ts`). Memory does not grow with the chain.
 *
 * A chain that was cut off at an earlier signed line is whole by itself: the processing log tells where the lines were
 * about persons, and only heads that are kept elsewhere tell of the others (`kept-heads.ts`). Nor does a signature that was taken off a line in the middle matter: the next one proves it.
 */
export async function verifyChain(sql: postgres.Sql, options: VerifyOptions): Promise<ChainReport> {
  const all = await monthsOf(sql, 'audit_record');
  const ended = await endedMonths(sql);
  const wanted = options.month === undefined ? all : all.filter((month) => month === options.month);
  const deletions = new Map<string, bigint>();
  const onPage = await progressOver(sql, wanted, options.onProgress);
  const onLine = (line: ChainLine) => noteDeletion(deletions, line);
  const months: VerifiedMonth[] = [];
  for (const month of wanted) {
    const before = await headBefore(sql, month, { live: all, ended });
    months.push(await verifyMonth(sql, { month, before, publicKeys: options.publicKeys }, { onLine, onPage }));
  }
  const ends = options.month === undefined ? await checkEnds(ended, deletions, options.publicKeys) : [];
  const compared = await compareLogs(sql, { live: all, ended, month: options.month, onPage });
  return { months, findings: [...ends, ...months.flatMap((month) => month.finding ?? []), ...compared] };
}

interface Month {
  readonly month: string;
  /** Where the chain before it ends; null when there is nothing before it. */
  readonly before: ChainHead | null;
  readonly publicKeys: readonly KeyObject[];
}

async function verifyMonth(
  sql: postgres.Sql,
  { month, before, publicKeys }: Month,
  watching: Parameters<typeof checkMonth>[2],
): Promise<VerifiedMonth> {
  const seq = before?.month === month ? before.seq : 0n;
  const ground = { month, before: { seq, hash: before?.hash ?? GENESIS }, publicKeys };
  const { lines, misfit } = await checkMonth(linesOf(sql, month), ground, watching);
  const name = month.slice(0, 7);
  if (!misfit) return { month: name, lines };
  const found = await diagnose({ sql, month, misfit, publicKeys });
  const isLink = misfit.kind === 'HASH' && misfit.seq === 1n && found.kind === 'CHANGED';
  return { month: name, lines, finding: isLink ? brokenLink(month, before) : found };
}

/** From the first line alone it cannot be told whether it was changed or follows something that is gone. */
function brokenLink(month: string, before: ChainHead | null): Finding {
  const isNext = before !== null && before.month === monthBefore(month);
  return finding(isNext ? 'BREAK' : 'MISSING_MONTH', { month, seq: 1n });
}

function monthBefore(month: string): string {
  const date = new Date(`${month}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - 1);
  return date.toISOString().slice(0, 10);
}

/** The end of the latest month before; of the same month where a clock that went back opened an ended one again. */
async function headBefore(
  sql: postgres.Sql,
  month: string,
  { live, ended }: { readonly live: readonly string[]; readonly ended: readonly SignedHead[] },
): Promise<ChainHead | null> {
  const lastEnded = ended.filter((each) => each.month <= month).at(-1) ?? null;
  const lastLive = live.filter((each) => each < month).at(-1);
  if (lastLive === undefined || (lastEnded && lastEnded.month > lastLive)) return lastEnded;
  return (await lastLineOf(sql, lastLive)) ?? null;
}

function noteDeletion(deletions: Map<string, bigint>, line: ChainLine): void {
  for (const [month, lines] of deletionIn(line.body, 'audit-log')) deletions.set(month, lines);
}

/**
 * The end of a deleted month must be signed, and that of the latest be told of in the chain that follows: its signature
 * is that of its last line, which whoever deletes a month has as well.
 */
async function checkEnds(
  ended: readonly SignedHead[],
  deletions: ReadonlyMap<string, bigint>,
  publicKeys: readonly KeyObject[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const head of ended) {
    if (!(await headIsSigned(head, head.signature, publicKeys))) findings.push(finding('FORGED', head, head.seq));
  }
  const last = ended.at(-1);
  if (last && deletions.get(last.month.slice(0, 7)) !== last.seq) findings.push(finding('UNPROVEN_END', last));
  return findings;
}

/** The last numbers add up to the lines there should be; each is walked, and then compared. */
async function progressOver(
  sql: postgres.Sql,
  months: readonly string[],
  report: VerifyOptions['onProgress'],
): Promise<(lines: number) => void> {
  if (!report) return () => undefined;
  let total = 0;
  for (const month of months) total += 2 * Number((await lastLineOf(sql, month))?.seq ?? 0n);
  let done = 0;
  return (lines) => {
    done += lines;
    report(Math.min(done, total), total);
  };
}
