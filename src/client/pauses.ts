import { setTimeout as sleep } from 'node:timers/promises';
import { ExponentialBackoff } from 'cockatiel';

/** Pauses with jitter that grow to half a minute. */
export class Pauses {
  readonly #from = new ExponentialBackoff({ maxDelay: 30_000 });
  #pause = this.#from.next();

  /** The next pause is a short one again. */
  begin(): void {
    this.#pause = this.#from.next();
  }

  /** Waits; not longer than until the signal. */
  async next(signal: AbortSignal | undefined): Promise<void> {
    await sleep(this.#pause.duration, undefined, { signal }).catch(() => undefined);
    this.#pause = this.#pause.next(undefined);
  }
}
