/** What is wrong at a place of the chain, or between the two logs: from `EMPTIED` on. */
export type FindingKind =
  | 'CHANGED'
  | 'MISSING'
  | 'SWAPPED'
  | 'ADDED'
  | 'FORGED'
  | 'CUT'
  | 'BREAK'
  | 'MISSING_MONTH'
  | 'UNPROVEN_END'
  | 'EMPTIED'
  | 'UNTOLD'
  | 'UNCOUNTED'
  | 'LACKING';

/** The first wrong place of a month, of its kind. It says nothing of what a line holds. */
export interface Finding {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Number of the line within the month; id of the line where it is one of the processing log. */
  readonly line: bigint;
  /** Where the line stands; the audit log when absent. */
  readonly log?: 'processing';
  readonly kind: FindingKind;
  /** For people: what it is, and what it may come from. */
  readonly text: string;
}

const plural = (count: bigint) => (count === 1n ? 'a line is' : `${count} lines are`);

/** The words for each kind. */
const TEXTS = {
  CHANGED: () => 'the line is not what was written: its text, its trace id or its hash was changed',
  MISSING: (count: bigint) => `${plural(count)} missing here`,
  SWAPPED: (other: bigint) => `the line was swapped with line ${other}`,
  ADDED: (count: bigint) => `${plural(count)} here that the log did not write`,
  FORGED: (since: bigint) =>
    `the signature is by none of the keys: it was changed, or lines since ${since} were chained anew without the key`,
  CUT: () => 'the line before is not signed: the end of a write is missing, or lines were added without the key',
  BREAK: () => 'the line does not follow the end of the month before: lines there are missing, or this one was changed',
  MISSING_MONTH: () => 'what was before this month is missing: a month, or more; or this line was changed',
  UNPROVEN_END: () => 'the month is said to have ended after its term, and no line of the log tells of its deletion',
  EMPTIED: () => 'the audit log has no line of this month, and the processing log has this one',
  UNTOLD: (count: bigint) =>
    `${plural(count)} in the processing log of operations that no line of the audit log tells of`,
  UNCOUNTED: (count: bigint) =>
    `${plural(count)} in the processing log, from this line on, that the audit log does not count`,
  LACKING: (count: bigint) =>
    `${plural(count)} missing in the processing log of those that are counted from this line on`,
} satisfies Record<FindingKind, (count: bigint) => string>;

/** Found at a line that the audit log lacks. */
const OF_PROCESSING: ReadonlySet<FindingKind> = new Set(['EMPTIED', 'UNTOLD']);

/** A finding in words. @param count lines, or the other place, as the kind has it */
export function finding(kind: FindingKind, { month, seq }: { month: string; seq: bigint }, count = 1n): Finding {
  const place = { month: month.slice(0, 7), line: seq, kind, text: TEXTS[kind](count) };
  return OF_PROCESSING.has(kind) ? { ...place, log: 'processing' } : place;
}
