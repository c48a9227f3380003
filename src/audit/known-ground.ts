import type { ChainHead } from './chain.js';
import type { VNumbers } from './processing-lines.js';

/** Writes that read first, after another process was seen to write. */
const WARY = 50;
/** Cases of which the V-number is kept: some ten megabytes. */
const MOST_KEPT = 50_000;

/** From what lines may be made without asking; only a guess. */
export interface Guess {
  readonly head: ChainHead;
  readonly vNumbers: VNumbers;
}

/**
 * What this process knows since it wrote last: where the chain ends, and the V-numbers of cases that it wrote about. The
 * database checks both when lines are added, so that a wrong guess costs time and nothing else. It saves the question
 * where no other process writes.
 */
export class KnownGround {
  #head: ChainHead | undefined;
  #wary = 0;
  readonly #vNumbers = new Map<string, string | null>();

  /** For one write about these cases; undefined where it has to be read. */
  take(caseIds: readonly string[]): Guess | undefined {
    const head = this.#head;
    this.#head = undefined;
    if (this.#wary > 0) {
      this.#wary -= 1;
      return undefined;
    }
    const vNumbers = head && this.#numbersOf(caseIds);
    return vNumbers && { head, vNumbers };
  }

  /** Notes where the chain ends now. */
  keep(head: ChainHead): void {
    this.#head = head;
  }

  /** Notes what was read, the guess before it having been refused. */
  learn({ head, vNumbers }: { readonly head: ChainHead | null; readonly vNumbers: VNumbers }, refused?: Guess): void {
    // Others write too, and soon will again.
    if (refused && refused.head.hash !== head?.hash) this.#wary = WARY;
    if (this.#vNumbers.size + vNumbers.size > MOST_KEPT) this.#vNumbers.clear();
    for (const [id, vNumber] of vNumbers) this.#vNumbers.set(id, vNumber);
  }

  #numbersOf(caseIds: readonly string[]): VNumbers | undefined {
    const found = new Map<string, string | null>();
    for (const id of caseIds) {
      const vNumber = this.#vNumbers.get(id);
      if (vNumber === undefined) return undefined;
      found.set(id, vNumber);
    }
    return found;
  }
}
