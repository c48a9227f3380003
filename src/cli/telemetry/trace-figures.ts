import { Counter, type Registry } from 'prom-client';
import type { OperatorLog } from '../../graph/errors.js';
import type { ExportWatch } from './watched-exporter.js';

/** Counts what became of the spans that were sent, and tells the operator when the collector goes away and comes back. */
export function traceFigures(registry: Registry, log: Pick<OperatorLog, 'warn'>): ExportWatch {
  const counted = new Counter({
    name: 'ketenzicht_spans_total',
    help: 'Spans of traces, by what became of them: sent to the collector, or lost because it did not take them.',
    labelNames: ['result'],
    registers: [registry],
  });
  let isAway = false;
  return {
    sent(spans) {
      counted.inc({ result: 'sent' }, spans);
      if (isAway) log.warn({}, 'the collector takes traces again');
      isAway = false;
    },
    lost(spans) {
      counted.inc({ result: 'lost' }, spans);
      if (!isAway) log.warn({}, 'the collector does not take traces; they are lost until it does');
      isAway = true;
    },
  };
}
