import { type HrTime, type Link, type SpanContext, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { foreignOperation, lineAttributes, RESOURCE } from './read-processing-answer.js';
import { lineSpanId, type ProcessingLine } from './read-processing-lines.js';

/** A span as the exporter takes it. */
export type Span = Parameters<OTLPTraceExporter['export']>[0][number];

const STATUS: Readonly<Record<string, SpanStatusCode>> = {
  UNSET: SpanStatusCode.UNSET,
  OK: SpanStatusCode.OK,
  ERROR: SpanStatusCode.ERROR,
};

/** Who tells: the service's name and nothing else. The exporter reads the attributes alone. */
export const RESOURCE_OF_SPANS: Span['resource'] = {
  attributes: RESOURCE,
  merge: () => RESOURCE_OF_SPANS,
  getRawAttributes: () => Object.entries(RESOURCE),
};

/**
 * A line of the processing log as a span. OTLP has no field for the caller's operation, so it becomes a link, which is
 * what OTLP has for an action of another party, and attributes; how the standard's message is spelt as attributes is an
 * assumption (its drafts know `dpl.core.foreign_operation.span_id`). Pseudonyms only, and no user.
 */
export function spanOf(line: ProcessingLine): Span {
  const context = (spanId: string): SpanContext => ({
    traceId: line.traceId,
    spanId,
    traceFlags: TraceFlags.SAMPLED,
  });
  const foreign = foreignOperation(line);
  const links: Link[] = foreign ? [{ context: context(foreign.span_id) }] : [];
  return {
    name: line.name,
    kind: SpanKind.SERVER,
    spanContext: () => context(lineSpanId(line)),
    parentSpanContext: context(line.operationSpanId),
    startTime: hrTime(line.startTime),
    endTime: hrTime(line.endTime),
    duration: [0, 0],
    ended: true,
    status: { code: STATUS[line.statusCode] ?? SpanStatusCode.UNSET },
    attributes: {
      ...lineAttributes(line),
      ...(foreign && {
        'dpl.core.foreign_operation.trace_id': foreign.trace_id,
        'dpl.core.foreign_operation.span_id': foreign.span_id,
        'dpl.core.foreign_operation.entity': foreign.entity,
      }),
    },
    links,
    events: [],
    resource: RESOURCE_OF_SPANS,
    instrumentationScope: { name: 'ketenzicht.processing-log' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and nanoseconds of a moment with up to nine decimals, such as `2026-12-01T10:00:00.123456Z`. */
function hrTime(moment: string): HrTime {
  const decimals = /\.(\d{1,9})/.exec(moment)?.[1] ?? '';
  return [Math.floor(Date.parse(moment) / 1000), Number(decimals.padEnd(9, '0'))];
}
