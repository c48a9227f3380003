import { createInterface, type Interface } from 'node:readline/promises';
import type { Readable } from 'node:stream';

/** Standard input, as far as it is looked at; and where questions go: standard error, so that the answer stays clean. */
export interface Asking {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Longer input is no V-number. */
const MOST_CHARACTERS = 100;

/**
 * The V-number from standard input, as it was given. On a terminal it is asked for twice, because the letter does not
 * name it: a slip would tell one person about another.
 * @returns an empty text when two answers differ
 */
export async function readVNumber({ input, output }: Asking): Promise<string> {
  if (!input.isTTY) return readAll(input);
  const terminal = createInterface({ input, output });
  const closed = new Promise<string>((done) => terminal.once('close', () => done('')));
  try {
    return await Promise.race([askTwice(terminal), closed]);
  } finally {
    terminal.close();
  }
}

async function askTwice(terminal: Interface): Promise<string> {
  const first = (await terminal.question('V-number (ten digits): ')).trim();
  const second = (await terminal.question('Once more: ')).trim();
  return first === second ? first : '';
}

async function readAll(input: Readable): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > MOST_CHARACTERS) return '';
  }
  return text;
}
