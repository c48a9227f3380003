import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { EventStream } from './subscription.js';

/** How often a quiet stream says that it is still there, in milliseconds: proxies end connections that say nothing. */
const QUIET_MS = 12_000;

const EVENTS = /^\s*text\/event-stream\s*(;[^,]*)?$/i;
/** `q=0` says that it is not wanted (RFC 9110, 12.4.2). */
const UNWANTED = /;\s*q\s*=\s*0(\.0{0,3})?\s*(;|$)/i;

/** Whether a request asks for a stream of events: of that and of nothing else. */
export function wantsEvents(accept = ''): boolean {
  return EVENTS.test(accept) && !UNWANTED.test(accept);
}

/**
 * Sends a subscription as server-sent events, in the distinct connections mode of the GraphQL over SSE protocol. Its
 * library keeps what a client is too slow to take; here the next event is not even read before the last one is taken.
 */
export function sendEvents(reply: FastifyReply, events: EventStream): FastifyReply {
  // A stream that waits does not learn by itself that nobody listens any more.
  reply.raw.once('close', () => void events.return());
  return (
    reply
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      // Ends with its stream: kept alive, it would hold up a server that stops.
      .header('connection', 'close')
      .type('text/event-stream; charset=utf-8')
      .send(Readable.from(textOf(events), { highWaterMark: 1 }))
  );
}

async function* textOf(events: EventStream): AsyncGenerator<string, void, undefined> {
  yield ':\n\n';
  for (let next = events.next(); ; ) {
    const event = await withinQuiet(next);
    if (event === undefined) {
      yield ':\n\n';
      continue;
    }
    if (event.done) break;
    yield `event: next\ndata: ${JSON.stringify(event.value)}\n\n`;
    next = events.next();
  }
  yield 'event: complete\ndata: \n\n';
}

async function withinQuiet<Value>(value: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), QUIET_MS);
  });
  try {
    return await Promise.race([value, quiet]);
  } finally {
    clearTimeout(timer);
  }
}
