import { isDate, isPartialDate, type PartialDate, partialDateOf } from '../model/partial-date.js';
import { RowRejected } from './layout.js';

/** How a file writes dates: `dd-mm-yyyy` (00 for an unknown part), `iso` (`1985-10` and `1974` when partial), `d-m-yy` (20yy). */
export type DateForm = 'dd-mm-yyyy' | 'iso' | 'd-m-yy';

const FORMS: Readonly<Record<DateForm, RegExp>> = {
  'dd-mm-yyyy': /^(?<day>\d{1,2})-(?<month>\d{1,2})-(?<year>\d{4})$/,
  iso: /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2}))?)?$/,
  'd-m-yy': /^(?<day>\d{1,2})-(?<month>\d{1,2})-(?<year>\d{2})$/,
};

/**
 * Reads a date as precise as the file states it.
 * @throws RowRejected when the text has another form or names no existing day
 */
export function readPartialDate(name: string, text: string, form: DateForm): PartialDate | null {
  const parts = FORMS[form].exec(text)?.groups;
  if (!parts) throw new RowRejected(`"${name}" is not a date of the form ${form}`);
  const year = Number(parts.year) + (form === 'd-m-yy' ? 2000 : 0);
  return existing(name, () => partialDateOf(year, Number(parts.month ?? 0), Number(parts.day ?? 0)));
}

/** Reads a whole day. @throws RowRejected when a part of it is missing or the day does not exist */
export function readDate(name: string, text: string, form: DateForm): string {
  const value = readPartialDate(name, text, form);
  if (value === null || !isDate(value) || value < '1900') {
    throw new RowRejected(`"${name}" must be a whole day of the form ${form}`);
  }
  return value;
}

/**
 * Reads a date given in parts, such as `{ jaar: 1972, maand: 11, dag: 18 }`; absent parts are unknown.
 * @throws RowRejected when a part is no whole number or the date does not exist
 */
export function readDateParts(name: string, parts: readonly [unknown, unknown, unknown]): PartialDate | null {
  const numbers = parts.map((part) => {
    if (part === undefined || part === null) return null;
    if (typeof part !== 'number' || !Number.isInteger(part) || part < 0) {
      throw new RowRejected(`"${name}" must hold whole numbers for year, month and day`);
    }
    return part;
  });
  return existing(name, () => partialDateOf(numbers[0] ?? null, numbers[1] ?? null, numbers[2] ?? null));
}

function existing(name: string, build: () => PartialDate | null): PartialDate | null {
  try {
    const value = build();
    if (value === null || isPartialDate(value)) return value;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new RowRejected(`"${name}" is no existing date`);
}
