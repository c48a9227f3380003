import type { Counts } from '../database/counts.js';
import { RateLimited } from '../model/errors.js';
import type { GuardSettings } from '../model/guard-settings.js';
import type { Asker } from './identify.js';
import { sha256Of } from './token-binding.js';

/** Whose requests are counted. */
export type CountedAsker = Pick<Asker, 'organisation' | 'client'>;

/** Counts a request of somebody who is known. @throws RateLimited when its client or organisation asks too often */
export type RateLimit = (asker: CountedAsker) => Promise<void>;

const MESSAGE = 'Your client or your organisation asks too often. Ask again after the seconds in Retry-After.';

/**
 * The limits on requests. A request without a good token is nobody's: it is refused before it gets here.
 * @param refused told which limit refused a request, and nothing of whose it was
 */
export function rateLimit(
  counts: Counts,
  { ratePerClient, ratePerOrganisation }: GuardSettings,
  refused: (limit: 'client' | 'organisation') => void,
): RateLimit {
  const take = async (limit: 'client' | 'organisation', most: number, key: string) => {
    if (most === 0) return;
    const { used, resetMs } = await counts.add('requests', key, 1);
    if (used <= most) return;
    refused(limit);
    throw new RateLimited(MESSAGE, resetMs);
  };
  return async (asker) => {
    // What one client is refused does not use up what the others of its organisation have.
    await take('client', ratePerClient, clientKey(asker));
    await take('organisation', ratePerOrganisation, keyOf([asker.organisation]));
  };
}

/** The name under which a client is counted. A digest: the store is shared, and a client chooses its own name. */
export function clientKey({ organisation, client }: CountedAsker): string {
  return keyOf([organisation, client]);
}

function keyOf(words: readonly string[]): string {
  return sha256Of(JSON.stringify(words));
}
