import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { KetenzichtError } from '../model/errors.js';
import { WHICH_OPERATION } from './errors.js';

/** One validated operation with its values. */
export interface Execution {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: unknown;
}

/** Executes operations of one schema. */
export type Executor = (execution: Execution) => Promise<ExecutionResult>;

/** With an executor of its own, Apollo leaves it to that to say so. */
const NO_OPERATION: ExecutionResult = {
  errors: [new GraphQLError('', { originalError: new KetenzichtError('BAD_REQUEST', WHICH_OPERATION) })],
};

interface Seen {
  compiled?: CompiledQuery;
}

/**
 * Runs a document the first time with graphql-js and compiles it when it comes again: compiling costs milliseconds,
 * which pay off for a front-end's queries and not for a query that is asked once.
 */
export function compilingExecutor(schema: GraphQLSchema): Executor {
  const documents = new WeakMap<DocumentNode, Map<string, Seen>>();
  return async (execution) => {
    if (!getOperationAST(execution.document, execution.operationName)) return NO_OPERATION;
    const operations = documents.get(execution.document) ?? new Map<string, Seen>();
    documents.set(execution.document, operations);
    const name = execution.operationName ?? '';
    const seen = operations.get(name);
    if (!seen) {
      operations.set(name, {});
      return interpret(schema, execution);
    }
    seen.compiled ??= compiled(schema, execution);
    return seen.compiled ? runCompiled(seen.compiled, schema, execution) : interpret(schema, execution);
  };
}

function compiled(schema: GraphQLSchema, { document, operationName }: Execution): CompiledQuery | undefined {
  const query = compileQuery(schema, document, operationName ?? undefined, { disablingCapturingStackErrors: true });
  return isCompiledQuery(query) ? query : undefined;
}

async function runCompiled(
  query: CompiledQuery,
  schema: GraphQLSchema,
  execution: Execution,
): Promise<ExecutionResult> {
  const result = await query.query({}, execution.context, { ...execution.variables });
  // Without data the variables did not fit; graphql-js says so in the words that are rewritten for callers.
  if (result.data === undefined) return interpret(schema, execution);
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map(asGraphQLError) };
}

/** graphql-jit's errors lack `extensions`; the original error holds the code. */
function asGraphQLError(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    path: error.path,
    originalError: error.originalError,
    extensions: error.originalError instanceof GraphQLError ? error.originalError.extensions : error.extensions,
  });
}

async function interpret(schema: GraphQLSchema, execution: Execution): Promise<ExecutionResult> {
  return execute({
    schema,
    document: execution.document,
    rootValue: {},
    contextValue: execution.context,
    variableValues: execution.variables,
    operationName: execution.operationName,
  });
}
