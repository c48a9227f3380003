import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { AccessLog } from '../audit/access-log.js';
import type { CaseReader } from '../join/case-reader.js';
import { ERROR_CODES, KetenzichtError, LogUnavailable } from '../model/errors.js';
import type { Span } from '../model/span.js';
import { accessEntry } from './access-record.js';
import { type AnswerFigures, countAnswer } from './answer-figures.js';
import { type AnswerInMaking, completeAnswer } from './complete-answer.js';
import type { OperationPlan, RequestContext } from './context.js';
import type { RefuseCostly } from './cost-limit.js';
import { INTERNAL_MESSAGE, type OperatorLog, reportFailure } from './errors.js';
import { operationFacts } from './operation-facts.js';
import type { SentOperation } from './operation-plan.js';
import { looksUpPersons } from './person-lookups.js';
import { soughtCategories } from './sought-categories.js';

const NOT_STREAMED =
  'A subscription goes over a WebSocket (graphql-transport-ws), or as POST that accepts text/event-stream.';

/** What planning an operation needs of the assembly. */
export interface Planning {
  readonly plan: (sent: SentOperation) => OperationPlan;
  readonly refuseCostly: RefuseCostly;
  readonly makeReader: (context: RequestContext, plan: OperationPlan) => CaseReader;
  readonly accessLog: AccessLog;
  /** Tells the operator why something could not be logged. */
  readonly log: OperatorLog;
  readonly figures?: AnswerFigures;
}

/**
 * The two ends of an operation: before anything is read it is planned and granted; before the answer goes out it is
 * told what is absent and why, under which policy it was decided, and where its log lines are. The answer waits until
 * those lines are durable; when they cannot be written it does not go out.
 */
export function answerPlugin({
  plan,
  refuseCostly,
  makeReader,
  accessLog,
  log,
  figures,
}: Planning): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (!operation) return;
          if (operation.operation === 'subscription') throw new KetenzichtError('BAD_REQUEST', NOT_STREAMED);
          // A change is not broken off half-way: it is made and logged in one transaction, or not at all.
          if (operation.operation === 'mutation') contextValue.signal = undefined;
          const variables = request.variables ?? {};
          contextValue.facts = operationFacts(document, operation);
          refuseCostly(contextValue.caller.principal, { document, operation, variables });
          contextValue.soughtBy = soughtCategories(schema, { document, operation }, variables);
          const planning = tracePlanning(contextValue);
          const planned = plan({ document, operation, variables });
          planning?.end();
          contextValue.operation = planned;
          contextValue.reader = makeReader(contextValue, planned);
          if (looksUpPersons(contextValue)) await contextValue.misses.begin(contextValue.signal);
        },
        async willSendResponse(requestContext) {
          void requestContext.contextValue.reader?.end();
          completeOrRefuse(requestContext, log);
          await settleOrRefuse(requestContext, log);
          await logAnswer(requestContext, accessLog, log);
          const { body } = requestContext.response;
          if (body.kind === 'single') countAnswer(figures, body.singleResult);
        },
      };
    },
  };
}

/** Says in the trace what is asked, and that it is planned now. */
function tracePlanning({ trace: { span }, facts }: RequestContext): Span | undefined {
  const { action, name } = facts ?? {};
  span?.set({ 'graphql.operation.type': action, ...(name && { 'graphql.operation.name': name }) });
  return span?.begin('plan');
}

type Answering = GraphQLRequestContextWillSendResponse<RequestContext>;

/** Writes the lines, also of what was refused before it could be planned. */
async function logAnswer(answering: Answering, accessLog: AccessLog, log: OperatorLog): Promise<void> {
  const { response, contextValue, document } = answering;
  if (response.body.kind !== 'single') return;
  const { singleResult } = response.body;
  const errors = singleResult.errors ?? [];
  if (isLogged(contextValue, errors)) return;
  const answered = singleResult.data !== null && singleResult.data !== undefined;
  try {
    const facts = contextValue.facts ?? (document && operationFacts(document));
    await accessLog.write(accessEntry(contextValue, { facts, errors, answered }));
  } catch (error) {
    refuseAnswer(answering, log, error instanceof KetenzichtError ? error : new LogUnavailable(error));
  }
}

/** A change has written its own lines; what may be left to say is that something failed, or was read besides. */
function isLogged({ changes, reader, sought }: RequestContext, errors: readonly GraphQLFormattedError[]): boolean {
  const served = (reader?.served.size ?? 0) + sought.length;
  return changes > 0 && errors.length === 0 && served === 0;
}

/** An answer that cannot be completed is an answer too: it has its line, and tells nothing. */
function completeOrRefuse(answering: Answering, log: OperatorLog): void {
  try {
    if (answering.response.body.kind !== 'single') return;
    completeAnswer(answering.schema, answering.response.body.singleResult as AnswerInMaking, answering.contextValue);
  } catch (error) {
    refuseAnswer(answering, log, unforeseen(error));
  }
}

/** A query that was given up is answered with that alone, and one of a client that misses too many persons as well. */
async function settleOrRefuse(answering: Answering, log: OperatorLog): Promise<void> {
  const { misses, signal } = answering.contextValue;
  try {
    await misses.settle();
    signal?.throwIfAborted();
  } catch (error) {
    refuseAnswer(answering, log, error instanceof KetenzichtError ? error : unforeseen(error));
  }
  if (misses.retryAfterSeconds) answering.response.http.headers.set('retry-after', String(misses.retryAfterSeconds));
}

function unforeseen(cause: unknown): KetenzichtError {
  return new KetenzichtError('INTERNAL', INTERNAL_MESSAGE, cause);
}

function refuseAnswer({ response, contextValue }: Answering, log: OperatorLog, error: KetenzichtError): void {
  reportFailure(log, error, contextValue.trace.traceId);
  const { code, message } = error;
  response.http.status = ERROR_CODES[code];
  response.body = { kind: 'single', singleResult: { errors: [{ message, extensions: { code } }] } };
}
