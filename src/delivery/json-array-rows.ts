import { FileRejected, type InputRow, KEPT_OF_LONG_ROW, LONGEST_ROW, TOO_LONG } from './input-row.js';
import { parseObject } from './ndjson-rows.js';

/**
 * Reads the elements of one JSON array, each parsed by itself: a broken element spoils no other, its text is kept as
 * it came, and no more than one element is in memory.
 * @throws FileRejected when the file is no JSON array
 */
export async function* jsonArrayRows(chunks: AsyncIterable<string>): AsyncGenerator<InputRow> {
  const cutter = new ElementCutter();
  for await (const chunk of chunks) {
    cutter.take(chunk);
    yield* cutter.found();
  }
  cutter.end();
  yield* cutter.found();
}

const OPENING = new Set(['{', '[']);
const CLOSING = new Set(['}', ']']);
const MARKS = /["\\{}[\],]/g;

/** Cuts the elements of an array apart by depth; what lies between two commas is an element, whatever it holds. */
class ElementCutter {
  #place = 1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #begun = false;
  #ended = false;
  #text = '';
  #length = 0;
  #found: InputRow[] = [];

  /** The rows found since the last call. */
  found(): InputRow[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  take(chunk: string): void {
    let start = this.#begun ? 0 : this.#begin(chunk);
    for (let at = start; at < chunk.length && !this.#ended; at += 1) {
      at = this.#nextMark(chunk, at);
      if (at < chunk.length && this.#endsElement(chunk.charAt(at))) {
        this.#keep(chunk.slice(start, at));
        this.#cut();
        start = at + 1;
      }
    }
    if (this.#ended && chunk.slice(start).trim() !== '') this.#afterEnd();
    if (!this.#ended) this.#keep(chunk.slice(start));
  }

  end(): void {
    if (!this.#begun) throw new FileRejected('The file holds no JSON array.');
    if (this.#ended) return;
    const raw = this.#text.trim();
    this.#found.push({ place: this.#place, raw, reason: 'the file is cut off here: the array does not end' });
  }

  #begin(chunk: string): number {
    const first = chunk.search(/\S/);
    if (first < 0) return chunk.length;
    if (chunk[first] !== '[') throw new FileRejected('The file is not a JSON array; it must begin with "[".');
    this.#begun = true;
    return first + 1;
  }

  /** Jumps to the next character that can matter; plain text is never looked at one by one. */
  #nextMark(chunk: string, at: number): number {
    if (this.#escaped) return at;
    MARKS.lastIndex = at;
    return MARKS.exec(chunk)?.index ?? chunk.length;
  }

  #endsElement(mark: string): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (mark === '\\') this.#escaped = true;
      else if (mark === '"') this.#inString = false;
      return false;
    }
    if (mark === '"') this.#inString = true;
    else if (OPENING.has(mark)) this.#depth += 1;
    else if (CLOSING.has(mark)) {
      if (this.#depth === 0) this.#ended = true;
      else this.#depth -= 1;
    }
    return this.#ended || (mark === ',' && this.#depth === 0);
  }

  #keep(text: string): void {
    this.#length += text.length;
    this.#text += text;
    if (this.#length > LONGEST_ROW) this.#text = this.#text.slice(0, KEPT_OF_LONG_ROW);
  }

  #cut(): void {
    const raw = this.#text.trim();
    const place = this.#place;
    const nothing = raw === '' && this.#ended && place === 1;
    if (this.#length > LONGEST_ROW) this.#found.push({ place, raw, reason: TOO_LONG });
    else if (!nothing) this.#found.push(parseObject(place, raw));
    this.#place += 1;
    this.#text = '';
    this.#length = 0;
  }

  #afterEnd(): void {
    if (this.#place < 0) return;
    this.#found.push({ place: this.#place, raw: '', reason: 'there is text after the end of the array' });
    this.#place = -1;
  }
}
