import { wholeNumber } from './whole-number.js';

/** What may be delivered over the wire. */
export interface DeliverySettings {
  /** Longest body, and the most that a compressed one may unpack to. Bytes. */
  readonly bytes: number;
  /** Share of a source's open records, in percent, that a snapshot may close without somebody confirming it. */
  readonly closePercent: number;
}

const MOST_BYTES = 1_000_000_000_000;

/** The settings of deliveries, as the environment has them. */
export const deliverySettings = {
  KETENZICHT_DELIVERY_BYTES: wholeNumber(1_000, MOST_BYTES, 10_000_000_000),
  KETENZICHT_SNAPSHOT_CLOSE_PERCENT: wholeNumber(0, 100, 10),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_DELIVERIES = {
  KETENZICHT_DELIVERY_BYTES: `must be a whole number of bytes from 1000 to ${MOST_BYTES}`,
  KETENZICHT_SNAPSHOT_CLOSE_PERCENT: 'must be a whole number from 0 to 100',
};
