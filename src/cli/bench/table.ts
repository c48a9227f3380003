import type { Spread } from './rounds.js';

/** Rows as lines, their cells below one another. The first row says how many columns there are. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, place) => cell.padEnd(widths[place] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The median, with the least and the most in brackets. */
export function withRange({ median, least, most }: Spread, write: (value: number) => string): string {
  return `${write(median)} (${write(least)}–${write(most)})`;
}

/** A whole number. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** A ratio, to two decimals. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
