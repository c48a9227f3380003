import type { PartialDate } from '../model/partial-date.js';
import { isVNumber, type VNumber } from '../model/v-number.js';
import { type CodeList, codeOf } from './code-list.js';
import { type Row, RowRejected } from './layout.js';
import { type DateForm, readDate, readDateParts, readPartialDate } from './layout-dates.js';

/** Where a value stands: a CSV header or JSON name, or the names on the way down to it. */
export type At = string | readonly string[];

/** Reads one value of a row; `null` when the row does not state it. @throws RowRejected */
export type Field<Value> = (row: Row) => Value;

/** Longest text of a value; longer ones are rejected, because an index over them would fail. */
const LONGEST_TEXT = 2000;
const LONGEST_NAME = 200;

// PostgreSQL stores neither: one such character would fail a whole batch. The first look is the quick one; a pair of
// surrogates is a character like any other, and only a lone one is not.
const SUSPECT = /[\0\uD800-\uDFFF]/;
const UNSTORABLE = /\0|\p{Surrogate}/u;

const nameOf = (at: At) => (typeof at === 'string' ? at : at.join('.'));

/** True for a JSON object. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(row: Row, at: At): unknown {
  if (typeof at === 'string') return Object.hasOwn(row, at) ? row[at] : undefined;
  let value: unknown = row;
  for (const name of at) {
    if (value === undefined || value === null) return null;
    if (!isRow(value)) throw new RowRejected(`"${nameOf(at)}" cannot be read: an object was expected on the way`);
    value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

function textOf(value: unknown, name: string, longest = LONGEST_TEXT): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new RowRejected(`"${name}" must be text`);
  if (SUSPECT.test(value) && UNSTORABLE.test(value))
    throw new RowRejected(`"${name}" holds a character that is no text`);
  const trimmed = value.trim();
  if (trimmed.length > longest) throw new RowRejected(`"${name}" is longer than ${longest} characters`);
  return trimmed === '' ? null : trimmed;
}

/** A text; line breaks inside it stay. */
export function text(at: At): Field<string | null> {
  return (row) => textOf(valueAt(row, at), nameOf(at));
}

/** A name or key: a text of at most 200 characters. */
export function name(at: At): Field<string | null> {
  return (row) => textOf(valueAt(row, at), nameOf(at), LONGEST_NAME);
}

/** Names in a list, each by itself. */
export function names(at: At): Field<readonly string[]> {
  return (row) => listOf(row, at).flatMap((item) => textOf(item, nameOf(at), LONGEST_NAME) ?? []);
}

/** Given names that stand in a list, joined by a space. */
export function nameList(at: At): Field<string | null> {
  return (row) => {
    const joined = listOf(row, at).map((item) => textOf(item, nameOf(at), LONGEST_NAME));
    return textOf(joined.filter((item) => item !== null).join(' '), nameOf(at), LONGEST_NAME);
  };
}

/** One of two parts of a text, such as the family name of `Family, Given`. */
export function namePart(at: At, separator: string, part: 0 | 1): Field<string | null> {
  return (row) => {
    const parts = name(at)(row)?.split(separator) ?? [];
    if (parts.length > 2) throw new RowRejected(`"${nameOf(at)}" holds "${separator}" more than once`);
    return textOf(parts[part], nameOf(at), LONGEST_NAME);
  };
}

/** The same field, which must be there. */
export function required<Value>(at: At, field: (at: At) => Field<Value | null>): Field<Value> {
  const read = field(at);
  return (row) => {
    const value = read(row);
    if (value === null) throw new RowRejected(`"${nameOf(at)}" is missing`);
    return value;
  };
}

/** A V-number. A number, or fewer digits, is never made whole: a lost leading zero cannot be known. */
export function vNumber(at: At): Field<VNumber | null> {
  return (row) => {
    const value = valueAt(row, at);
    if (typeof value === 'number') {
      throw new RowRejected(`"${nameOf(at)}" is a number; a V-number is a text, or its leading zeros are lost`);
    }
    const digits = textOf(value, nameOf(at));
    if (digits !== null && !isVNumber(digits)) throw new RowRejected(`"${nameOf(at)}" is not a V-number of 10 digits`);
    return digits;
  };
}

