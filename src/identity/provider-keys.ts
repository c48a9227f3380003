import { errors, type JWTVerifyGetKey } from 'jose';
import { KetenzichtError } from '../model/errors.js';
import type { KeyEvents } from './key-events.js';
import { type ProviderAddress, readKeySet } from './key-set.js';

/** Keys are read again after this. Milliseconds. */
const READ_AGAIN_MS = 10 * 60_000;
/** A provider that failed, or that somebody made us ask for a key it does not have, is left alone for this long. */
const LEFT_ALONE_MS = 10_000;

/** How keys are kept. */
export interface KeptKeys {
  /** How long known keys go on being used while the provider does not answer. Milliseconds. */
  readonly keptMs: number;
  /** The clock, for tests: milliseconds, which only go forward. */
  readonly now?: () => number;
  readonly events?: KeyEvents;
}

interface Known {
  readonly find: JWTVerifyGetKey;
  readonly readAt: number;
}

/**
 * The signing keys of an identity provider. They are read when the first token comes, again every ten minutes beside the
 * requests that go on, and at once when a token names a key that is not known: so keys may rotate without a restart and
 * without a failed request (OpenID Connect Core 1.0, 10.1.1).
 *
 * While the provider does not answer, known keys go on being used for `keptMs`: its outage is not ours. While it answers,
 * no key is used that it withdrew more than twenty minutes ago.
 *
 * Callers cannot make us hammer the provider with made-up keys: it is asked for an unknown one at most every ten seconds,
 * once for all who wait. A key that is used within ten seconds of its publication may so be refused while somebody tries.
 */
export class ProviderKeys {
  readonly #address: ProviderAddress;
  readonly #kept: KeptKeys;
  #known: Known | undefined;
  #reading: Promise<Known> | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(address: ProviderAddress, kept: KeptKeys) {
    this.#address = address;
    this.#kept = kept;
  }

  /**
   * Finds the key of a token.
   * @throws errors of the library when there is no such key; KetenzichtError `UNAVAILABLE` when the provider does not
   * answer and it cannot be known: never "not authenticated", as the caller's token may be good
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const known = await this.#usable();
    try {
      return await known.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const renewed = await this.#askForUnknown(error);
      return renewed.find(header, token);
    }
  };

  async #usable(): Promise<Known> {
    const known = this.#known;
    const age = known ? this.#now() - known.readAt : Number.POSITIVE_INFINITY;
    if (known && age < READ_AGAIN_MS) return known;
    if (known && age < this.#kept.keptMs) {
      const failing = this.#failedAt >= known.readAt;
      const reading = this.#isLeftAlone() ? undefined : this.#read();
      // Nobody waits for a provider that fails; after a quiet time, keys are read before they are used.
      if (failing || age < 2 * READ_AGAIN_MS || !reading) {
        reading?.catch(() => undefined);
        return known;
      }
      return reading.catch(() => known);
    }
    if (this.#isLeftAlone()) throw unavailable();
    return this.#read().catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  /** @throws the error itself where the provider is not asked: it was a moment ago */
  async #askForUnknown(error: unknown): Promise<Known> {
    const failing = this.#failedAt >= (this.#known?.readAt ?? 0);
    if (!this.#reading) {
      if (this.#now() - this.#askedAt < LEFT_ALONE_MS) {
        this.#kept.events?.spared();
        throw failing ? unavailable() : error;
      }
      this.#askedAt = this.#now();
    }
    return this.#read().catch((cause: unknown) => {
      throw unavailable(cause);
    });
  }

  /** Reads once for all who ask at the same time. */
  #read(): Promise<Known> {
    this.#reading ??= readKeySet(this.#address)
      .then(
        (find) => {
          this.#known = { find, readAt: this.#now() };
          this.#kept.events?.read();
          return this.#known;
        },
        (error: unknown) => {
          this.#failedAt = this.#now();
          const age = this.#known ? this.#now() - this.#known.readAt : Number.POSITIVE_INFINITY;
          this.#kept.events?.failed(age < this.#kept.keptMs);
          throw error;
        },
      )
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  #isLeftAlone(): boolean {
    return this.#now() - this.#failedAt < LEFT_ALONE_MS;
  }

  #now(): number {
    return this.#kept.now?.() ?? performance.now();
  }
}

function unavailable(cause?: unknown): KetenzichtError {
  return new KetenzichtError('UNAVAILABLE', 'The identity provider does not answer. Try again later.', cause);
}
