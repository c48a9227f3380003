/** What there is to tell of the identity provider's keys. */
export interface KeyEvents {
  /** They were read. */
  read(): void;
  /** They could not be read. @param usable whether those known may still be used */
  failed(usable: boolean): void;
  /** A token named a key that is not known, so soon after another one that the provider was not asked. */
  spared(): void;
}

/** Lines for the operator, without values. */
export interface KeyLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Tells the operator when the keys can no longer be read, when that begins to hurt, and when it is over: once each. */
export class LoggedKeys implements KeyEvents {
  readonly #log: KeyLog;
  #state: 'READ' | 'KEPT' | 'GONE' = 'READ';

  constructor(log: KeyLog) {
    this.#log = log;
  }

  read(): void {
    if (this.#state !== 'READ') this.#log.warn({}, 'the identity provider’s keys are read again');
    this.#state = 'READ';
  }

  failed(usable: boolean): void {
    const state = usable ? 'KEPT' : 'GONE';
    if (state === this.#state) return;
    this.#state = state;
    if (usable) {
      this.#log.warn(
        {},
        'the identity provider’s keys cannot be read: those known are used, for as long as OIDC_KEYS_KEPT_SECONDS says',
      );
    } else {
      this.#log.error({}, 'the identity provider’s keys cannot be read, and none are known: nobody can be identified');
    }
  }

  spared(): void {}
}

/** Tells all of them. */
export function tellingKeys(listeners: readonly KeyEvents[]): KeyEvents {
  return {
    read: () => listeners.forEach((one) => void one.read()),
    failed: (usable) => listeners.forEach((one) => void one.failed(usable)),
    spared: () => listeners.forEach((one) => void one.spared()),
  };
}
