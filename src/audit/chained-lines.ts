import type { LogKey } from '../config.js';
import type { AccessEntry } from './access-entry.js';
import { type ChainHead, chainHash, GENESIS, type SigningKeys, signHead } from './chain.js';
import { oneLineEach } from './one-line-each.js';
import { type AlikeLines, processingLines, type VNumbers } from './processing-lines.js';

/** With what lines are made. */
export interface LogKeys {
  readonly pseudonyms: LogKey;
  readonly signing: SigningKeys;
}

/** Where lines go. */
export interface Place {
  /** What they follow; null where nothing was ever written. */
  readonly head: ChainHead | null;
  /** The month to write in: first day, `YYYY-MM-DD`. */
  readonly month: string;
}

/** Entries, and the V-numbers of the cases that they are of. */
export interface NamedEntries {
  readonly entries: readonly AccessEntry[];
  readonly vNumbers: VNumbers;
}

/** A line of the audit log. */
export interface AuditLine {
  readonly seq: string;
  readonly trace_id: string;
  readonly body: string;
  readonly hash: string;
  readonly signature: string | null;
}

/** Lines of both logs, and the end that the chain has with them. */
export interface ChainedLines {
  readonly audit: readonly AuditLine[];
  readonly processing: readonly AlikeLines[];
  readonly head: ChainHead;
}

/** Makes the lines of entries; there must be one at least. */
export function linesBehind(place: Place, { entries, vNumbers }: NamedEntries, keys: LogKeys): ChainedLines {
  const settled = entries.map((entry) => oneLineEach(entry, vNumbers));
  return {
    ...auditLines(settled, place, keys.signing),
    processing: processingLines(settled, vNumbers, keys.pseudonyms),
  };
}

/** The lines, each behind the one before; only the last is signed, which proves all before it. */
function auditLines(entries: readonly AccessEntry[], { head, month }: Place, signing: SigningKeys) {
  let hash = head?.hash ?? GENESIS;
  let seq = head?.month === month ? head.seq : 0n;
  const audit = entries.map(({ audit: record }, place) => {
    const body = JSON.stringify(record);
    seq += 1n;
    hash = chainHash(hash, { month, seq }, body);
    const isLast = place === entries.length - 1;
    const signature = isLast ? signHead({ month, seq, hash }, signing) : null;
    return { seq: String(seq), trace_id: record.traceId, body, hash, signature };
  });
  return { audit, head: { month, seq, hash } };
}
