import type postgres from 'postgres';
import { errorCode } from '../database/database-error.js';
import type { Span } from '../model/span.js';
import type { AccessEntry } from './access-entry.js';
import { insertLines, type LogKeys, readGround, tracedSend } from './append.js';
import { inLogTransaction } from './log-transaction.js';

/** Codes that say that a connection was lost: PostgreSQL's class 57P, the driver's, and the system's. */
const LOST = /^(57P0[1-3]|08\d\d\d|CONNECTION_(CLOSED|ENDED|DESTROYED)|ECONNRESET|EPIPE)$/;
/** One more than the connections there can be: each of them may have been lost. */
const ATTEMPTS = 4;

/** One write of several entries: until when it may take, and how far it came. */
interface Writing {
  readonly span: Span | undefined;
  isOver: boolean;
  /** True as soon as lines are under way, which may then become durable whatever is heard of it. */
  isSent: boolean;
}

/**
 * Writes the lines of these entries in a transaction of their own; they are durable when this settles. A connection
 * that was lost while nobody used it is no outage: before any line was sent, it is tried on another.
 *
 * When this fails, none of the entries may be answered. A line may then stand for an answer that did not go out, where
 * the connection was lost between the commit and the word of it: a line too many, never one too few.
 * @param how.withinMs milliseconds after which it has failed, whatever becomes of the database
 * @param how.span of which the statements are pieces
 * @throws the driver's error, or Error when the time is over
 */
export async function writeGroup(
  log: postgres.Sql,
  entries: readonly AccessEntry[],
  keys: LogKeys,
  { withinMs, span }: { readonly withinMs: number; readonly span?: Span },
): Promise<void> {
  const writing: Writing = { span, isOver: false, isSent: false };
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      writing.isOver = true;
      reject(new Error('the log did not take the lines in time'));
    }, withinMs);
  });
  try {
    await Promise.race([attempt(log, entries, keys, writing), over]);
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(
  log: postgres.Sql,
  entries: readonly AccessEntry[],
  keys: LogKeys,
  writing: Writing,
): Promise<void> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await write(log, entries, keys, writing);
    } catch (error) {
      const again = attempts < ATTEMPTS && !writing.isOver && !writing.isSent && LOST.test(errorCode(error) ?? '');
      if (!again) throw error;
    }
  }
}

/** Two round trips: what the lines are made from, then the lines and the commit. */
async function write(log: postgres.Sql, entries: readonly AccessEntry[], keys: LogKeys, writing: Writing) {
  await inLogTransaction(log, async ({ send: plain, commit }) => {
    const send = tracedSend(plain, writing.span);
    const ground = await readGround(send, entries);
    // Whoever waited was told that it failed: nothing is written for them now.
    if (writing.isOver) throw new Error('the time is over');
    writing.isSent = true;
    const sent = [insertLines(send, entries, ground, keys), commit()];
    // In this order: the commit only says that the server rolled back, the lines say why.
    for (const each of await Promise.allSettled(sent)) if (each.status === 'rejected') throw each.reason;
  });
}
