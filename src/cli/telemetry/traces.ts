import { type Span as OtelSpan, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler as SdkSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { RESOURCE_OF_SPANS } from '../../audit/export-span.js';
import type { RequestTracer } from '../../graph/trace-requests.js';
import { failureCode, type Span, type SpanAttributes, type SpanRole } from '../../model/span.js';
import type { TraceSettings } from '../../model/telemetry-settings.js';
import { inTime } from './in-time.js';
import { type ExportWatch, watchedExporter } from './watched-exporter.js';

/** How many spans wait for the collector, and how they go to it. Times in milliseconds. */
export interface TracePace {
  /** Beyond that spans are dropped: a collector that is away must not fill the memory. */
  readonly queue: number;
  readonly batch: number;
  readonly everyMs: number;
  readonly timeoutMs: number;
  /** How long the end of the process may wait for the last batch. */
  readonly closeMs: number;
}

const PACE: TracePace = { queue: 4_096, batch: 512, everyMs: 2_000, timeoutMs: 5_000, closeMs: 2_000 };

/** Traces that are told to a collector. */
export interface Traces {
  readonly traceRequest: RequestTracer;
  /** Sends what waits, as far as the collector takes it in time; never fails. */
  close(): Promise<void>;
}

/**
 * Tells the traces of requests to an OpenTelemetry collector. No answer waits for it: spans are kept until a batch is
 * sent, and dropped where it is not taken.
 */
export function openTraces(settings: TraceSettings, watch: ExportWatch, given: Partial<TracePace> = {}): Traces {
  const pace = { ...PACE, ...given };
  const exporter = new OTLPTraceExporter({ url: settings.url, timeoutMillis: pace.timeoutMs });
  const processor = new BatchSpanProcessor({
    exporter: watchedExporter(exporter, watch),
    maxQueueSize: pace.queue,
    maxExportBatchSize: Math.min(pace.batch, pace.queue),
    scheduledDelayMillis: pace.everyMs,
    exportTimeoutMillis: pace.timeoutMs,
  });
  const provider = new TracerProvider({
    sampler: samplerOf(settings),
    spanProcessors: [processor],
    // Not the SDK's own, which would add what the environment says.
    resource: RESOURCE_OF_SPANS,
  });
  const tracer = provider.getTracer('ketenzicht');
  return {
    traceRequest(joined, method) {
      const { traceId, parentSpanId, flags } = joined;
      const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
      const caller = { traceId, spanId: parentSpanId ?? '', traceFlags, isRemote: true };
      const parent = parentSpanId ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT;
      const attributes = { 'http.request.method': method };
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
      if (!span.isRecording()) return joined;
      const begun = span.spanContext();
      return { ...joined, traceId: begun.traceId, spanId: begun.spanId, span: new TracedSpan(tracer, span) };
    },
    async close() {
      await inTime(pace.closeMs, provider.shutdown());
    },
  };
}

const KINDS: Readonly<Record<SpanRole, SpanKind>> = { INTERNAL: SpanKind.INTERNAL, CLIENT: SpanKind.CLIENT };

type Tracer = ReturnType<TracerProvider['getTracer']>;

class TracedSpan implements Span {
  readonly #tracer: Tracer;
  readonly #span: OtelSpan;

  constructor(tracer: Tracer, span: OtelSpan) {
    this.#tracer = tracer;
    this.#span = span;
  }

  get spanId(): string {
    return this.#span.spanContext().spanId;
  }

  begin(name: string, attributes: SpanAttributes = {}, role: SpanRole = 'INTERNAL'): Span {
    const options = { kind: KINDS[role], attributes: { ...attributes } };
    const span = this.#tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, this.#span));
    return new TracedSpan(this.#tracer, span);
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  set(attributes: SpanAttributes): void {
    this.#span.setAttributes({ ...attributes });
  }

  fail(error: unknown): void {
    this.#span.setStatus({ code: SpanStatusCode.ERROR });
    this.#span.setAttribute('error.type', failureCode(error));
  }

  end(): void {
    this.#span.end();
  }
}

function samplerOf({ sampler, ratio }: TraceSettings): SdkSampler {
  const own = sampler.replace('parentbased_', '');
  const root = SAMPLERS[own]?.(ratio) ?? new AlwaysOnSampler();
  return own === sampler ? root : new ParentBasedSampler({ root });
}

const SAMPLERS: Readonly<Record<string, (ratio: number) => SdkSampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
};
