const MILLISECONDS = 86_400_000;

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** The day so many days later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * MILLISECONDS).toISOString().slice(0, 10);
}

/** Days from one day to another; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MILLISECONDS);
}

/** The earlier of two days. */
export function earliest(one: Day, other: Day): Day {
  return one < other ? one : other;
}

/** The later of two days. */
export function latest(one: Day, other: Day): Day {
  return one > other ? one : other;
}
