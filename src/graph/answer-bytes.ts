import type { FormattedExecutionResult } from 'graphql';

/** A list of so many items is written item by item. */
const LONG = 10;
/** Levels that are gone into, long list or not: the answer, its data, and each field of a query. */
const LEVELS = 2;

/**
 * An answer as JSON in UTF-8, errors first, as GraphQL's specification advises (section 7.1).
 *
 * The long lists of its fields are written item by item: as one text, a page is so long that memory is fetched for it and
 * given back each time, and a single letter that Latin-1 does not have makes all of it twice as large and slower to write.
 */
export function answerBytes({ errors, data, extensions }: FormattedExecutionResult): Buffer {
  const pieces: string[] = [];
  write({ errors, data, extensions }, pieces, 0);
  let size = 0;
  for (const piece of pieces) size += Buffer.byteLength(piece);
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const piece of pieces) at += bytes.write(piece, at);
  return bytes;
}

/** Adds texts that are, one behind the other, what `JSON.stringify` says of a value without methods. */
function write(value: unknown, to: string[], level: number): void {
  if (isLong(value)) writeItems(value, to);
  else if (isObject(value) && (level < LEVELS || Object.values(value).some(isLong))) writeFields(value, to, level);
  else to.push(textOf(value));
}

function writeItems(items: readonly unknown[], to: string[]): void {
  let before = '[';
  for (const item of items) {
    to.push(before + textOf(item));
    before = ',';
  }
  to.push(']');
}

function writeFields(fields: object, to: string[], level: number): void {
  let before = '{';
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    to.push(`${before}${textOf(name)}:`);
    write(value, to, level + 1);
    before = ',';
  }
  to.push(before === '{' ? '{}' : '}');
}

/** What has no text in JSON is null in a list, and is left out of an object before it comes here. */
function textOf(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function isLong(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length >= LONG;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
