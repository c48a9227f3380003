import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../model/errors.js';
import type { ViewKey } from '../model/purpose.js';
import { joinTrace, type TraceContext, traceparentOf } from '../model/trace-context.js';
import type { AnswerFigures } from './answer-figures.js';

/** Begins the span of a request in the trace that it belongs to; without one where this trace is not kept. */
export type RequestTracer = (joined: TraceContext, method: string) => TraceContext;

/** What is told of each request. */
export interface RequestTelling {
  /** Absent: no traces are told, and nothing is done for them. */
  readonly traceRequest?: RequestTracer;
  readonly figures?: AnswerFigures;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The trace that this request belongs to. */
    readonly trace: TraceContext;
    /** The caller's view, once it is known who asks. */
    view: ViewKey | undefined;
    /** Why it was refused; not told by answers of the graph, which tell that themselves. */
    refusedAs: ErrorCode | undefined;
  }
}

/** The status that operators know for a caller who did not wait for the answer (as nginx logs it). */
const GONE = 499;

interface Arrived {
  readonly trace: TraceContext;
  /** By the clock of `performance`. */
  readonly at: number;
}

/**
 * On the request itself, before the framework has one of its own. Not in a map of all requests: what such a map holds
 * outlives its request until the whole heap is looked through, and is copied until then.
 */
const ARRIVED = Symbol('arrived');

declare module 'node:http' {
  interface IncomingMessage {
    [ARRIVED]?: Arrived;
  }
}

/** The traces of requests, from their first moment on: each line of the operator's log that is about one has its id. */
export class RequestTraces {
  readonly #telling: RequestTelling;

  constructor(telling: RequestTelling) {
    this.#telling = telling;
  }

  /** Joins or begins the trace of a request that has just come. @returns its id, as which the framework logs it */
  readonly join = (request: IncomingMessage): string => {
    const joined = joinTrace(request.headers.traceparent?.toString());
    const trace = this.#telling.traceRequest?.(joined, request.method ?? '') ?? joined;
    request[ARRIVED] = { trace, at: performance.now() };
    return trace.traceId;
  };

  /** Lets a server's requests have their trace, their span, their line in the log and their place in the figures. */
  addTo(server: FastifyInstance): void {
    const traceOf = (request: IncomingMessage) => request[ARRIVED]?.trace ?? joinTrace(undefined);
    server.decorateRequest('view', undefined);
    server.decorateRequest('refusedAs', undefined);
    server.decorateRequest('trace', {
      getter(this: FastifyRequest) {
        return traceOf(this.raw);
      },
    });
    server.addHook('onRequest', async (request, reply) => {
      reply.header('traceparent', traceparentOf(request.trace)).header('cache-control', 'no-store');
      // Whoever leaves early ends a stream of events, or does not wait for an answer: how long it took says nothing.
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) this.#tell(request, GONE, true);
      });
    });
    server.addHook('onResponse', async (request, reply) => {
      const isStream = String(reply.getHeader('content-type')).startsWith('text/event-stream');
      this.#tell(request, reply.statusCode, isStream);
    });
  }

  #tell(request: FastifyRequest, status: number, isUntimed: boolean): void {
    const { method, routeOptions, view, refusedAs, raw } = request;
    const { figures } = this.#telling;
    const passed = performance.now() - (raw[ARRIVED]?.at ?? performance.now());
    endSpan(request, status);
    if (refusedAs) figures?.errors([refusedAs]);
    figures?.request({ route: routeOptions.url, view, status, seconds: isUntimed ? undefined : passed / 1000 });
    request.log.info(
      { method, route: routeOptions.url, view, status, durationMs: Math.round(passed * 10) / 10 },
      'request',
    );
  }
}

/** By the semantic conventions for HTTP servers, but without `url.path`: the address could be anything. */
function endSpan(
  { trace: { span }, method, routeOptions: { url }, view, refusedAs }: FastifyRequest,
  status: number,
): void {
  if (!span) return;
  if (url) span.rename(`${method} ${url}`);
  span.set({
    'http.response.status_code': status,
    ...(url && { 'http.route': url }),
    ...(view && { 'ketenzicht.view': view }),
  });
  if (status >= 500) span.fail({ code: refusedAs ?? String(status) });
  span.end();
}
