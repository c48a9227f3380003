import type postgres from 'postgres';
import { errorCode } from '../database/database-error.js';
import type { Span } from '../model/span.js';
import type { AccessEntry } from './access-entry.js';
import { caseIdsOf, insertByGuess, readVNumbers, Turn, tracedSend } from './append.js';
import type { ChainHead } from './chain.js';
import { type LogKeys, linesBehind } from './chained-lines.js';
import type { Guess, KnownGround } from './known-ground.js';
import { inLogTransaction, sendAlone } from './log-transaction.js';

/** Codes that say that a connection was lost: PostgreSQL's class 57P, the driver's, and the system's. */
const LOST = /^(57P0[1-3]|08\d\d\d|CONNECTION_(CLOSED|ENDED|DESTROYED)|ECONNRESET|EPIPE)$/;
/** One more than the connections there can be: each of them may have been lost. */
const ATTEMPTS = 4;

/** Where groups are written, and with what. */
export interface ChainWriter {
  readonly log: postgres.Sql;
  readonly keys: LogKeys;
  readonly known: KnownGround;
}

/** One write of several entries: until when it may take, and what was sent for it. */
interface Writing {
  readonly entries: readonly AccessEntry[];
  readonly caseIds: readonly string[];
  readonly span: Span | undefined;
  isOver: boolean;
  /** What was written by and was not right. */
  refused?: Guess;
  /** Ends of the chain with lines that were sent, and of which it is not known whether they stand. */
  readonly sent: ChainHead[];
}

/**
 * Writes the lines of these entries in a transaction of their own; they are durable when this settles. A connection
 * that was lost is no outage: it is tried on another, and what was sent before is looked for first. Lines that were sent
 * and lost cannot come after all: they are taken only behind the end that they were made for.
 *
 * When this fails, none of the entries may be answered. A line may then stand for an answer that did not go out: a line
 * too many, never one too few.
 * @param how.withinMs milliseconds after which it has failed, whatever becomes of the database
 * @param how.span of which the statements are pieces
 * @throws the driver's error, or Error when the time is over
 */
export async function writeGroup(
  writer: ChainWriter,
  entries: readonly AccessEntry[],
  { withinMs, span }: { readonly withinMs: number; readonly span?: Span },
): Promise<void> {
  const writing: Writing = { entries, caseIds: caseIdsOf(entries), span, isOver: false, sent: [] };
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      writing.isOver = true;
      reject(new Error('the log did not take the lines in time'));
    }, withinMs);
  });
  try {
    await Promise.race([attempt(writer, writing), over]);
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(writer: ChainWriter, writing: Writing): Promise<void> {
  const guess = writer.known.take(writing.caseIds);
  for (let attempts = 1; ; attempts += 1) {
    try {
      if (attempts === 1 && guess && (await writeByGuess(guess, writer, writing))) return;
      return await readAndWrite(writer, writing);
    } catch (error) {
      const again = attempts < ATTEMPTS && !writing.isOver && LOST.test(errorCode(error) ?? '');
      if (!again) throw error;
    }
  }
}

/** One message each way. False when the guess was wrong: another process has written since, or a case has got a V-number. */
async function writeByGuess(guess: Guess, { log, keys, known }: ChainWriter, writing: Writing): Promise<boolean> {
  const { head, vNumbers } = guess;
  const place = { head, month: head.month };
  const lines = linesBehind(place, { entries: writing.entries, vNumbers }, keys);
  writing.sent.push(lines.head);
  const isWritten = await insertByGuess(tracedSend(sendAlone(log), writing.span), { ...place, vNumbers }, lines);
  if (isWritten) known.keep(lines.head);
  else {
    writing.refused = guess;
    writing.sent.pop();
  }
  return isWritten;
}

/** Two round trips: what the lines are made from, then the lines and the commit. */
async function readAndWrite({ log, keys, known }: ChainWriter, writing: Writing): Promise<void> {
  const { entries, caseIds, sent } = writing;
  await inLogTransaction(log, async ({ send: plain, commit }) => {
    const send = tracedSend(plain, writing.span);
    const reading = readVNumbers(send, caseIds);
    const turn = new Turn(send);
    const asked = sent.length > 0 ? turn.stands(sent) : false;
    const [vNumbers, ground, stands] = await Promise.all([reading, turn.ground(), asked]);
    if (stands) return;
    known.learn({ head: ground.head, vNumbers }, writing.refused);
    // Whoever waited was told that it failed: nothing is written for them now.
    if (writing.isOver) throw new Error('the time is over');
    const lines = linesBehind(ground, { entries, vNumbers }, keys);
    sent.push(lines.head);
    await together(turn.insert(ground, lines), commit());
    known.keep(lines.head);
  });
}

/** In this order: the commit only says that the server rolled back, the lines say why. */
async function together<Written>(inserting: Promise<Written>, committing: Promise<void>): Promise<Written> {
  const [inserted, committed] = await Promise.allSettled([inserting, committing]);
  if (inserted.status === 'rejected') throw inserted.reason;
  if (committed.status === 'rejected') throw committed.reason;
  return inserted.value;
}
