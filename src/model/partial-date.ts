/**
 * A date as precise as it is known: `1978-03-14`, `1978-03` or `1978`. Unknown is `null`, never a made-up day:
 * 1 January stays a day somebody stated. Registers write the unknown parts as zeros (`19780300`).
 */
export type PartialDate = string;

/** True for an existing day `YYYY-MM-DD`. */
export function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}

/** True for an existing year, month or day in ISO 8601. */
export function isPartialDate(value: unknown): value is PartialDate {
  if (typeof value !== 'string') return false;
  if (/^[12]\d{3}$/.test(value)) return true;
  if (/^[12]\d{3}-\d{2}$/.test(value)) return isDate(`${value}-01`);
  return /^[12]/.test(value) && isDate(value);
}

/**
 * Builds a partial date from register parts, where zero or null means unknown.
 * @returns the date; `null` when the year is unknown and so is the rest
 * @throws RangeError when the parts name no existing date, or a day is known and its month is not
 */
export function partialDateOf(year: number | null, month?: number | null, day?: number | null): PartialDate | null {
  if (!year) {
    if (month || day) throw new RangeError('a month or day without a year');
    return null;
  }
  if (!month && day) throw new RangeError('a day without a month');
  const parts = [String(year).padStart(4, '0'), month, day].filter(Boolean) as (string | number)[];
  const value = parts.map((part) => String(part).padStart(2, '0')).join('-');
  if (!isPartialDate(value)) throw new RangeError('no such date');
  return value;
}
