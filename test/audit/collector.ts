import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A span as it comes in OTLP's JSON; only what the tests look at. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly status: { readonly code: number };
  readonly links: readonly { readonly spanId: string }[];
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

/** Answers a batch; by itself it takes it. */
export type Behaviour = (response: ServerResponse, spans: readonly ReceivedSpan[]) => void;

/** A collector on a free port: real HTTP, which reads OTLP's JSON and behaves as it is told to. */
export class TestCollector {
  /** Every batch that arrived whole, whatever was answered. */
  readonly batches: (readonly ReceivedSpan[])[] = [];
  /** Bodies as they came. */
  readonly bodies: string[] = [];
  behaviour: Behaviour = take;
  readonly #server = createServer((request, response) => void this.#receive(request, response));
  #waiting: (() => void)[] = [];
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/v1/traces`;
  }

  /** Listens; after `close` on the same port again. */
  async listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Settles when what arrived is as it should be. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((next) => this.#waiting.push(next));
  }

  /** Span ids that arrived, each once. */
  spanIds(): Set<string> {
    return new Set(this.batches.flat().map(({ spanId }) => spanId));
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const spans = spansIn(body);
    this.bodies.push(body);
    this.batches.push(spans);
    this.behaviour(response, spans);
    for (const next of this.#waiting.splice(0)) next();
  }
}

/** Takes the batch, as OTLP says it. */
export const take: Behaviour = (response) => void response.writeHead(200, JSON_TYPE).end('{}');

const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers a status with a text. */
export const answer = (status: number, body = ''): Behaviour => {
  return (response) => void response.writeHead(status, JSON_TYPE).end(body);
};

function spansIn(body: string): readonly ReceivedSpan[] {
  const { resourceSpans } = JSON.parse(body) as {
    resourceSpans: { scopeSpans: { spans: ReceivedSpan[] }[] }[];
  };
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
