import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Agency } from '../../model/agency.js';
import type { Dropped } from './check-answer.js';
import type { SourceFailure } from './source-failure.js';

/** The operator's log. Lines carry no value of a person. */
export interface OperatorLines {
  warn(fields: object, message: string): void;
}

/** What is counted of the sources that are read live, and told to the operator. Labels are names of agencies. */
export class SourceFigures {
  readonly #registry = new Registry();
  readonly #log: OperatorLines;
  readonly #calls = new Counter({
    name: 'ketenzicht_source_calls_total',
    help: 'Questions to an agency’s own system, by what became of them: answered, failed, or not_sent while it is left alone.',
    labelNames: ['source', 'result'],
    registers: [this.#registry],
  });
  readonly #durations = new Histogram({
    name: 'ketenzicht_source_answer_duration_seconds',
    help: 'How long an agency’s own system took to answer, repetitions included.',
    labelNames: ['source'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.#registry],
  });
  readonly #open = new Gauge({
    name: 'ketenzicht_source_breaker_open',
    help: 'Whether an agency’s own system is left alone now because it failed several times in a row: 1 or 0.',
    labelNames: ['source'],
    registers: [this.#registry],
  });
  readonly #dropped = new Counter({
    name: 'ketenzicht_source_dropped_total',
    help: 'What an agency’s own system gave that was not asked for, or not in the form of its document, and was not shown.',
    labelNames: ['source', 'what'],
    registers: [this.#registry],
  });
  readonly #copies = new Counter({
    name: 'ketenzicht_source_copies_served_total',
    help: 'Cases for which the last copy stood in for an agency’s own system.',
    labelNames: ['source'],
    registers: [this.#registry],
  });

  constructor(log: OperatorLines) {
    this.#log = log;
  }

  /** In the text format of Prometheus; empty where no source is read live. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  answered(source: Agency, seconds: number): void {
    this.#calls.inc({ source, result: 'answered' });
    this.#durations.observe({ source }, seconds);
  }

  failed(source: Agency, { reason, status, code }: SourceFailure): void {
    const notSent = reason === 'BREAKER_OPEN' || reason === 'TOO_BUSY';
    this.#calls.inc({ source, result: notSent ? 'not_sent' : 'failed' });
    if (reason !== 'BREAKER_OPEN') this.#log.warn({ source, reason, status, code }, 'source did not answer');
  }

  breaker(source: Agency, isOpen: boolean): void {
    this.#open.set({ source }, isOpen ? 1 : 0);
    if (isOpen) this.#log.warn({ source }, 'source is left alone for a while');
  }

  dropped(source: Agency, counts: Readonly<Partial<Record<Dropped, number>>>): void {
    const entries = Object.entries(counts);
    for (const [what, count] of entries) this.#dropped.inc({ source, what }, count);
    if (entries.length > 0) this.#log.warn({ source, dropped: counts }, 'source gave what it should not');
  }

  copiesServed(source: Agency, cases: number): void {
    this.#copies.inc({ source }, cases);
  }

  /** @param what was done with a copy; @param code of the database's error */
  copyFailed(source: Agency, what: 'read' | 'kept' | 'forgotten', code: string | undefined): void {
    this.#log.warn({ source, code }, `last copy could not be ${what}`);
  }
}
