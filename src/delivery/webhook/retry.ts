const FIRST_MS = 5_000;
const LONGEST_MS = 4 * 3_600_000;

/** How long a message is tried before it is given up, in milliseconds: a day. */
export const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/**
 * How long to wait before the next attempt, in milliseconds: twice as long each time, up to four hours, and up to half
 * of it less by chance, so that receivers that come back are not met by everything at once.
 * @param attempts those that failed, from 1
 * @param chance from 0 to 1
 */
export function waitAfter(attempts: number, chance = Math.random()): number {
  const longest = Math.min(FIRST_MS * 2 ** (attempts - 1), LONGEST_MS);
  return Math.round(longest * (1 - chance / 2));
}
