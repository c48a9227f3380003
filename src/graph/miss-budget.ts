import { setTimeout as wait } from 'node:timers/promises';
import type { Count, Counts } from '../database/counts.js';
import { clientKey } from '../identity/rate-limit.js';
import type { Caller } from '../model/caller.js';
import { RateLimited } from '../model/errors.js';
import type { GuardSettings } from '../model/guard-settings.js';
import type { PartnerKind } from '../model/principal.js';

/** Told how many look-ups found nobody, and that an operation was refused for it; nothing of who was looked for. */
export interface MissFigures {
  readonly missed: (kind: PartnerKind, times: number) => void;
  readonly refused: () => void;
}

/** The longest that an operation waits whose client has nearly used up its budget, in milliseconds. */
const LONGEST_WAIT_MS = 2_000;
const MESSAGE =
  'Too many people were asked for and not found. Check what you ask for, and ask again after the seconds in Retry-After.';

/**
 * How long a look-up waits, in milliseconds: nothing up to half of the budget, then longer and longer.
 * @param used misses of the hour; @param budget misses that it may have
 */
export function waitOf(used: number, budget: number): number {
  const over = used / budget - 0.5;
  return over <= 0 ? 0 : Math.min(LONGEST_WAIT_MS, Math.round(over * 2 * LONGEST_WAIT_MS));
}

/**
 * The look-ups of persons of one operation, held against what its client may miss in an hour: whoever asks for many
 * people and does not find them is fishing for them. A miss is that somebody is not in *this answer*: whether a case
 * exists that is out of reach changes nothing.
 */
export class OperationMisses {
  /** Seconds after which the client may look up persons again; set when the operation is refused. */
  retryAfterSeconds?: number;
  readonly #counts: Counts;
  readonly #figures: MissFigures;
  readonly #kind: PartnerKind;
  readonly #budget: number;
  readonly #key: string;
  #asked = false;
  #missed = 0;

  constructor({ counts, settings, figures }: MissParts, { principal }: Caller) {
    this.#counts = counts;
    this.#figures = figures;
    this.#kind = principal.partnerKind;
    this.#budget = settings.misses[principal.partnerKind];
    this.#key = clientKey(principal);
  }

  /**
   * Before a look-up is made: waits when the budget is nearly used up.
   * @throws RateLimited when it is: hits too would then tell who is there and who is not
   */
  async begin(signal?: AbortSignal): Promise<void> {
    this.#asked = true;
    if (this.#budget === 0) return;
    const count = await this.#counts.read('misses', this.#key);
    if (count.used >= this.#budget) this.#refuse(count);
    const milliseconds = waitOf(count.used, this.#budget);
    // Given up while it waits: the operation itself says so.
    if (milliseconds > 0) await wait(milliseconds, undefined, { signal }).catch(() => undefined);
  }

  /** Notes that persons were asked for and are not in the answer. */
  note(missed: number): void {
    this.#asked = true;
    this.#missed += missed;
  }

  /**
   * Before the answer goes out: counts its misses.
   * @throws RateLimited when the budget is overdrawn, by this operation or by one beside it. Then nothing is answered,
   * found or not: else many at once would tell by which of them is refused
   */
  async settle(): Promise<void> {
    if (!this.#asked) return;
    if (this.#missed > 0) this.#figures.missed(this.#kind, this.#missed);
    if (this.#budget === 0) return;
    const count = await (this.#missed > 0
      ? this.#counts.add('misses', this.#key, this.#missed)
      : this.#counts.read('misses', this.#key));
    this.#missed = 0;
    if (count.used > this.#budget) this.#refuse(count);
  }

  #refuse({ resetMs }: Count): never {
    this.#figures.refused();
    const refusal = new RateLimited(MESSAGE, resetMs);
    this.retryAfterSeconds = refusal.retryAfterSeconds;
    throw refusal;
  }
}

/** What the misses of operations are held against. */
export interface MissParts {
  readonly counts: Counts;
  readonly settings: Pick<GuardSettings, 'misses'>;
  readonly figures: MissFigures;
}
