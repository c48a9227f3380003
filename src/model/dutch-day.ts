const ZONE = 'Europe/Amsterdam';
const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const OFFSET = new Intl.DateTimeFormat('en-US', { timeZone: ZONE, timeZoneName: 'longOffset' });
const MINUTE = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' });
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

let lately = { hour: Number.NaN, day: '' };

/** The day (`YYYY-MM-DD`) of a moment, as days are counted in the Netherlands. */
export function dutchDay(moment: Date): string {
  // A day begins with a full hour of UTC since 1940, and each request asks for the day of now.
  const hour = Math.floor(moment.getTime() / HOUR_MS);
  if (hour < 0 || Number.isNaN(hour)) return DAY.format(moment);
  if (hour !== lately.hour) lately = { hour, day: DAY.format(moment) };
  return lately.day;
}

/** A moment on the Dutch clock, to the minute: `2026-11-24 09:30`. For people; not to be read back. */
export function onDutchClock(moment: Date): string {
  return MINUTE.format(moment);
}

/**
 * The moment at which a day begins in the Netherlands.
 * @param day an existing day, `YYYY-MM-DD`
 */
export function startOfDutchDay(day: string): Date {
  const utc = numberOf(day);
  // Clocks change at 01:00 UTC: what holds at midnight UTC also holds at the Dutch midnight before it.
  return new Date(utc - offsetAt(new Date(utc)));
}

/** The day after another one. */
export function dayAfter(day: string): string {
  return new Date(numberOf(day) + DAY_MS).toISOString().slice(0, 10);
}

/** How many days later the second day is; negative when it is earlier. */
export function daysBetween(from: string, to: string): number {
  return (numberOf(to) - numberOf(from)) / DAY_MS;
}

function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** `GMT+02:00` → milliseconds. */
function offsetAt(moment: Date): number {
  const [, hours = '0', minutes = '0'] = /GMT\+(\d+):(\d+)/.exec(OFFSET.format(moment)) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * 60_000;
}
