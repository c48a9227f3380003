import { Counter, Gauge, type Registry } from 'prom-client';
import type { KeyEvents } from '../identity/key-events.js';

/** What is counted of the identity provider's keys. No labels that a caller could choose. */
export class KeyFigures implements KeyEvents {
  readonly #registry: Registry;
  readonly #readings: Counter<'outcome'>;
  readonly #spared: Counter;
  #usable: Gauge | undefined;
  #readAt: Gauge | undefined;

  constructor(registry: Registry) {
    this.#registry = registry;
    this.#readings = new Counter({
      name: 'ketenzicht_identity_key_readings_total',
      help: 'How often the keys of the identity provider were asked for, by outcome: ok or failed.',
      labelNames: ['outcome'],
      registers: [registry],
    });
    this.#spared = new Counter({
      name: 'ketenzicht_identity_unknown_keys_total',
      help: 'Tokens that named an unknown key so soon after another one that the identity provider was not asked.',
      registers: [registry],
    });
  }

  read(): void {
    this.#readings.inc({ outcome: 'ok' });
    this.#setUsable(1);
    this.#readAtGauge().setToCurrentTime();
  }

  failed(usable: boolean): void {
    this.#readings.inc({ outcome: 'failed' });
    this.#setUsable(usable ? 1 : 0);
  }

  spared(): void {
    this.#spared.inc();
  }

  /** Made with the first reading, good or not: before it there is nothing to tell, and 0 would be an alarm. */
  #setUsable(value: 0 | 1): void {
    this.#usable ??= new Gauge({
      name: 'ketenzicht_identity_keys_usable',
      help: 'Whether keys of the identity provider may be used: 1 or 0. With 0 nobody can be identified.',
      registers: [this.#registry],
    });
    this.#usable.set(value);
  }

  /** Likewise: the year 1970 would be an alarm. */
  #readAtGauge(): Gauge {
    this.#readAt ??= new Gauge({
      name: 'ketenzicht_identity_keys_read_seconds',
      help: 'When the keys of the identity provider were last read, in seconds since 1970.',
      registers: [this.#registry],
    });
    return this.#readAt;
  }
}
