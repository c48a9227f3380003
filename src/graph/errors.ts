import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isDatabaseGone } from '../database/database-error.js';
import { ERROR_CODES, type ErrorCode, KetenzichtError, ServerStops } from '../model/errors.js';
import { inputMessage, syntaxMessage, validationMessage } from './safe-message.js';

/** The operator's log, as pino and Fastify offer it. Lines carry no personal value. */
export interface OperatorLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What callers read who name no operation of their document, or none of several. */
export const WHICH_OPERATION = 'State in "operationName" which operation of the document to run.';

/** What callers read of an error that was not meant for them. */
export const INTERNAL_MESSAGE = 'Something went wrong here; quote the trace id.';

/** Whether a commit still happened that a connection was lost with is not known. */
const DATABASE_GONE =
  'The database was lost in the midst of this. Ask again; after a change, look first whether it was made.';

/**
 * The error as a caller may read it: a code of the closed list, a text without values, and where it is
 * (`locations`, `path`). Give it to ApolloServer as `formatError`.
 * A `KetenzichtError` keeps its own text; put one in `originalError` to have a validation rule's text shown.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { code, message } = told(formatted, error);
  return {
    message,
    // An execution error has a path; compiled documents know no locations, so none is shown on either road.
    ...(formatted.locations && !formatted.path && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: { code },
  };
}

function told(formatted: GraphQLFormattedError, error: unknown): { code: ErrorCode; message: string } {
  const meant = meantForCaller(error);
  if (meant) return { code: meant.code, message: meant.message };
  switch (formatted.extensions?.code) {
    case 'GRAPHQL_PARSE_FAILED':
      return { code: 'GRAPHQL_PARSE_FAILED', message: syntaxMessage(formatted) };
    case 'GRAPHQL_VALIDATION_FAILED':
      return { code: 'GRAPHQL_VALIDATION_FAILED', message: validationMessage(formatted) };
    case 'OPERATION_RESOLUTION_FAILURE':
      return { code: 'BAD_REQUEST', message: WHICH_OPERATION };
    case 'BAD_REQUEST':
      return { code: 'BAD_REQUEST', message: 'Send a JSON object with a GraphQL document in "query".' };
    case 'PERSISTED_QUERY_NOT_FOUND':
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
      return { code: 'BAD_REQUEST', message: 'Persisted queries are not offered. Send the document in "query".' };
    default:
      return unexpected(formatted, error);
  }
}

function unexpected(formatted: GraphQLFormattedError, error: unknown): { code: ErrorCode; message: string } {
  // Only the executor's own errors: a resolver's failure is wrapped, and its text could look like one of these.
  const executors = error instanceof GraphQLError && !isForeign(error.originalError);
  const message = executors ? inputMessage(formatted.message) : undefined;
  return message === undefined ? { code: 'INTERNAL', message: INTERNAL_MESSAGE } : { code: 'BAD_USER_INPUT', message };
}

function isForeign(original: Error | undefined | null): boolean {
  return original instanceof Error && !(original instanceof GraphQLError);
}

function meantForCaller(error: unknown): KetenzichtError | undefined {
  let each = error;
  while (each instanceof GraphQLError) each = each.originalError;
  if (each instanceof KetenzichtError) return each;
  return isDatabaseGone(each) ? new KetenzichtError('UNAVAILABLE', DATABASE_GONE, each) : undefined;
}

/**
 * Tells the operator what callers are not told, and gives refused operations the HTTP status of their code
 * (an answer with `data` is 200, whatever errors stand beside it).
 * @param traceIdOf finds the trace id in a request's context
 */
export function errorReporting<Context extends BaseContext>(
  log: OperatorLog,
  traceIdOf: (context: Context) => string,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) reportFailure(log, error, traceIdOf(contextValue));
        },
        async willSendResponse({ response }) {
          if (response.body.kind !== 'single' || response.body.singleResult.data !== undefined) return;
          const { singleResult } = response.body;
          response.http.status = refusalStatus(singleResult.errors, response.http.status);
          singleResult.errors = once(singleResult.errors);
        },
      };
    },
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      reportFailure(log, error, traceIdOf(requestContext.contextValue));
    },
  };
}

/** Without their values, errors of one variable read alike; their number would still count the fields left out. */
function once(errors: readonly GraphQLFormattedError[] | undefined): readonly GraphQLFormattedError[] | undefined {
  return errors && [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

function refusalStatus(errors: readonly GraphQLFormattedError[] | undefined, proposed: number | undefined): number {
  const code = errors?.[0]?.extensions?.code;
  const status = isErrorCode(code) ? ERROR_CODES[code] : 500;
  // Apollo proposes 400 for variables that do not fit, and 500 where nobody said anything.
  return status === 200 && proposed !== 500 ? (proposed ?? 200) : status;
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}

/**
 * Writes a failure to the operator's log, when there is more behind it than a caller's mistake.
 * @param traceId absent where the log itself knows the request
 */
export function reportFailure(log: OperatorLog, error: unknown, traceId?: string): void {
  const meant = error instanceof KetenzichtError ? error : meantForCaller(error);
  if (meant instanceof ServerStops) return;
  if (meant && meant.cause === undefined && ERROR_CODES[meant.code] < 500) return;
  if (!meant && error instanceof GraphQLError && told(error.toJSON(), error).code !== 'INTERNAL') return;
  const fields = {
    ...(traceId && { traceId }),
    code: meant?.code ?? 'INTERNAL',
    ...describeFailure(meant?.cause ?? error),
  };
  if (!meant || ERROR_CODES[meant.code] >= 500) log.error(fields, 'request failed');
  else log.warn(fields, 'request failed in part');
}

/**
 * An error without its texts: classes, codes and the places in our code, outermost first. Messages of the database,
 * the driver and the JSON parser quote rows, parameters and input, so none is kept.
 */
export function describeFailure(error: unknown): {
  readonly failure: readonly string[];
  readonly at: readonly string[];
} {
  const failure: string[] = [];
  let each = error;
  let innermost: Error | undefined;
  while (each instanceof Error && failure.length < 8) {
    innermost = each;
    const code = 'code' in each ? each.code : undefined;
    const printable = typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code);
    failure.push(printable ? `${each.constructor.name} ${code}` : each.constructor.name);
    each = each instanceof GraphQLError ? each.originalError : each.cause;
  }
  return { failure, at: framesOf(innermost) };
}

function framesOf(error: Error | undefined): readonly string[] {
  const start = `${error?.name}: ${error?.message}`;
  const stack = error?.stack ?? '';
  // A stack begins with the message; where it does not begin as we know it, no part of it is safe to keep.
  if (!stack.startsWith(start)) return [];
  const frames = stack
    .slice(start.length)
    .split('\n')
    .map((line) => line.trim());
  return frames.filter((line) => line.startsWith('at ')).slice(0, 5);
}
