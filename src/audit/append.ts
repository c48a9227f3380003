import { randomUUID } from 'node:crypto';
import type { ParameterOrJSON, Sql, TransactionSql } from 'postgres';
import { errorCode } from '../database/database-error.js';
import { tracedStatement } from '../database/statement-span.js';
import type { Span } from '../model/span.js';
import type { AccessEntry } from './access-entry.js';
import { GROUND, INSERT_ALONE, INSERT_LINES, OPEN_MONTH, STANDS, TAKE_TURN, V_NUMBERS } from './append-sql.js';
import type { ChainHead } from './chain.js';
import { type ChainedLines, type LogKeys, linesBehind, type Place } from './chained-lines.js';
import type { VNumbers } from './processing-lines.js';

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

/** What an append begins from, as the database says; holds while its transaction does. */
export interface Ground extends Place {
  /** Whether lines of that month stand already. */
  readonly isOpen: boolean;
}

/**
 * Adds the lines of these entries to both logs, within the transaction that `send` sends to: they are durable when it
 * commits, and not there when it does not. Writers wait for each other until then: a chain has no forks, and the
 * processing log's ids grow in the order of commits.
 */
export async function appendEntries(send: Send, entries: readonly AccessEntry[], keys: LogKeys): Promise<void> {
  const turn = new Turn(send);
  const [vNumbers, ground] = await Promise.all([readVNumbers(send, caseIdsOf(entries)), turn.ground()]);
  await turn.insert(ground, linesBehind(ground, { entries, vNumbers }, keys));
}

/** Reads the V-numbers of cases: null where there is none. Sends nothing where nobody is asked for. */
export async function readVNumbers(send: Send, ids: readonly string[]): Promise<VNumbers> {
  if (ids.length === 0) return new Map();
  const rows = await send<{ id: string; vNumber: string | null }>(V_NUMBERS, [ids.join(',')]);
  const known = new Map(rows.map(({ id, vNumber }) => [id, vNumber]));
  return new Map(ids.map((id) => [id, known.get(id) ?? null]));
}

/** The cases that entries are of. */
export function caseIdsOf(entries: readonly AccessEntry[]): string[] {
  const ids = new Set<string>();
  for (const { subjects } of entries) {
    for (const { subject } of subjects) if ('caseId' in subject) ids.add(subject.caseId);
  }
  return [...ids];
}

const NONE: VNumbers = new Map();

/** One turn among the writers, taken when it is made: whatever is sent here waits for it. Everything is sent at once. */
export class Turn {
  readonly #send: Send;
  readonly #word = randomUUID();
  readonly #taken: Promise<unknown>;

  constructor(send: Send) {
    this.#send = send;
    this.#taken = send(TAKE_TURN, [String(APPEND_LOCK), this.#word]);
    this.#taken.catch(() => undefined);
  }

  /** What the next lines are made from: in a snapshot that sees what the writer before has committed. */
  async ground(): Promise<Ground> {
    const [[row]] = await Promise.all([this.#send<GroundRow>(GROUND, []), this.#taken]);
    if (!row) throw new Error('the database did not tell its month');
    return groundOf(row);
  }

  /** Whether one of these ends of a chain is one of its lines. */
  async stands(sent: readonly ChainHead[]): Promise<boolean> {
    const heads = JSON.stringify(sent.map((head) => ({ ...head, seq: String(head.seq) })));
    const [[row]] = await Promise.all([this.#send<{ stands: boolean }>(STANDS, [heads]), this.#taken]);
    return row?.stands === true;
  }

  /** Makes the tables of a month, where they are not there. */
  async openMonth(month: string): Promise<void> {
    await Promise.all([this.#send(OPEN_MONTH, [month]), this.#taken]);
  }

  /** Adds lines on the ground that was read in this turn. */
  async insert(ground: Ground, lines: ChainedLines): Promise<void> {
    const opening = ground.isOpen ? undefined : this.openMonth(ground.month);
    const [isWritten] = await Promise.all([this.#insert(ground, lines), opening]);
    if (!isWritten) throw new Error('the chain went on while its lock was held');
  }

  async #insert(place: Place, lines: ChainedLines): Promise<boolean> {
    const values = [this.#word, ...valuesOf(place, lines, NONE)];
    const [[row]] = await Promise.all([this.#send<Written>(INSERT_LINES, values), this.#taken]);
    return row?.written === lines.audit.length;
  }
}

/**
 * Adds lines by what was not read but guessed, in one statement that takes its turn itself and is durable when it settles.
 * @returns false, and nothing is added, where it is another's turn, the chain ends elsewhere, the month is over, or a
 * V-number is another
 * @throws the driver's error
 */
export async function insertByGuess(
  send: Send,
  { vNumbers, ...place }: Place & { readonly vNumbers: VNumbers },
  lines: ChainedLines,
): Promise<boolean> {
  try {
    const [row] = await send<Written>(INSERT_ALONE, [String(APPEND_LOCK), ...valuesOf(place, lines, vNumbers)]);
    return row?.written === lines.audit.length;
  } catch (error) {
    if (AFTER_ANOTHER.includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

/** SQLSTATE of a line that stands already, and of a transaction that saw too little, where the server has it so. */
const AFTER_ANOTHER = ['23505', '40001'];

interface Written {
  readonly written: number;
}

/** @param guessed V-numbers that the database is to compare with its own */
function valuesOf({ head, month }: Place, { audit, processing }: ChainedLines, guessed: VNumbers): string[] {
  const behind = head ? `${head.month} ${head.seq} ${head.hash}` : '';
  const lines = [JSON.stringify(audit), JSON.stringify(processing)];
  return [month, behind, ...lines, [...guessed.keys()].join(','), [...guessed.values()].join(',')];
}

interface GroundRow {
  readonly current: string;
  readonly month: string | null;
  readonly seq: string;
  readonly hash: string;
  readonly stands: boolean;
}

function groundOf({ current, month, seq, hash, stands }: GroundRow): Ground {
  if (month === null) return { head: null, month: current, isOpen: false };
  // A clock that went back does not open a month again: the chain goes on in the latest one.
  const later = month > current ? month : current;
  return { head: { month, seq: BigInt(seq), hash }, month: later, isOpen: stands && later === month };
}
