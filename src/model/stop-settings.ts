import type { z } from 'zod';
import { wholeNumber } from './whole-number.js';

/** How a process stops that was asked to. */
export interface StopSettings {
  /** How long it still takes requests after it said that it is not ready, so that a load balancer hears of it. Milliseconds. */
  readonly delayMs: number;
  /** How long, after that, it waits for what is under way before it ends it. Milliseconds. */
  readonly withinMs: number;
}

/** The settings of stopping, as the environment has them. */
export const stopSettings = {
  KETENZICHT_STOP_DELAY_MS: wholeNumber(0, 600_000, 0),
  KETENZICHT_STOP_WITHIN_MS: wholeNumber(0, 600_000, 20_000),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_STOP = {
  KETENZICHT_STOP_DELAY_MS: 'must be a whole number of milliseconds from 0 to 600000',
  KETENZICHT_STOP_WITHIN_MS: 'must be a whole number of milliseconds from 0 to 600000',
};

/** The settings of stopping as the process works with them. */
export function stopOf(given: z.infer<z.ZodObject<typeof stopSettings>>): StopSettings {
  return { delayMs: given.KETENZICHT_STOP_DELAY_MS, withinMs: given.KETENZICHT_STOP_WITHIN_MS };
}
