import type { KeyObject } from 'node:crypto';
import type postgres from 'postgres';
import { chainHash, headIsSigned } from './chain.js';
import { type Finding, finding } from './chain-finding.js';
import { type ChainLine, linesOf } from './chain-lines.js';
import type { Misfit } from './check-month.js';

/** So many missing lines are looked for where the ones behind were numbered anew. */
const MOST_MISSING = 1_000n;

/** Where a misfit is, and with what the lines behind it can be tried. */
export interface Place {
  readonly sql: postgres.Sql;
  readonly month: string;
  readonly misfit: Misfit;
  readonly publicKeys: readonly KeyObject[];
}

/**
 * Says what was done at a place where the chain does not fit: each line still carries the hash that it was written with,
 * so a line can be tried at other places. Reads the rest of the month at most once.
 */
export async function diagnose(place: Place): Promise<Finding> {
  const { month, misfit } = place;
  const at = { month, seq: misfit.seq };
  if (misfit.kind === 'SIGNATURE') return finding('FORGED', at, misfit.provenTo + 1n);
  if (misfit.kind === 'END') return finding('CUT', at);
  if (misfit.kind === 'TRACE') return finding('CHANGED', at);
  const [line, next] = await firstTwo(place);
  if (!line) return finding('CUT', at);
  if (line.seq > misfit.seq) return finding('MISSING', at, line.seq - misfit.seq);
  if (line.seq < misfit.seq) return finding('ADDED', { month, seq: line.seq });
  const moved = await findOwner(place, line);
  if (moved) return moved;
  const missing = await countMissing(place, line, next);
  return missing ? finding('MISSING', at, missing) : finding('CHANGED', at);
}

/** The line at the place and the one behind it. */
async function firstTwo({ sql, month, misfit }: Place): Promise<ChainLine[]> {
  // What the walk has passed fits, so a lower number can only stand before the first line of all.
  const pages = linesOf(sql, month, misfit.seq === 1n ? undefined : misfit.seq - 1n);
  const first: ChainLine[] = [];
  for await (const page of pages) {
    first.push(...page.slice(0, 2));
    if (first.length >= 2) break;
  }
  return first;
}

/** Looks behind the place for the line that belongs there. */
async function findOwner({ sql, month, misfit }: Place, line: ChainLine): Promise<Finding | undefined> {
  const { seq, before } = misfit;
  let previous = line;
  for await (const page of linesOf(sql, month, seq)) {
    for (const other of page) {
      const hash = chainHash(before, { month, seq }, other.body);
      if (hash === line.hash || hash === other.hash) return nameMove(hash, { seq, line }, { other, previous });
      previous = other;
    }
  }
  return undefined;
}

/** Swapped, where the line at the place belongs where its owner was found; else lines were put in before that one. */
function nameMove(
  hash: string,
  { seq, line }: { readonly seq: bigint; readonly line: ChainLine },
  { other, previous }: { readonly other: ChainLine; readonly previous: ChainLine },
): Finding {
  const { month } = other;
  const beforeOther = previous === line ? other.hash : previous.hash;
  const fitsThere = chainHash(beforeOther, { month, seq: other.seq }, line.body) === line.hash;
  // Where only the texts were swapped, the hashes stand where they stood.
  const isSwapped = hash === line.hash || fitsThere;
  return isSwapped ? finding('SWAPPED', { month, seq }, other.seq) : finding('ADDED', { month, seq }, other.seq - seq);
}

/** How many lines are missing where those behind were numbered anew; undefined when that is not what was done. */
async function countMissing({ month, misfit, publicKeys }: Place, line: ChainLine, next: ChainLine | undefined) {
  for (let count = 1n; count <= MOST_MISSING; count += 1n) {
    if (next && chainHash(line.hash, { month, seq: next.seq + count }, next.body) === next.hash) return count;
    const head = { month, seq: misfit.seq + count, hash: line.hash };
    if (!next && line.signature && (await headIsSigned(head, line.signature, publicKeys))) return count;
  }
  return undefined;
}
