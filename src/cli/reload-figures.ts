import { Counter, Gauge, Registry } from 'prom-client';

/** What is counted of reloads. */
export class ReloadFigures {
  readonly #registry = new Registry();
  readonly #failed = new Gauge({
    name: 'ketenzicht_reload_failed',
    help: 'Whether the last reload was refused, and this process goes on by what was in force before: 1 or 0.',
    registers: [this.#registry],
  });
  readonly #reloads = new Counter({
    name: 'ketenzicht_reloads_total',
    help: 'Reloads of this process that took effect.',
    registers: [this.#registry],
  });

  /** A reload took effect, or was refused. */
  tell(tookEffect: boolean): void {
    this.#failed.set(tookEffect ? 0 : 1);
    if (tookEffect) this.#reloads.inc();
  }

  /** The figures in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
