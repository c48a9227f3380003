import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { type AccessLog, openAccessLog } from '../audit/access-log.js';
import { accessReportReader } from '../audit/access-report-reader.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { openSingleRead } from '../database/single-read.js';
import { openSnapshot } from '../database/snapshot.js';
import { SecretBox } from '../delivery/webhook/secret.js';
import type { Caller } from '../model/caller.js';
import type { ViewKey } from '../model/purpose.js';
import type { RequestFacts } from '../model/request-facts.js';
import { checkPolicy } from '../policy/check.js';
import { activityOf, type Policy } from '../policy/policy.js';
import { KEYS_ROLE, roleName } from '../policy/role-name.js';
import { guardedTables } from '../sources/index.js';
import { type OpenSources, openSources } from '../sources/open-sources.js';
import { TableProtection } from '../statistics/rounding.js';
import { refusedEntry } from './access-record.js';
import type { AnswerFigures } from './answer-figures.js';
import { changeRunner } from './change.js';
import type { RequestContext, SnapshotRequest } from './context.js';
import { CursorBox } from './cursor.js';
import { type AdmitDocument, documentAdmission } from './document-admission.js';
import { errorReporting, type OperatorLog } from './errors.js';
import { type Guards, openGuards } from './guards.js';
import { type AddDeliveries, openDeliveries } from './open-deliveries.js';
import { openWebhooks, type Webhooks } from './open-webhooks.js';
import { readPublished } from './published-documents.js';
import type { RefusalLog } from './refusals.js';
import { contextMaker } from './request-context.js';
import { masterSchema } from './schema.js';
import { spanPlugin } from './span.plugin.js';
import { openSubscriptions, type Subscriptions } from './subscription.js';
import { SubscriptionHub } from './subscription-hub.js';
import { startViews, viewExecutions } from './views.js';

/** What the graph is opened with. */
export interface GraphSetting {
  readonly config: Config;
  readonly database: Pick<Database, 'admin' | 'gateway' | 'views' | 'log'>;
  readonly policy: Policy;
  readonly log: OperatorLog;
  /** The two logs; opened here when absent. */
  readonly accessLog?: AccessLog;
  /** Counts that outlive this graph, and are closed by who opened them; opened here, and closed with it, when absent. */
  readonly guards?: Guards;
  readonly figures?: AnswerFigures;
  /** Told the text of each statement of a request, for tests and the bench. */
  readonly onStatement?: (text: string) => void;
}

/** The opened graph: a started server per view, and the context of one request. */
export interface OpenGraph {
  /** The two logs, for what is answered beside the graph: their lines go into one write. */
  readonly accessLog: AccessLog;
  readonly views: ReadonlyMap<ViewKey, ApolloServer<RequestContext>>;
  readonly makeContext: (caller: Caller, facts: RequestFacts) => RequestContext;
  /** Finds the document of a request, or refuses it before it is validated. */
  readonly admitDocument: AdmitDocument;
  /** Writes the audit line of a request that was refused before it came here. */
  readonly logRefusal: RefusalLog;
  /** The sources that are read; close them when the graph is no longer asked. */
  readonly sources: OpenSources;
  /** Tells webhooks of changes, once it is started. */
  readonly webhooks: Webhooks;
  /** Adds the addresses to which deliveries are sent. */
  readonly addDeliveries: AddDeliveries;
  /** What tells callers of changes as they happen; the server ends it when it closes. */
  readonly subscriptions: Subscriptions;
  /** Keeps anybody from asking too much. */
  readonly guards: Guards;
  /** Gives up what it holds; nobody asks it any more. */
  readonly close: () => Promise<void>;
}

/** The demo's people are made up: its numbers are the same on every machine. */
const DEMO_SECRET = Buffer.from('demo');

/**
 * Opens the graph: checks that policy, schema and tables fit each other, then starts every view.
 * @throws Error with every problem when they do not fit: nothing is served on a policy that says less than it must
 */
