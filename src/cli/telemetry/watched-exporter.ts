import type { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';

/** Is told what became of the spans that were sent. */
export interface ExportWatch {
  sent(spans: number): void;
  /** The collector did not take them, and they are gone. */
  lost(spans: number): void;
}

type Exporter = Pick<OTLPTraceExporter, 'export' | 'shutdown' | 'forceFlush'>;

/** The exporter itself, with its watch told of each batch; its errors stay here, as they may repeat what was sent. */
export function watchedExporter(exporter: Exporter, watch: ExportWatch): Exporter {
  return {
    export(spans, done) {
      exporter.export(spans, ({ code }) => {
        if (code === 0) watch.sent(spans.length);
        else watch.lost(spans.length);
        done({ code });
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
