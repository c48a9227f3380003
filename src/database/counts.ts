import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import { PROOF_SECONDS } from '../model/proof-seconds.js';

/** What is counted, and over how long: each begins anew that many seconds after its first count. */
const WINDOW_SECONDS = {
  requests: 60,
  misses: 3_600,
  /** A proof of possession, by its hash: as long as one can be good, and two seconds for clocks. */
  proofs: 2 * PROOF_SECONDS + 2,
} as const;

/** A thing that is counted. */
export type CountedThing = keyof typeof WINDOW_SECONDS;

/** A count as it stands. */
export interface Count {
  readonly used: number;
  /** Milliseconds until it begins anew. */
  readonly resetMs: number;
}

/** Counts of what askers do, in this process or shared by all. None of them ever fails. */
export interface Counts {
  /** Adds to a count. @param key whose; it goes to the shared store as it is */
  add(thing: CountedThing, key: string, points: number): Promise<Count>;
  read(thing: CountedThing, key: string): Promise<Count>;
  close(): Promise<void>;
}

/** What a shared store may take, in milliseconds: it stands in the way of every request. */
const ANSWERS_WITHIN_MS = 250;
const TRIES_AGAIN_MS = 2_000;
const NONE: Count = { used: 0, resetMs: 0 };

/**
 * Opens the counts. Whatever is counted in a shared store is counted in this process as well, and while the store is
 * away that counts: an outage of the store is no outage of ours, and removes no limit. With several processes each then
 * allows the whole of it, so the limits are as many times wider as there are processes.
 * @param url Redis or Valkey, shared by all processes; undefined for this process alone
 * @param tell told whenever the shared store goes away (false) or comes back (true), and how it is at the start
 */
export async function openCounts(url: string | undefined, tell: (isThere: boolean) => void): Promise<Counts> {
  const own = ownCounts();
  if (url === undefined) return own;
  const client = connectRedis(url);
  await client.connect().catch(() => undefined);
  const limiters = mapThings(
    (thing) => new RateLimiterRedis({ ...optionsOf(thing), storeClient: client, rejectIfRedisNotReady: true }),
  );
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: TRIES_AGAIN_MS, breaker: new ConsecutiveBreaker(1) });
  breaker.onBreak(() => tell(false));
  breaker.onReset(() => tell(true));
  if (client.status === 'ready') tell(true);
  const shared = async (ask: () => Promise<Count>, otherwise: Count) => breaker.execute(ask).catch(() => otherwise);
  return {
    async add(thing, key, points) {
      const counted = await own.add(thing, key, points);
      return shared(async () => countOf(await limiters[thing].penalty(key, points)), counted);
    },
    async read(thing, key) {
      const counted = await own.read(thing, key);
      return shared(async () => countOf(await limiters[thing].get(key)), counted);
    },
    async close() {
      client.disconnect();
      await own.close();
    },
  };
}

/** Nothing is queued for a store that is away, and nothing tried twice: the answer is the count of this process. */
function connectRedis(url: string): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWERS_WITHIN_MS,
    connectTimeout: TRIES_AGAIN_MS,
    retryStrategy: (times) => Math.min(times * 100, TRIES_AGAIN_MS),
  });
  // Told by the breaker; without a listener the process would end.
  client.on('error', () => undefined);
  return client;
}

function ownCounts(): Counts {
  const limiters = mapThings((thing) => new RateLimiterMemory(optionsOf(thing)));
  return {
    add: async (thing, key, points) => countOf(await limiters[thing].penalty(key, points)),
    read: async (thing, key) => countOf(await limiters[thing].get(key)),
    close: async () => undefined,
  };
}

/** The limits themselves are compared by who asks for the count. */
function optionsOf(thing: CountedThing) {
  return { keyPrefix: `ketenzicht:${thing}`, points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS[thing] };
}

function mapThings<Made>(make: (thing: CountedThing) => Made): Record<CountedThing, Made> {
  return { requests: make('requests'), misses: make('misses'), proofs: make('proofs') };
}

function countOf(result: RateLimiterRes | null): Count {
  return result ? { used: result.consumedPoints, resetMs: result.msBeforeNext } : NONE;
}
