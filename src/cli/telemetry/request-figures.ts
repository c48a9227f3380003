import { Counter, Histogram, type Registry } from 'prom-client';
import type { AnswerFigures, DoneRequest } from '../../graph/answer-figures.js';
import type { Absence } from '../../model/absence.js';
import type { ErrorCode } from '../../model/errors.js';

/** From a page out of memory to a report over a year of logs. Seconds. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Stands where a request has no such label: nobody was identified, nothing is at the address. */
const NONE = 'none';

/** What is counted of requests and answers. Labels are views, declared routes, statuses and codes: closed lists. */
export class RequestFigures implements AnswerFigures {
  readonly #requests: Counter<'route' | 'view' | 'status'>;
  readonly #durations: Histogram<'route' | 'view'>;
  readonly #errors: Counter<'code'>;
  readonly #absences: Counter<'reason' | 'condition'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#requests = new Counter({
      name: 'ketenzicht_requests_total',
      help: 'Requests over HTTP, by what was asked, the view that asked (partner kind and purpose) and the status.',
      labelNames: ['route', 'view', 'status'],
      registers,
    });
    this.#durations = new Histogram({
      name: 'ketenzicht_request_duration_seconds',
      help: 'From a request’s first byte to the last of its answer, logs included; streams of events apart.',
      labelNames: ['route', 'view'],
      buckets: DURATIONS,
      registers,
    });
    this.#errors = new Counter({
      name: 'ketenzicht_errors_total',
      help: 'Answers and events with an error, by its code; each code of an answer once.',
      labelNames: ['code'],
      registers,
    });
    this.#absences = new Counter({
      name: 'ketenzicht_absences_total',
      help: 'Entries of extensions.absences, by reason, and by the condition that was not met.',
      labelNames: ['reason', 'condition'],
      registers,
    });
  }

  request({ route = NONE, view = NONE as never, status, seconds }: DoneRequest): void {
    this.#requests.inc({ route, view, status });
    if (seconds !== undefined) this.#durations.observe({ route, view }, seconds);
  }

  errors(codes: Iterable<ErrorCode>): void {
    for (const code of codes) this.#errors.inc({ code });
  }

  absences(absences: readonly Absence[]): void {
    for (const { reason, condition = NONE } of absences) this.#absences.inc({ reason, condition });
  }
}
