import type { ParameterOrJSON, Sql, TransactionSql } from 'postgres';
import type { LogKey } from '../config.js';
import { tracedStatement } from '../database/statement-span.js';
import type { Span } from '../model/span.js';
import type { AccessEntry } from './access-entry.js';
import { GROUND, INSERT_LINES, LOCK, OPEN_MONTH, V_NUMBERS } from './append-sql.js';
import { type ChainHead, chainHash, GENESIS, type SigningKeys, signHead } from './chain.js';
import { oneLineEach } from './one-line-each.js';
import { processingLines } from './processing-lines.js';

/** An arbitrary number that means "Ketenzicht appends to its logs" in `pg_advisory_xact_lock`. */
export const APPEND_LOCK = 5_838_274_002;

/** Sends one statement of the transaction that the lines belong to, at once and behind those sent before. */
export type Send = <Row extends object>(text: string, values: readonly string[]) => Promise<readonly Row[]>;

/** Sends on a connection of the driver's own, or in a transaction that it began. */
export function sendOn(sql: Sql | TransactionSql): Send {
  return async <Row extends object>(text: string, values: readonly string[]) =>
    sql.unsafe<Row[]>(text, values as ParameterOrJSON<never>[], { prepare: true });
}

/** Sends in the same way, each statement a piece of the span. */
export function tracedSend(send: Send, span: Span | undefined): Send {
  if (!span) return send;
  return (text, values) => tracedStatement(span, text, send(text, values));
}

/** With what lines are made. */
export interface LogKeys {
  readonly pseudonyms: LogKey;
  readonly signing: SigningKeys;
}

/** The state that an append begins from; holds while its transaction does. */
export interface Ground {
  readonly head: ChainHead | null;
  /** The month to write in. */
  readonly month: string;
  /** Whether lines of that month stand already. */
  readonly isOpen: boolean;
  /** Moment of the transaction, by the database's clock. */
  readonly now: string;
  readonly vNumbers: ReadonlyMap<string, string | null>;
}

/**
 * Adds the lines of these entries to both logs, within the transaction that `send` sends to: they are durable when it
 * commits, and not there when it does not. Writers wait for each other until then: a chain has no forks, and the
 * processing log's ids grow in the order of commits.
 */
export async function appendEntries(send: Send, entries: readonly AccessEntry[], keys: LogKeys): Promise<void> {
  await insertLines(send, entries, await readGround(send, entries), keys);
}

/** Takes the lock and reads what the lines are made from. Sends at once; all statements travel together. */
export async function readGround(send: Send, entries: readonly AccessEntry[]): Promise<Ground> {
  const ids = caseIdsOf(entries);
  const [cases, , [ground]] = await Promise.all([
    ids.length > 0 ? send<{ id: string; vNumber: string | null }>(V_NUMBERS, [ids.join(',')]) : [],
    send(LOCK, [String(APPEND_LOCK)]),
    // A statement of its own behind the lock: its snapshot must see what the writer before has committed.
    send<GroundRow>(GROUND, []),
  ]);
  if (!ground) throw new Error('the database did not tell its month');
  return groundOf(ground, new Map(cases.map(({ id, vNumber }) => [id, vNumber])));
}

/** Adds the lines. Sends at once, before anything is awaited. */
export async function insertLines(
  send: Send,
  entries: readonly AccessEntry[],
  ground: Ground,
  { pseudonyms, signing }: LogKeys,
): Promise<void> {
  const { now, month, isOpen, vNumbers } = ground;
  const settled = entries.map((entry) => oneLineEach(entry, vNumbers));
  const audit = JSON.stringify(auditLines(settled, ground, signing));
  const processing = JSON.stringify(processingLines(settled, vNumbers, pseudonyms));
  await Promise.all([
    ...(isOpen ? [] : [send(OPEN_MONTH, [month])]),
    send(INSERT_LINES, [now, month, audit, processing]),
  ]);
}

interface GroundRow {
  readonly now: string;
  readonly current: string;
  readonly month: string | null;
  readonly seq: string;
  readonly hash: string;
  readonly stands: boolean;
}

function groundOf({ now, current, month, seq, hash, stands }: GroundRow, vNumbers: Ground['vNumbers']): Ground {
  if (month === null) return { now, head: null, month: current, isOpen: false, vNumbers };
  // A clock that went back does not open a month again: the chain goes on in the latest one.
  const later = month > current ? month : current;
  return { now, head: { month, seq: BigInt(seq), hash }, month: later, isOpen: stands && later === month, vNumbers };
}

function caseIdsOf(entries: readonly AccessEntry[]): string[] {
  const ids = new Set<string>();
  for (const { subjects } of entries) {
    for (const { subject } of subjects) if ('caseId' in subject) ids.add(subject.caseId);
  }
  return [...ids];
}

interface AuditLine {
  readonly seq: string;
  readonly trace_id: string;
  readonly body: string;
  readonly hash: string;
  readonly signature: string | null;
}

/** The lines, each behind the one before; only the last is signed, which proves all before it. */
function auditLines(entries: readonly AccessEntry[], { head, month }: Ground, signing: SigningKeys): AuditLine[] {
  let before = head?.hash ?? GENESIS;
  let seq = head?.month === month ? head.seq : 0n;
  return entries.map(({ audit }, place) => {
    const body = JSON.stringify(audit);
    seq += 1n;
    before = chainHash(before, { month, seq }, body);
    const isLast = place === entries.length - 1;
    const signature = isLast ? signHead({ month, seq, hash: before }, signing) : null;
    return { seq: String(seq), trace_id: audit.traceId, body, hash: before, signature };
  });
}
