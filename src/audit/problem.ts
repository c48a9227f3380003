import { STATUS_CODES } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_CODES, type ErrorCode, KetenzichtError, RateLimited, Unauthenticated } from '../model/errors.js';

/**
 * A refusal outside GraphQL, as RFC 9457 and the NL API Design Rules have it. `title`, `status` and `detail` are what
 * the read extension of Logboek Dataverwerkingen demands; `code` and `traceId` are ours. No value is ever repeated.
 */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  /** What to do. */
  readonly detail: string;
  /** Of the closed list of errors. */
  readonly code: ErrorCode;
  readonly traceId: string;
}

/** Tells the operator of a failure, without its texts. */
export type ReportFailure = (log: FastifyBaseLogger, error: unknown) => void;

/** What the web framework says of a body it did not take; its own texts quote the request. */
const FRAMEWORK_DETAILS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  413: ['PAYLOAD_TOO_LARGE', 'The body is too large.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json in UTF-8, not compressed.'],
};

/** The problem that belongs to an error; errors that nobody meant for callers become `INTERNAL`. */
function problemOf(error: unknown, traceId: string): Problem {
  const [code, detail] = told(error);
  const status = ERROR_CODES[code];
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code, traceId };
}

function told(error: unknown): readonly [ErrorCode, string] {
  if (error instanceof KetenzichtError) return [error.code, error.message];
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) {
    return ['INTERNAL', 'Something went wrong here; quote the trace id.'];
  }
  return FRAMEWORK_DETAILS[statusCode] ?? ['BAD_REQUEST', 'The body cannot be read. Send a JSON object in UTF-8.'];
}

/** Writes the audit log's line of a refusal. @throws LogUnavailable, which is then the answer */
export type LogProblem = (request: FastifyRequest, code: ErrorCode) => Promise<void>;

/**
 * Answers every error of this scope's routes as a problem.
 * @param log where the routes do not log their refusals themselves
 */
export function answerProblems(scope: FastifyInstance, report: ReportFailure, log?: LogProblem): void {
  scope.setErrorHandler(async (thrown, request, reply) => {
    const { traceId } = request.trace;
    const error =
      (await log?.(request, problemOf(thrown, traceId).code).then(
        () => thrown,
        (cause: unknown) => cause,
      )) ?? thrown;
    const problem = problemOf(error, traceId);
    request.refusedAs = problem.code;
    if (problem.code === 'INTERNAL' || error instanceof KetenzichtError) report(request.log, error);
    if (error instanceof Unauthenticated) reply.header('www-authenticate', error.challenge);
    if (error instanceof RateLimited) reply.header('retry-after', error.retryAfterSeconds);
    return sendProblem(reply, problem);
  });
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  // As bytes: the framework would add a charset to text, which application/problem+json does not have.
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)));
}
