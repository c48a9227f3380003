import type { OpenDelivery } from './delivery-row.js';

/** Name of the lock under which the deliveries of a source are stored, one after the other, whichever process does it. */
export function lockNameOf({ agency, organisation }: Pick<OpenDelivery, 'agency' | 'organisation'>): string {
  return `delivery ${agency} ${organisation}`;
}
