import { Counter, Gauge, Registry } from 'prom-client';
import { MOST_COUNTED } from '../audit/export-waiting.js';

/** What is counted of the two logs. No labels: neither whose answer nor whose line it is. */
export class LogFigures {
  readonly #registry = new Registry();
  readonly #refused = new Counter({
    name: 'ketenzicht_answers_not_logged_total',
    help: 'Answers of this process that were refused because they could not be logged (LOG_UNAVAILABLE), with events and webhook messages.',
    registers: [this.#registry],
  });
  #waiting: Gauge | undefined;

  /** An answer was refused because it could not be logged. */
  readonly refused = (): void => this.#refused.inc();

  /** @param waiting lines for the collector; undefined when there is none, or when they could not be counted */
  text(waiting: number | undefined): Promise<string> {
    if (waiting === undefined) this.#waiting?.remove();
    else this.#gauge().set(waiting);
    return this.#registry.metrics();
  }

  /** Made with its first figure, so that without a collector it is not there at all. */
  #gauge(): Gauge {
    this.#waiting ??= new Gauge({
      name: 'ketenzicht_export_lines_waiting',
      help: `Lines of the processing log that the OTLP collector has not confirmed; ${MOST_COUNTED} stands for as many or more.`,
      registers: [this.#registry],
    });
    return this.#waiting;
  }
}
