import { isAscii } from 'node:buffer';
import type { FileFormat } from '../sources/layout.js';
import type { ByteSource } from './body-bytes.js';
import { FileRejected } from './input-row.js';

type Encoding = FileFormat['encoding'];

/** Yields a file's text without its byte-order mark. @throws TypeError when the bytes are not of the encoding */
export async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}

/**
 * Reads the file through once, before anything of it is stored. A wrong encoding would otherwise show itself
 * half-way, or never: every byte is some character of Windows-1252.
 * @throws FileRejected when the file is empty or of another encoding
 */
export async function checkEncoding(bytes: ByteSource, encoding: Encoding): Promise<void> {
  const found = await surveyBytes(bytes);
  if (found.bytes === 0) throw new FileRejected('The file is empty. Export it again.');
  const right = encoding === 'utf-8' ? found.utf8 : found.ascii || !found.utf8;
  if (!right) {
    throw new FileRejected(`The file is not encoded as ${encoding}. Export it as ${encoding} and deliver it again.`);
  }
}

async function surveyBytes(bytes: ByteSource): Promise<{ bytes: number; ascii: boolean; utf8: boolean }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const found = { bytes: 0, ascii: true, utf8: true };
  for await (const chunk of bytes()) {
    found.bytes += chunk.length;
    found.ascii &&= isAscii(chunk);
    found.utf8 &&= isValid(() => decoder.decode(chunk, { stream: true }));
  }
  found.utf8 &&= isValid(() => decoder.decode());
  return found;
}

function isValid(decodeChunk: () => string): boolean {
  try {
    decodeChunk();
    return true;
  } catch {
    return false;
  }
}
