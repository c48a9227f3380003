import { LONGEST_ROW, TOO_LONG } from './input-row.js';
import type { Line } from './lines.js';

/** The text of one CSV row: one line, or several where a quoted value holds line breaks. */
export interface CsvText {
  /** The line that the row begins on. */
  readonly place: number;
  readonly raw: string;
  /** Why the text cannot be parsed. */
  readonly reason?: string;
}

const BROKEN_QUOTE = 'a quote is not closed, or text follows a closing quote';

/**
 * Joins the lines of each CSV row. A quote that never closes would swallow the rest of the file: the line that opens
 * it is given up alone, and the lines after it are read again as rows of their own.
 */
export async function* csvTexts(source: AsyncIterable<Line>, separator: string): AsyncGenerator<CsvText> {
  const joiner = new RowJoiner(separator);
  for await (const line of source) yield* joiner.take(line);
  yield* joiner.end();
}

/** Holds the lines of the row that is open; each line is scanned once, and once more when its row proves broken. */
class RowJoiner {
  readonly #separator: string;
  #held: Line[] = [];
  #size = 0;

  constructor(separator: string) {
    this.#separator = separator;
  }

  *take(line: Line): Generator<CsvText> {
    const waiting = [line];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const after = next.tooLong ? 'broken' : quoteAfter(next.text, this.#held.length > 0, this.#separator);
      this.#held.push(next);
      this.#size += next.text.length;
      if (after === 'closed') yield* this.#close();
      else if (after === 'broken' || this.#size > LONGEST_ROW) yield* this.#giveUp(waiting);
    }
  }

  *end(): Generator<CsvText> {
    while (this.#held.length > 0) {
      const waiting: Line[] = [];
      yield* this.#giveUp(waiting);
      for (let next = waiting.pop(); next; next = waiting.pop()) yield* this.take(next);
    }
  }

  *#close(): Generator<CsvText> {
    const raw = joined(this.#held);
    if (raw.trim() !== '') yield { place: this.#held[0]?.number ?? 0, raw };
    this.#held = [];
    this.#size = 0;
  }

  /** Gives up the first line held and hands the others back, the next one on top. */
  *#giveUp(waiting: Line[]): Generator<CsvText> {
    const [first, ...others] = this.#held;
    if (first) yield { place: first.number, raw: joined([first]), reason: first.tooLong ? TOO_LONG : BROKEN_QUOTE };
    for (const line of others.reverse()) waiting.push(line);
    this.#held = [];
    this.#size = 0;
  }
}

const joined = (held: readonly Line[]) =>
  held
    .map(({ text }) => text)
    .join('\n')
    .replace(/\r$/, '');

type Quote = 'open' | 'closed' | 'broken';

/** Whether a quote is open after the line. A quote inside a value that is not quoted is a plain character. */
function quoteAfter(line: string, openBefore: boolean, separator: string): Quote {
  let at = openBefore ? afterQuoted(line, 0, separator) : 0;
  while (typeof at === 'number') at = afterValue(line, at, separator);
  return at;
}

/** Where the value after this one begins, or how the line ends. */
function afterValue(line: string, at: number, separator: string): number | Quote {
  if (line[at] === '"') return afterQuoted(line, at + 1, separator);
  const next = line.indexOf(separator, at);
  return next < 0 ? 'closed' : next + 1;
}

function afterQuoted(line: string, from: number, separator: string): number | Quote {
  const closing = closingQuote(line, from);
  if (closing < 0) return 'open';
  const rest = line.slice(closing + 1, closing + 3);
  if (rest === '' || rest === '\r') return 'closed';
  return rest.startsWith(separator) ? closing + 2 : 'broken';
}

/** The place of the quote that closes a value, past doubled ones; -1 when the line does not hold it. */
function closingQuote(line: string, from: number): number {
  let quote = line.indexOf('"', from);
  while (quote >= 0 && line[quote + 1] === '"') quote = line.indexOf('"', quote + 2);
  return quote;
}
