import { Counter, Gauge, Registry } from 'prom-client';
import type { PartnerKind } from '../model/principal.js';

/** What is counted of the guards. Labels say which limit and what kind of partner, never who. */
export class GuardFigures {
  readonly #registry = new Registry();
  readonly #refused = new Counter({
    name: 'ketenzicht_requests_rate_limited_total',
    help: 'Requests of this process that were refused with RATE_LIMITED, by limit.',
    labelNames: ['limit'],
    registers: [this.#registry],
  });
  readonly #missed = new Counter({
    name: 'ketenzicht_person_lookups_missed_total',
    help: 'Look-ups of persons at this process that found nobody, by kind of partner.',
    labelNames: ['partner_kind'],
    registers: [this.#registry],
  });
  #shared: Gauge | undefined;

  /** @param isShared whether a shared store is configured; without one it has no figure */
  constructor(isShared: boolean) {
    if (!isShared) return;
    this.#shared = new Gauge({
      name: 'ketenzicht_shared_counts_available',
      help: 'Whether the shared store of counts answers: 1 or 0. With 0 each process counts for itself.',
      registers: [this.#registry],
    });
  }

  /** A request was refused. */
  readonly refused = (limit: 'client' | 'organisation' | 'misses'): void => this.#refused.inc({ limit });

  /** Persons were asked for and not found. */
  readonly missed = (kind: PartnerKind, times: number): void => this.#missed.inc({ partner_kind: kind }, times);

  /** The shared store went away or came back. */
  shared(isThere: boolean): void {
    this.#shared?.set(isThere ? 1 : 0);
  }

  /** The figures in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
