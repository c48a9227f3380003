import { setImmediate } from 'node:timers/promises';
import { SourceFailure } from './source-failure.js';

/**
 * Values in an answer at most, and for each person asked more. An honest answer has some dozens for a person; parsing
 * millions of empty ones holds the whole process up for seconds, however few bytes they are.
 */
const MOST_VALUES = 50_000;
const MOST_VALUES_EACH = 500;
const PIECE_BYTES = 1_000_000;

const [OBJECT, ARRAY, NEXT] = [...'{[,'].map((mark) => mark.charCodeAt(0));

/**
 * Reads the JSON of an answer about so many people. Its values are counted while it comes, before anything is parsed:
 * parsing cannot be interrupted by any limit of time.
 * @throws SourceFailure `TOO_LARGE` when it holds more values than an answer can; `GARBAGE` when it is no JSON in UTF-8
 */
export async function readAnswer(pieces: AsyncIterable<Uint8Array>, people: number): Promise<unknown> {
  const most = MOST_VALUES + MOST_VALUES_EACH * people;
  const kept: Uint8Array[] = [];
  let values = 0;
  for await (const piece of pieces) {
    values += valuesIn(piece);
    if (values > most) throw new SourceFailure('TOO_LARGE');
    kept.push(piece);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(kept)));
  } catch {
    // The parser's own error quotes the text.
    throw new SourceFailure('GARBAGE');
  }
}

/** A text that came as a whole, in pieces between which others have their turn. */
export async function* piecesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
    await setImmediate();
  }
}

/** Never fewer than there are: signs in texts count as well. */
function valuesIn(piece: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < piece.length; at += 1) {
    const byte = piece[at];
    if (byte === OBJECT || byte === ARRAY || byte === NEXT) count += 1;
  }
  return count;
}
