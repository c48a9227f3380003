import type { z } from 'zod';
import { wholeNumber } from './whole-number.js';

/** How much one process, one request and one organisation may use. */
export interface LimitSettings {
  readonly bodyBytes: number;
  readonly statementTimeoutMs: number;
  readonly pageSize: number;
  /** Open subscriptions of this process, and of one organisation in it. */
  readonly subscriptions: number;
  readonly subscriptionsEach: number;
}

/** The settings of limits, as the environment has them. */
export const limitSettings = {
  KETENZICHT_BODY_BYTES: wholeNumber(1_000, 100_000_000, 1_000_000),
  KETENZICHT_STATEMENT_TIMEOUT_MS: wholeNumber(100, 600_000, 5_000),
  KETENZICHT_PAGE_SIZE: wholeNumber(1, 10_000, 200),
  KETENZICHT_SUBSCRIPTIONS: wholeNumber(0, 100_000, 1_000),
  KETENZICHT_SUBSCRIPTIONS_EACH: wholeNumber(0, 100_000, 100),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_LIMITS = {
  KETENZICHT_BODY_BYTES: 'must be a whole number from 1000 to 100000000',
  KETENZICHT_STATEMENT_TIMEOUT_MS: 'must be a whole number of milliseconds from 100 to 600000',
  KETENZICHT_PAGE_SIZE: 'must be a whole number from 1 to 10000',
  KETENZICHT_SUBSCRIPTIONS: 'must be a whole number from 0 to 100000',
  KETENZICHT_SUBSCRIPTIONS_EACH: 'must be a whole number from 0 to 100000',
};

type Given = z.infer<z.ZodObject<typeof limitSettings>>;

/** The limits as the process works with them. */
export function limitsOf(given: Given): LimitSettings {
  return {
    bodyBytes: given.KETENZICHT_BODY_BYTES,
    statementTimeoutMs: given.KETENZICHT_STATEMENT_TIMEOUT_MS,
    pageSize: given.KETENZICHT_PAGE_SIZE,
    subscriptions: given.KETENZICHT_SUBSCRIPTIONS,
    subscriptionsEach: given.KETENZICHT_SUBSCRIPTIONS_EACH,
  };
}
