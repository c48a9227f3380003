import { Gauge, Histogram, type Registry } from 'prom-client';
import type { LogWatch } from '../../audit/access-log.js';

/** What is counted of the writing of the two logs. */
export class WriteFigures implements LogWatch {
  readonly #waiting: Gauge;
  readonly #entries: Histogram;
  readonly #durations: Histogram<'result'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#waiting = new Gauge({
      name: 'ketenzicht_log_entries_waiting',
      help: 'Entries that wait for a write of the two logs.',
      registers,
    });
    this.#entries = new Histogram({
      name: 'ketenzicht_log_write_entries',
      help: 'Entries of concurrent requests that one write of the two logs took together.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
      registers,
    });
    this.#durations = new Histogram({
      name: 'ketenzicht_log_write_duration_seconds',
      help: 'How long a write of the two logs took, until it was on the disk or had failed.',
      labelNames: ['result'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
      registers,
    });
  }

  waiting(entries: number): void {
    this.#waiting.set(entries);
  }

  written({ entries, seconds, failed }: Parameters<LogWatch['written']>[0]): void {
    this.#entries.observe(entries);
    this.#durations.observe({ result: failed ? 'failed' : 'written' }, seconds);
  }
}
