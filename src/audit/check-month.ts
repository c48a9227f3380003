import type { KeyObject } from 'node:crypto';
import { type ChainHead, chainHash, headIsSigned } from './chain.js';
import type { ChainLine } from './chain-lines.js';

/** What a month is checked against. */
export interface MonthGround {
  readonly month: string;
  /** What its first line follows, and the number before it. */
  readonly before: { readonly seq: bigint; readonly hash: string };
  readonly publicKeys: readonly KeyObject[];
}

/** The first place that does not fit. */
export interface Misfit {
  /** `HASH`: number or hash do not follow; `SIGNATURE`: by none of the keys; `END`: the last line is not signed. */
  readonly kind: 'HASH' | 'SIGNATURE' | 'TRACE' | 'END';
  readonly seq: bigint;
  /** What the line there should follow. */
  readonly before: string;
  /** The last line that a good signature proves. */
  readonly provenTo: bigint;
}

/** What a month that was walked to its end is. */
export interface CheckedMonth {
  readonly lines: number;
  readonly misfit?: Misfit;
}

/** What is seen on the way. */
export interface Watching {
  readonly onLine: (line: ChainLine) => void;
  readonly onPage: (lines: number) => void;
}

/** Walks the lines of a month up to the first that does not fit, a page in memory at a time. */
export async function checkMonth(
  pages: AsyncIterable<readonly ChainLine[]>,
  ground: MonthGround,
  watching: Watching,
): Promise<CheckedMonth> {
  const walk: Walk = { ...ground.before, provenTo: ground.before.seq, isSigned: false };
  let lines = 0;
  for await (const page of pages) {
    const misfit = await checkPage(page, ground, walk, watching);
    lines += page.length;
    watching.onPage(page.length);
    if (misfit) return { lines, misfit };
  }
  if (lines === 0 || walk.isSigned) return { lines };
  return { lines, misfit: misfitAt('END', walk, walk.seq + 1n) };
}

/** How far the walk is: the last line that fits. */
interface Walk {
  seq: bigint;
  hash: string;
  provenTo: bigint;
  isSigned: boolean;
}

async function checkPage(
  page: readonly ChainLine[],
  { month, publicKeys }: MonthGround,
  walk: Walk,
  { onLine }: Watching,
): Promise<Misfit | undefined> {
  const signatures: { seq: bigint; before: string; isGood: Promise<boolean> }[] = [];
  let misfit: Misfit | undefined;
  for (const line of page) {
    const kind = misfitOf(line, month, walk);
    if (kind) {
      misfit = misfitAt(kind, walk, walk.seq + 1n);
      break;
    }
    if (line.signature !== null) {
      signatures.push({ seq: line.seq, before: walk.hash, isGood: headIsSigned(line, line.signature, publicKeys) });
    }
    walk.seq = line.seq;
    walk.hash = line.hash;
    walk.isSigned = line.signature !== null;
    onLine(line);
  }
  for (const { seq, before, isGood } of signatures) {
    if (!(await isGood)) return misfitAt('SIGNATURE', { ...walk, hash: before }, seq);
    walk.provenTo = seq;
  }
  return misfit && { ...misfit, provenTo: walk.provenTo };
}

function misfitOf(line: ChainLine, month: string, { seq, hash }: ChainHeadLike): Misfit['kind'] | undefined {
  const place = { month, seq: seq + 1n };
  if (line.seq !== place.seq || chainHash(hash, place, line.body) !== line.hash) return 'HASH';
  // The body is whole, so it is JSON as the log writes it, and no value in it can hold a quotation mark unescaped.
  return line.body.includes(`"traceId":"${line.traceId}"`) ? undefined : 'TRACE';
}

type ChainHeadLike = Pick<ChainHead, 'seq' | 'hash'>;

function misfitAt(kind: Misfit['kind'], { hash, provenTo }: Walk, seq: bigint): Misfit {
  return { kind, seq, before: hash, provenTo };
}
