import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../identity/identify.js';
import { type ErrorCode, KetenzichtError, LogUnavailable, RateLimited, Unauthenticated } from '../model/errors.js';
import type { TraceContext } from '../model/trace-context.js';
import { reportFailure } from './errors.js';
import { chooseAnswerForm } from './http-form.js';
import { refusalFor, refusalText } from './refusal.js';

/** A request that was refused before the graph saw it, of somebody who is known. */
export interface RefusedRequest {
  readonly asker: Asker;
  readonly trace: TraceContext;
  /** Network address that the request came from. */
  readonly origin: string;
  readonly code: ErrorCode;
}

/** Writes the line of a refusal. @throws LogUnavailable */
export type RefusalLog = (refused: RefusedRequest) => Promise<void>;

/**
 * Answers requests that end before the graph. Of whoever is known by a good token, the refusal is in the audit log
 * before it goes out, also when somebody else may have sent that token. A request without one is not: it is nobody's, and
 * strangers could fill the log with such.
 * It is counted in the operator's log, as every request is.
 */
export class Refusals {
  readonly #write: RefusalLog | undefined;

  constructor(write: RefusalLog | undefined) {
    this.#write = write;
  }

  /** Notes who sent a request: should it be refused from here on, that is logged. */
  know(request: FastifyRequest, asker: Asker): void {
    request.asker = asker;
  }

  /** Writes the line of a refusal. @throws LogUnavailable, which is then the answer */
  async log({ trace, ip: origin }: FastifyRequest, asker: Asker, error: unknown): Promise<void> {
    await this.#write?.({ asker, trace, origin, code: refusalFor(error).code });
  }

  /** The error handler of the server. */
  async answer(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { asker } = request;
    if (!asker) return refuse(error, request, reply);
    try {
      await this.log(request, asker, error);
    } catch (cause) {
      return refuse(cause instanceof KetenzichtError ? cause : new LogUnavailable(cause), request, reply);
    }
    return refuse(error, request, reply);
  }
}

/** Answers with the refusal that belongs to an error, and tells the operator what is behind it. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalFor(error);
  request.refusedAs = refusal.code;
  if (error instanceof Unauthenticated) reply.header('www-authenticate', error.challenge);
  if (error instanceof RateLimited) reply.header('retry-after', error.retryAfterSeconds);
  if (refusal.code === 'INTERNAL' || error instanceof KetenzichtError) {
    reportFailure(request.log, error);
  }
  const form = chooseAnswerForm(request.headers.accept) ?? 'application/json';
  return reply.code(refusal.status).type(`${form}; charset=utf-8`).send(refusalText(refusal));
}

/** For bytes that are no HTTP request, or headers beyond Node's limit: there is no reply object to answer with. */
export function refuseUnreadable(
  error: { code?: string },
  socket: { writable: boolean; end(text: string): void; destroy(): void },
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = refusalText({ code: 'BAD_REQUEST', message: 'The request cannot be read.' });
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const strict = "x-content-type-options: nosniff\r\ncontent-security-policy: default-src 'none'";
  const head = `content-type: application/json\r\ncache-control: no-store\r\n${strict}\r\ncontent-length: ${Buffer.byteLength(body)}`;
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\nconnection: close\r\n\r\n${body}`);
}
