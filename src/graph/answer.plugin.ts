import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { CaseReader } from '../join/case-reader.js';
import type { Absence } from '../model/absence.js';
import { absencesOf } from './absences.js';
import type { OperationPlan, RequestContext } from './context.js';
import type { SentOperation } from './operation-plan.js';

/** What planning an operation needs of the assembly. */
export interface Planning {
  readonly plan: (sent: SentOperation) => OperationPlan;
  readonly makeReader: (context: RequestContext, plan: OperationPlan) => CaseReader;
}

/**
 * The two ends of an operation: before anything is read it is planned and granted; before the answer goes out it is
 * told what is absent and why, under which policy it was decided, and where its log lines are.
 */
export function answerPlugin({ plan, makeReader }: Planning): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request, contextValue }) {
          if (!operation) return;
          const planned = plan({ document, operation, variables: request.variables ?? {} });
          contextValue.operation = planned;
          contextValue.reader = makeReader(contextValue, planned);
        },
        async willSendResponse(requestContext) {
          void requestContext.contextValue.reader?.end();
          complete(requestContext);
        },
      };
    },
  };
}

function complete({ response, contextValue }: GraphQLRequestContext<RequestContext> & { response: { body: unknown } }) {
  const body = response.body as {
    kind: string;
    singleResult: { data?: unknown; errors?: readonly GraphQLFormattedError[]; extensions?: Record<string, unknown> };
  };
  if (body.kind !== 'single') return;
  const { operation, roots, reader, policy, trace } = contextValue;
  const result = body.singleResult;
  const absences = operation && result.data ? absencesOf(operation.selection, roots) : [];
  if (contextValue.absences === 'strict' && absences.some(({ reason }) => reason === 'WITHHELD')) {
    result.data = null;
    result.errors = [WOULD_WITHHOLD];
  }
  const unavailable = [...(reader?.unavailable ?? [])].sort().map(sourceUnavailable);
  if (unavailable.length > 0) result.errors = [...(result.errors ?? []), ...unavailable];
  result.extensions = {
    ...result.extensions,
    ...(absences.length > 0 && result.data ? { absences: absences satisfies Absence[] } : {}),
    decision: { policyVersion: policy.version, traceId: trace.traceId },
  };
}

/** `X-Absences: strict`: a script that cannot do with less gets nothing rather than a part. */
const WOULD_WITHHOLD: GraphQLFormattedError = {
  message: 'Something asked for would be withheld. Ask for less, or send `X-Absences: report`.',
  extensions: { code: 'WOULD_WITHHOLD' },
};

function sourceUnavailable(agency: string): GraphQLFormattedError {
  return {
    message: `The source ${agency} does not answer; its fields are absent. Ask again later.`,
    extensions: { code: 'SOURCE_UNAVAILABLE', source: agency },
  };
}