export async function openGraph(setting: GraphSetting): Promise<OpenGraph> {
  const { config, database, policy, log, figures, onStatement } = setting;
  const { accessLog = openAccessLog(database, config) } = setting;
  const master = checkedSchema(config, policy);
  const snapshots = snapshotsOf({ config, database, policy, onStatement });
  const sources = await openSources(config.sources, { secret: config.secret, database: database.admin, log });
  const guards = setting.guards ?? (await openGuards(config.guards, log));
  const { operations } = config;
  const shared = { master, policy, operations, sources: sources.list, ...snapshots };
  const cursors = new CursorBox(config.secret);
  const admitDocument = documentAdmission(operations, readPublished(operations.published));
  const executions = viewExecutions(shared);
  const hub = new SubscriptionHub({ gateway: database.gateway, policy, limits: config.limits });
  const makeContext = contextMaker({
    ...shared,
    organisations: config.organisations,
    cursors,
    webhooks: { secrets: new SecretBox(config.secret), rule: { loopback: config.demo } },
    pageSize: config.limits.pageSize,
    protection: new TableProtection(config.demo ? DEMO_SECRET : config.secret),
    runChange: changeRunner({ database, log: accessLog, statementTimeoutMs: config.limits.statementTimeoutMs }),
    accessReports: accessReportReader(database, config),
    missesOf: guards.missesOf,
  });
  const views = await startViews({ ...shared, executions, accessLog, log, figures, plugins: pluginsOf(config, log) });
  return {
    accessLog,
    sources,
    guards,
    views,
    logRefusal: (refused) => accessLog.write(refusedEntry(refused, policy)),
    webhooks: openWebhooks({ config, database, policy, log, accessLog, openSnapshot: snapshots.openSnapshot, cursors }),
    addDeliveries: openDeliveries({ config, database, policy, log, accessLog, ...snapshots }),
    makeContext,
    admitDocument,
    subscriptions: openSubscriptions({ executions, makeContext, admitDocument, hub, accessLog, log, figures }),
    close: () => closeAll(views, sources, setting.guards ? undefined : guards),
  };
}

function pluginsOf({ telemetry }: Config, log: OperatorLog) {
  const reporting = errorReporting<RequestContext>(log, (context) => context.trace.traceId);
  return [reporting, ...(telemetry.traces ? [spanPlugin()] : [])];
}

async function closeAll(views: OpenGraph['views'], sources: OpenSources, guards?: Guards): Promise<void> {
  await Promise.all([...[...views.values()].map((view) => view.stop()), sources.close(), guards?.close()]);
}

/** @throws Error with every problem when the policy does not fit the schema */
function checkedSchema(config: Config, policy: Policy): GraphQLSchema {
  const master = schemaOf(config);
  const problems = checkPolicy(master, policy, guardedTables);
  if (problems.length > 0) throw new Error(`The policy does not fit the schema:\n  ${problems.join('\n  ')}`);
  return master;
}

/** Opens snapshots for callers: under the login of their view, and under that of the keys. */
function snapshotsOf(setting: Pick<GraphSetting, 'config' | 'database' | 'policy' | 'onStatement'>) {
  const { config, database, policy, onStatement } = setting;
  const asking = ({ caller: { principal, purpose, view }, signal, span }: SnapshotRequest) => ({
    organisation: principal.organisation,
    purpose,
    activity: activityOf(policy, view),
    statementTimeoutMs: config.limits.statementTimeoutMs,
    signal,
    onStatement,
    span,
  });
  return {
    openSnapshot: (asked: SnapshotRequest) =>
      openSnapshot(database.views, { role: roleName(asked.caller.view), ...asking(asked) }),
    openSingle: (asked: SnapshotRequest) =>
      openSingleRead(database.views, { role: roleName(asked.caller.view), ...asking(asked) }),
    openKeys: (asked: SnapshotRequest) => openSnapshot(database.views, { role: KEYS_ROLE, ...asking(asked) }),
  };
}

/** The whole schema, with the municipalities of the configuration. */
export function schemaOf({ organisations }: Pick<Config, 'organisations'>): GraphQLSchema {
  const municipalities = organisations.flatMap(({ municipality, name }) =>
    municipality ? [{ code: municipality, name }] : [],
  );
  return masterSchema(municipalities);
}
