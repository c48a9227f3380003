import type { KeyObject } from 'node:crypto';
import type postgres from 'postgres';
import { z } from 'zod';
import { headIsSigned } from './chain.js';
import { type Finding, finding } from './chain-finding.js';
import { endedMonths, hashAt, lastLineOf, type SignedHead } from './chain-lines.js';
import { monthsOf } from './months-of.js';

/** A file of kept heads that cannot be used: which line, and why. */
export class HeadsError extends Error {
  override readonly name = 'HeadsError';
}

const headForm = z.strictObject({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-01$/),
  seq: z.string().regex(/^[1-9]\d{0,17}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});

/** A head as it is kept in a file, one JSON object a line; numbers as text, so that no program rounds them. */
export type KeptHead = z.infer<typeof headForm>;

/** The last line of each month, signed: to be kept where who administers the database cannot change it. */
export async function currentHeads(sql: postgres.Sql): Promise<KeptHead[]> {
  const heads: KeptHead[] = [];
  for (const name of await monthsOf(sql, 'audit_record')) {
    const line = await lastLineOf(sql, name);
    if (!line?.signature) throw new HeadsError(`${name.slice(0, 7)}: the last line is not signed. Verify the log.`);
    const { month, seq, hash, signature } = line;
    heads.push({ month, seq: String(seq), hash, signature });
  }
  return heads;
}

/**
 * Reads a file of kept heads.
 * @throws HeadsError that names the first line that is none, or is signed with none of the keys
 */
export async function readHeads(text: string, publicKeys: readonly KeyObject[]): Promise<SignedHead[]> {
  const heads: SignedHead[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const head = headOf(line);
    if (!head) throw new HeadsError(`line ${index + 1} of the kept heads is no head, as \`audit heads\` prints them`);
    if (!(await headIsSigned(head, head.signature, publicKeys))) {
      throw new HeadsError(`line ${index + 1} of the kept heads is signed with none of the keys`);
    }
    heads.push(head);
  }
  if (heads.length === 0) throw new HeadsError('the file of kept heads holds none');
  return heads;
}

function headOf(line: string): SignedHead | undefined {
  try {
    const head = headForm.parse(JSON.parse(line));
    return { ...head, seq: BigInt(head.seq) };
  } catch {
    return undefined;
  }
}

/** What the log no longer has of the heads that were kept. Of a month that ended after its term, its end is compared. */
export async function compareHeads(sql: postgres.Sql, heads: readonly SignedHead[]): Promise<Finding[]> {
  const ended = new Map((await endedMonths(sql)).map((head) => [head.month, head]));
  const findings: Finding[] = [];
  for (const head of heads) {
    const end = ended.get(head.month);
    if (end && head.seq < end.seq) continue;
    const hash = end?.seq === head.seq ? end.hash : await hashAt(sql, head);
    if (hash === undefined)
      findings.push({ ...finding('CUT', head), text: 'a head was kept of this line: it is gone' });
    else if (hash !== head.hash) {
      findings.push({ ...finding('CHANGED', head), text: 'a head was kept of this line: it is another one now' });
    }
  }
  return findings;
}
