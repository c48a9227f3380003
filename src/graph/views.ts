import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema, ValidationRule } from 'graphql';
import type { AccessLog } from '../audit/access-log.js';
import { CaseReader } from '../join/case-reader.js';
import type { TableConditions } from '../join/plan.js';
import type { Category } from '../model/category.js';
import { mayIntrospect, type OperationSettings } from '../model/operation-settings.js';
import type { ViewKey } from '../model/purpose.js';
import { decide, decideTogether } from '../policy/decide.js';
import { KnownOperationTypes } from '../policy/known-operation-types.js';
import type { Policy } from '../policy/policy.js';
import { makeView } from '../policy/view.js';
import { isLive, type Source } from '../sources/source.js';
import { answerPlugin } from './answer.plugin.js';
import type { AnswerFigures } from './answer-figures.js';
import type { OperationPlan, RequestContext, SingleOpener, SnapshotOpener, SnapshotRequest } from './context.js';
import { costLimit, type RefuseCostly } from './cost-limit.js';
import { formatError, type OperatorLog } from './errors.js';
import { compilingExecutor } from './executor.js';
import { NoIntrospection } from './no-introspection.js';
import { operationPlanner, type SentOperation } from './operation-plan.js';
import { untilEnd } from './request-end.js';

/** What the views are started from. */
export interface ViewParts {
  readonly master: GraphQLSchema;
  readonly policy: Policy;
  readonly sources: readonly Source[];
  readonly openSnapshot: SnapshotOpener;
  readonly openSingle: SingleOpener;
  /** Opens one under the role that reads the V-numbers of cases in reach, for sources that are read live. */
  readonly openKeys: SnapshotOpener;
  readonly accessLog: AccessLog;
  readonly log: OperatorLog;
  readonly figures?: AnswerFigures;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
  readonly executions: ReadonlyMap<ViewKey, ViewExecution>;
  readonly operations: OperationSettings;
}

/** With what the operations of one view are validated, planned and read; the same for queries and for subscriptions. */
export interface ViewExecution {
  readonly schema: GraphQLSchema;
  /** What is demanded of documents besides what the language demands. */
  readonly rules: readonly ValidationRule[];
  readonly refuseCostly: RefuseCostly;
  readonly plan: (sent: SentOperation) => OperationPlan;
  readonly makeReader: (context: RequestContext, plan: OperationPlan) => CaseReader;
}

/** Makes the schema of every view of the policy, and what goes with it. */
export function viewExecutions(
  parts: Pick<ViewParts, 'master' | 'policy' | 'sources' | 'openSnapshot' | 'openSingle' | 'openKeys' | 'operations'>,
): ReadonlyMap<ViewKey, ViewExecution> {
  return new Map(parts.policy.columns.map(({ view }) => [view, viewExecution(parts, view)]));
}

/**
 * Starts an Apollo server per view of the policy. Validation, introspection, plugins and caches of one view know
 * nothing of another: right by construction.
 */
export async function startViews(parts: ViewParts): Promise<Map<ViewKey, ApolloServer<RequestContext>>> {
  const started = parts.policy.columns.map(async ({ view }) => [view, await startView(parts, view)] as const);
  return new Map(await Promise.all(started));
}

/** What a view says of tables: their conditions, or null when it denies them. */
export function permitsOf(policy: Policy, view: ViewKey): TableConditions {
  return ({ categories }) => {
    const decision = decideTogether(policy, view, categories);
    return decision.permitted ? decision.conditions : null;
  };
}

function viewExecution(parts: Parameters<typeof viewExecutions>[0], view: ViewKey): ViewExecution {
  const { policy, sources, openSnapshot, openSingle, openKeys } = parts;
  const live = new Set(sources.filter(isLive).map(({ agency }) => agency));
  const schema = makeView(parts.master, policy, view);
  const plan = operationPlanner({
    schema,
    sources,
    permits: permitsOf(policy, view),
    conditionOf: (category: Category) => decide(policy, view, category).condition,
  });
  const makeReader = (context: RequestContext, operation: OperationPlan) =>
    new CaseReader({
      caller: context.caller,
      policy,
      plan: operation.reads,
      openSnapshot: () => openSnapshot(snapshotRequest(context)),
      openSingle: () => openSingle(snapshotRequest(context)),
      openKeys: () => openKeys(snapshotRequest(context)),
      live,
      trace: context.trace,
    });
  const rules = [KnownOperationTypes, ...(mayIntrospect(parts.operations, view) ? [] : [NoIntrospection])];
  return { schema, rules, refuseCostly: costLimit(schema, parts.operations), plan, makeReader };
}

function snapshotRequest({ caller, signal, trace: { span } }: RequestContext): SnapshotRequest {
  return { caller, signal, span };
}

async function startView(parts: ViewParts, view: ViewKey): Promise<ApolloServer<RequestContext>> {
  const { schema, rules, refuseCostly, plan, makeReader } = parts.executions.get(view) ?? viewExecution(parts, view);
  const apollo = new ApolloServer<RequestContext>({
    gateway: compiledGateway(schema),
    // Whether a view may be asked about itself is a rule of its own, with the error of any field that is not there.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    validationRules: [...rules],
    formatError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      answerPlugin({ plan, refuseCostly, makeReader, ...parts }),
      ...(parts.plugins ?? []),
    ],
  });
  await apollo.start();
  return apollo;
}

/** Apollo takes an executor of its own only from a gateway; this one serves the view's schema and nothing else. */
function compiledGateway(schema: GraphQLSchema) {
  const execute = compilingExecutor(schema);
  return {
    onSchemaLoadOrUpdate(callback: (loaded: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    async load() {
      return {
        executor: async (request: ExecutorRequest) =>
          untilEnd(
            request.context.signal,
            execute({
              document: request.document,
              // As it was sent: Apollo's own is empty where no operation has that name, and another would then be run.
              operationName: request.request.operationName,
              variables: request.request.variables ?? {},
              context: request.context,
            }),
          ),
      };
    },
    async stop() {},
  } as unknown as NonNullable<ConstructorParameters<typeof ApolloServer<RequestContext>>[0]['gateway']>;
}

interface ExecutorRequest {
  readonly document: Parameters<ReturnType<typeof compilingExecutor>>[0]['document'];
  readonly request: { readonly operationName?: string; readonly variables?: Record<string, unknown> };
  readonly context: RequestContext;
}
