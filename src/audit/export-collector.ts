import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type DiagLogFunction, type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { Span } from './export-span.js';

/** The collector did not take what was sent, or nobody knows whether it did. The message repeats nothing it said. */
export class CollectorFailure extends Error {
  override readonly name = 'CollectorFailure';
}

/** What the exporter says by its diagnostic log only, heard by the send that it is about. */
const hearing = new AsyncLocalStorage<DiagLogFunction>();
const hear: DiagLogFunction = (message, ...rest) => hearing.getStore()?.(message, ...rest);
const silent = () => undefined;
const listener: DiagLogger = { error: hear, warn: hear, info: silent, debug: silent, verbose: silent };
const PARTIAL = 'Received Partial Success';

/** Sends spans to one collector, a batch at a time. */
export class Collector {
  #stop = silent as (failure: CollectorFailure) => void;

  /** @param timeoutMs after which a batch counts as not taken, whatever the collector is still saying */
  constructor(
    private readonly url: string,
    private readonly timeoutMs: number,
  ) {
    diag.setLogger(listener, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  }

  /**
   * @returns how many of the spans the collector rejected while it took the others (OTLP's partial success, after
   * which OTLP forbids to send them again)
   * @throws CollectorFailure when the batch is to be sent again
   */
  async send(spans: readonly Span[]): Promise<number> {
    const said: [string, unknown][] = [];
    await hearing.run(
      (message, detail) => void said.push([message, detail]),
      () => this.#exported(spans),
    );
    const partial = said.filter(([message]) => message.startsWith(PARTIAL));
    // The exporter counts every 2xx as taken, also the page of a proxy or a login; it says so in a warning only.
    if (partial.length < said.length) throw new CollectorFailure('the answer is not one of OTLP');
    return partial.reduce((sum, [, detail]) => sum + rejectedOf(detail), 0);
  }

  /** Gives up a send that is under way: it fails. */
  stop(): void {
    this.#stop(new CollectorFailure('stopped'));
  }

  /** A fresh exporter and connection for each batch, so that nothing of one that hung is left. */
  async #exported(spans: readonly Span[]): Promise<void> {
    const agent = this.url.startsWith('https:') ? new HttpsAgent() : new HttpAgent();
    const exporter = new OTLPTraceExporter({
      url: this.url,
      timeoutMillis: this.timeoutMs,
      concurrencyLimit: 1,
      httpAgentOptions: () => agent,
    });
    let deadline: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((done, failed) => {
        this.#stop = failed;
        // The exporter's own limit is one of silence: a collector that sends a byte now and then would never end.
        deadline = setTimeout(() => failed(new CollectorFailure('no answer in time')), this.timeoutMs + SLACK_MS);
        exporter.export([...spans], ({ code, error }) => (code === 0 ? done() : failed(failureOf(error))));
      });
    } finally {
      clearTimeout(deadline);
      this.#stop = silent;
      agent.destroy();
      // The exporter may be about to try again by itself; behind our back it must not.
      Object.assign(agent, { createConnection: refuseConnection });
    }
  }
}

function refuseConnection(): never {
  throw new CollectorFailure('this batch was given up');
}

/** The exporter's own limit comes first where it can. */
const SLACK_MS = 250;

/** Says a status or a code, and none of the texts: a collector may repeat what it was sent. */
function failureOf(error: unknown): CollectorFailure {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'number') return new CollectorFailure(`status ${code}`);
  if (typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code)) return new CollectorFailure(code);
  return new CollectorFailure('no answer, or one to try again after');
}

/** `{"rejectedSpans":"3"}`: OTLP writes such numbers as text or as numbers. */
function rejectedOf(detail: unknown): number {
  try {
    const { rejectedSpans } = JSON.parse(String(detail)) as { rejectedSpans?: unknown };
    return Number(rejectedSpans ?? 0) || 0;
  } catch {
    return 0;
  }
}
