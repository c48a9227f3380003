import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, parse } from 'graphql';
import { type Context, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Asker, askerOf, type IdentityRules, identify, refusedAsker } from '../identity/identify.js';
import type { RateLimit } from '../identity/rate-limit.js';
import type { Caller } from '../model/caller.js';
import { KetenzichtError } from '../model/errors.js';
import { joinTrace, type TraceContext } from '../model/trace-context.js';
import { reportFailure } from './errors.js';
import { readOperation } from './http-form.js';
import { refusalFor } from './refusal.js';
import type { RefusalLog } from './refusals.js';
import type { EventStream, Subscriptions } from './subscription.js';

/** There is nobody any more to send to: no failure of ours, but the end of what is sent. */
class SocketGone extends Error {}

/** What sockets need of the server. */
export interface SocketParts {
  readonly identity: IdentityRules;
  readonly rateLimit?: RateLimit;
  readonly logRefusal?: RefusalLog;
  readonly subscriptions: Subscriptions;
  /** Whether a `Host` header may be answered. */
  readonly takesHost: (host: string | undefined) => boolean;
  /** Bytes of one message, and sockets at a time. */
  readonly limits: { readonly bodyBytes: number; readonly subscriptions: number };
}

/** A request to open a socket. */
interface Asked {
  readonly trace: TraceContext;
  readonly origin: string;
}

interface Extra extends Asked {
  readonly socket: WebSocket;
  /** The handshake, which a certificate comes with and a proof is for. */
  readonly request: IncomingMessage;
  caller?: Caller;
}

const PING_MS = 12_000;
/** RFC 6455, 7.4.1: clients come back by themselves. */
const GOING_AWAY = 1001;
/** Close codes of the graphql-transport-ws protocol. */
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;
const RATE_LIMITED = 4429;
const INTERNAL = 4500;
/** The library wants a document of each operation; ours was read before. */
const ANY = parse('subscription { any }');

/**
 * Adds subscriptions over WebSocket at `/graphql`, by the graphql-transport-ws protocol. The token comes in the first
 * message and never in the address, which would stand in other people's logs; so does its DPoP proof, as `dpop`, which is
 * for the handshake: `htm` is GET, and `htu` the address of `/graphql` with https (RFC 6455, 4.1; RFC 9449, 4.2).
 */
export function addSubscriptionSocket(server: FastifyInstance, parts: SocketParts): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: parts.limits.bodyBytes,
    handleProtocols: (protocols) => protocols.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) && GRAPHQL_TRANSPORT_WS_PROTOCOL,
  });
  const open = openerOf(server, parts);
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const status = refusalOf(request, sockets.clients.size, parts);
    if (status) {
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => open(opened, request));
  };
  server.server.on('upgrade', upgrade);
  server.addHook('preClose', async () => {
    server.server.off('upgrade', upgrade);
    await parts.subscriptions.close();
    for (const socket of sockets.clients)
      socket.close(GOING_AWAY, 'The server stops: subscribe again, from the cursor of the last change');
    sockets.close();
  });
}

function refusalOf({ url, headers }: IncomingMessage, open: number, { takesHost, limits }: SocketParts) {
  if (url !== '/graphql') return '404 Not Found';
  if (!takesHost(headers.host)) return '403 Forbidden';
  return open < limits.subscriptions ? null : '503 Service Unavailable';
}

function openerOf(server: FastifyInstance, parts: SocketParts) {
  const protocol = protocolOf(parts);
  return (socket: WebSocket, request: IncomingMessage) => {
    const trace = joinTrace(request.headers.traceparent?.toString());
    const extra: Extra = { socket, request, trace, origin: request.socket.remoteAddress ?? '' };
    const fail = (error: unknown) => {
      if (error instanceof SocketGone) return;
      reportFailure(server.log, error, trace.traceId);
      socket.close(INTERNAL, 'Something went wrong here');
    };
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        // Waits until the bytes are with the network: the next event is not read before.
        send: (text) =>
          new Promise<void>((resolve, reject) =>
            socket.send(text, (error) => (error ? reject(new SocketGone()) : resolve())),
          ),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) => socket.on('message', (text) => void take(String(text)).catch(fail)),
      },
      extra,
    );
    const stopPings = keepAlive(socket);
    socket.on('error', () => socket.terminate());
    socket.once('close', (code, reason) => {
      stopPings();
      void closed(code, String(reason)).catch(fail);
    });
  };
}

function protocolOf(parts: SocketParts) {
  return makeServer<Record<string, unknown>, Extra>({
    onConnect: (context) => admit(parts, context),
    onSubscribe: async (context, _id, payload) => {
      const { caller, trace, origin, socket } = context.extra;
      if (!caller || caller.expiresAt.getTime() <= Date.now()) {
        socket.close(UNAUTHORIZED, 'The token has ended');
        return [new GraphQLError('Your token has ended.', { extensions: { code: 'UNAUTHENTICATED' } })];
      }
      try {
        await takeRate(parts, context.extra, askerOf(caller));
        const facts = { trace, origin, absences: 'report', receivedAt: new Date() } as const;
        const events = parts.subscriptions.subscribe(caller, readOperation(payload), facts);
        return { document: ANY, schema: undefined as never, contextValue: events };
      } catch (error) {
        const { message, code } = refusalFor(error);
        return [new GraphQLError(message, { extensions: { code } })];
      }
    },
    subscribe: ({ contextValue }) => contextValue as EventStream as never,
    onNext: (_context, _id, _payload, _args, answer) => answer as never,
  });
}

async function admit(parts: SocketParts, { connectionParams, extra }: Context<Record<string, unknown>, Extra>) {
  const { authorization, purpose, dpop } = connectionParams ?? {};
  const said = { authorization: textOf(authorization), purpose: textOf(purpose), proof: textOf(dpop) };
  try {
    const caller = await identify({ ...said, request: extra.request }, parts.identity);
    await takeRate(parts, extra, askerOf(caller));
    extra.caller = caller;
    return true;
  } catch (error) {
    const { message, code } = refusalFor(error);
    const { trace, origin } = extra;
    const asker = refusedAsker(error);
    if (asker) await parts.logRefusal?.({ asker, trace, origin, code });
    const closing = { UNAUTHENTICATED: UNAUTHORIZED, FORBIDDEN, RATE_LIMITED }[code as 'FORBIDDEN'] ?? INTERNAL;
    if (!(error instanceof KetenzichtError)) throw error;
    extra.socket.close(closing, message.slice(0, 120));
    return false;
  }
}

/** Counts a connection, or an operation on it. @throws RateLimited, once it is logged */
async function takeRate({ rateLimit, logRefusal }: SocketParts, { trace, origin }: Asked, asker: Asker): Promise<void> {
  try {
    await rateLimit?.(asker);
  } catch (error) {
    await logRefusal?.({ asker, trace, origin, code: refusalFor(error).code });
    throw error;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A client that answers no ping is gone. */
function keepAlive(socket: WebSocket): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_MS);
  timer.unref();
  return () => clearInterval(timer);
}
