import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Absence } from '../model/absence.js';
import { absencesOf } from './absences.js';
import type { RequestContext } from './context.js';
import { onlyRefusal } from './only-refusal.js';

/** An answer to one operation, or to one event of a subscription, in the making. */
export interface AnswerInMaking {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
}

/** Tells in an answer what is absent and why, which sources were silent, and under which policy it was decided. */
export function completeAnswer(schema: GraphQLSchema, result: AnswerInMaking, context: RequestContext): void {
  const { operation, roots, reader, policy, trace } = context;
  if (operation && result.data === null && result.errors) {
    result.errors = onlyRefusal(schema, operation.selection, result.errors);
  }
  const absences = operation && result.data ? absencesOf(operation.selection, roots) : [];
  if (context.absences === 'strict' && absences.some(({ reason }) => reason === 'WITHHELD')) {
    result.data = null;
    result.errors = [WOULD_WITHHOLD];
  }
  const silent = [
    ...[...(reader?.unavailable ?? [])].sort().map(sourceUnavailable),
    ...[...(reader?.unsearched ?? [])].sort().map(sourceUnsearched),
  ];
  if (silent.length > 0) result.errors = [...(result.errors ?? []), ...silent];
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

/** A search went without a source that could have met it: whoever reads the answer must know. */
function sourceUnsearched(agency: string): GraphQLFormattedError {
  return {
    message: `The source ${agency} is read live and cannot be searched; what only it states was not found.`,
    extensions: { code: 'SOURCE_UNAVAILABLE', source: agency },
  };
}

function sourceUnavailable(agency: string): GraphQLFormattedError {
  return {
    message: `The source ${agency} does not answer; its fields are absent. Ask again later.`,
    extensions: { code: 'SOURCE_UNAVAILABLE', source: agency },
  };
}
