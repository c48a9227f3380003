import type { OpenDelivery } from './delivery-row.js';

/** How often one delivery is tried whose storing meets errors that pass, and how long its source rests in between. */
export interface Patience {
  /** Attempts in a row that brought it no further. */
  readonly attempts: number;
  /** After the first; each further one doubles it. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** About three hours: a disk that is full, or a server that restarts, is mended by then. */
export const PATIENCE: Patience = { attempts: 25, firstPauseMs: 5_000, longestPauseMs: 600_000 };

interface Attempt {
  /** How far the delivery had come when it began. */
  readonly mark: string;
  readonly failures: number;
  readonly until: number;
}

/** Keeps count of the sources whose first delivery could not be stored for now, so that the others go on meanwhile. */
export class Attempts {
  readonly #patience: Patience;
  readonly #bySource = new Map<string, Attempt>();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** Whether a source is left alone for now. */
  isResting(source: string): boolean {
    return (this.#bySource.get(source)?.until ?? 0) > Date.now();
  }

  /**
   * Notes that a delivery could not be stored for now.
   * @param delivery as it stood when the attempt began
   * @returns true when it was tried often enough: it stands in the way of all that its source sends
   */
  failed(source: string, { id, appliedPlace, foldedThrough, toClose }: OpenDelivery): boolean {
    const { attempts, firstPauseMs, longestPauseMs } = this.#patience;
    const mark = JSON.stringify([id, appliedPlace, foldedThrough, toClose]);
    const before = this.#bySource.get(source);
    const failures = before?.mark === mark ? before.failures + 1 : 1;
    const pause = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
    this.#bySource.set(source, { mark, failures, until: Date.now() + pause });
    return failures >= attempts;
  }

  /** A delivery of the source came to its end. */
  forget(source: string): void {
    this.#bySource.delete(source);
  }
}
