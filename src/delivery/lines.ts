import { KEPT_OF_LONG_ROW, LONGEST_ROW } from './input-row.js';

/** One physical line, without its line feed; a carriage return before that stays. */
export interface Line {
  readonly number: number;
  readonly text: string;
  /** True when the line was longer than a row may be; `text` is its beginning. */
  readonly tooLong: boolean;
}

/** Cuts text into lines as a text editor numbers them. A line too long is never held whole. */
export async function* lines(chunks: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 1;
  let pending = '';
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      yield line(number, pending + chunk.slice(start, end), length + end - start);
      number += 1;
      start = end + 1;
      pending = '';
      length = 0;
    }
    length += chunk.length - start;
    pending =
      length > LONGEST_ROW ? (pending + chunk.slice(start)).slice(0, KEPT_OF_LONG_ROW) : pending + chunk.slice(start);
  }
  if (length > 0) yield line(number, pending, length);
}

function line(number: number, text: string, length: number): Line {
  const tooLong = length > LONGEST_ROW;
  return { number, text: tooLong ? text.slice(0, KEPT_OF_LONG_ROW) : text, tooLong };
}
