import { Counter, Gauge, type Registry } from 'prom-client';

/** What is counted of reloads. */
export class ReloadFigures {
  readonly #failed: Gauge;
  readonly #reloads: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#failed = new Gauge({
      name: 'ketenzicht_reload_failed',
      help: 'Whether the last reload was refused, and this process goes on by what was in force before: 1 or 0.',
      registers,
    });
    this.#reloads = new Counter({
      name: 'ketenzicht_reloads_total',
      help: 'Reloads of this process that took effect.',
      registers,
    });
  }

  /** A reload took effect, or was refused. */
  tell(tookEffect: boolean): void {
    this.#failed.set(tookEffect ? 0 : 1);
    if (tookEffect) this.#reloads.inc();
  }
}