/** A whole day. */
export function day(at: At, form: DateForm): Field<string | null> {
  return (row) => {
    const value = textOf(valueAt(row, at), nameOf(at));
    return value === null ? null : readDate(nameOf(at), value, form);
  };
}

/** A date as precise as it is known. */
export function partialDate(at: At, form: DateForm): Field<PartialDate | null> {
  return (row) => {
    const value = textOf(valueAt(row, at), nameOf(at));
    return value === null ? null : readPartialDate(nameOf(at), value, form);
  };
}

/** A date in parts: an object that holds year, month and day under these names. */
export function dateParts(at: At, names: readonly [string, string, string]): Field<PartialDate | null> {
  return (row) => {
    const value = valueAt(row, at);
    if (value === undefined || value === null) return null;
    if (!isRow(value)) throw new RowRejected(`"${nameOf(at)}" must be an object with a date's parts`);
    return readDateParts(nameOf(at), [value[names[0]], value[names[1]], value[names[2]]]);
  };
}

/** A term of a code list. @param about the day that the term is about, for terms whose validity ends */
export function code<Code extends string>(
  at: At,
  list: CodeList<Code>,
  about?: Field<string | null>,
): Field<Code | null> {
  return (row) => {
    const term = textOf(valueAt(row, at), nameOf(at));
    if (term === null) return null;
    const found = codeOf(list, term, about?.(row));
    if (found === undefined) throw new RowRejected(`"${nameOf(at)}" holds an unknown term`);
    return found;
  };
}

/** Nationalities: codes of BRP table 32, or terms of a list; in one text with a separator, or in a JSON list. */
export function nationalities(
  at: At,
  how: { readonly separator?: string; readonly terms?: CodeList<string> } = {},
): Field<readonly string[]> {
  return (row) => {
    const items = how.separator ? (textOf(valueAt(row, at), nameOf(at))?.split(how.separator) ?? []) : listOf(row, at);
    const found = items.map((item) => {
      const term = textOf(item, nameOf(at));
      const value = term !== null && how.terms ? codeOf(how.terms, term) : term;
      if (!value || !/^\d{4}$/.test(value)) throw new RowRejected(`"${nameOf(at)}" holds an unknown nationality`);
      return value;
    });
    return [...new Set(found)];
  };
}

/** Yes or no, as JSON says it. */
export function bool(at: At): Field<boolean | null> {
  return (row) => {
    const value = valueAt(row, at);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'boolean') throw new RowRejected(`"${nameOf(at)}" must be true or false`);
    return value;
  };
}

/** A whole number between two bounds, as JSON says it or in digits. */
export function whole(at: At, from: number, to: number): Field<number | null> {
  return (row) => {
    const value = valueAt(row, at);
    if (value === undefined || value === null || value === '') return null;
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < from || number > to) {
      throw new RowRejected(`"${nameOf(at)}" must be a whole number from ${from} to ${to}`);
    }
    return number;
  };
}

/** The rows of a JSON list, each read with the same fields. */
export function each<Value>(at: At, field: Field<Value>): Field<readonly Value[]> {
  return (row) =>
    listOf(row, at).map((item) => {
      if (!isRow(item)) throw new RowRejected(`"${nameOf(at)}" must be a list of objects`);
      return field(item);
    });
}

/** True when the row holds a value there, even an empty object. */
export function states(at: At): Field<boolean> {
  return (row) => {
    const value = valueAt(row, at);
    return value !== undefined && value !== null;
  };
}

function listOf(row: Row, at: At): readonly unknown[] {
  const value = valueAt(row, at);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new RowRejected(`"${nameOf(at)}" must be a list`);
  return value as readonly unknown[];
}
