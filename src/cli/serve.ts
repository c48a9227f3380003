import type { FastifyInstance } from 'fastify';
import type postgres from 'postgres';
import { openAccessLog } from '../audit/access-log.js';
import { startExport } from '../audit/export.js';
import { countWaiting } from '../audit/export-waiting.js';
import { logsWritable } from '../audit/logs-writable.js';
import { tellingRefused } from '../audit/refused-answers.js';
import type { Config } from '../config.js';
import { type Database, openDatabase } from '../database/database.js';
import { migrate } from '../database/migrate.js';
import { keepReach } from '../delivery/keep-reach.js';
import { Draining } from '../graph/draining.js';
import type { OperatorLog } from '../graph/errors.js';
import { type GraphSetting, type OpenGraph, openGraph } from '../graph/open-graph.js';
import type { ReadSession } from '../graph/page-session.js';
import { refuseOpenDemo } from '../identity/demo-issuer.js';
import type { IdentityRules } from '../identity/identify.js';
import type { Policy } from '../policy/policy.js';
import { buildServer } from '../server.js';
import { DemoRefused, loadDemo } from './demo.js';
import { buildHealthServer, type ReadinessChecks, sourceStates } from './health.js';
import { hourly } from './hourly.js';
import { KeyFigures } from './key-figures.js';
import { listen, untilStopped } from './listening.js';
import { type Metrics, openMetrics } from './metrics.js';
import { operatorLog } from './operator-log.js';
import { readPolicy } from './policy-file.js';
import { policyGrants, registerOf } from './policy-grants.js';
import { startProgress } from './progress.js';
import { keepStatistics } from './refresh-statistics.js';
import { serverParts } from './server-parts.js';
import { stopServing } from './stopping.js';
import { DeliveryFigures, readDelivered } from './telemetry/source-figures.js';
import { addStateFigures } from './telemetry/state-figures.js';
import { openTelemetry, type Telemetry } from './telemetry/telemetry.js';
import { tokenCommand } from './token.js';

/** What the pages are made from. */
interface PagesSetting extends Pick<GraphSetting, 'config' | 'policy'> {
  readonly identity: IdentityRules;
  /** The owner's connection, for what the sessions of several processes share. */
  readonly owner: postgres.Sql;
}

/** What `serve` puts on top of the database. */
export interface ServeParts {
  /** Adds the pages that people look at, and says how their sessions are read. */
  readonly pages?: (server: FastifyInstance, setting: PagesSetting) => Promise<ReadSession | undefined>;
  /** Takes the words that say where to look; standard output when absent. */
  readonly print?: (text: string) => void;
}

/**
 * `ketenzicht serve`: opens the database, brings it up to date, and answers until SIGTERM or SIGINT; then it
 * finishes what runs and closes the database (`stopping.ts`).
 * @param stopped settles when the server is to stop
 * @throws Error that says which setting to change, before anything listens
 */
export async function serve(
  config: Config,
  parts: ServeParts,
  stopped: () => Promise<unknown> = untilStopped,
): Promise<void> {
  refuseOpenDemo(config);
  const log = operatorLog(config.telemetry.logLevel);
  const policy = await readPolicy();
  const database = await openDatabase(config);
  try {
    await migrate(database, policyGrants(policy), registerOf(config, policy, database));
    await fillDemo(config, database);
    const telemetry = openTelemetry(config.telemetry, log);
    const { logs, writes, requests: figures } = telemetry;
    const accessLog = tellingRefused(openAccessLog(database, config, writes), logs.refused);
    const graph = await openGraph({ config, database, policy, log, accessLog, figures });
    const draining = new Draining();
    // Before anybody is told that the server is there: a signal that comes from then on is heard.
    const toStop = stopped();
    const { server, health } = await startServers({ config, database, policy, log, telemetry, draining }, graph, parts);
    const stopExport = exportLog(config, database, log);
    const stopWebhooks = graph.webhooks.start();
    const stopReach = hourly('reach', () => keepReach(database), log);
    const stopStatistics = await keepStatistics(database, log);
    const stopCopies = hourly('copies', graph.sources.purge, log);
    try {
      await toStop;
    } finally {
      const jobs = [stopReach, stopCopies, stopStatistics, stopWebhooks, stopExport, graph.subscriptions.settled];
      await stopServing({ ...config.stop, draining, server, jobs, log });
      await Promise.all([health.close(), ...[...graph.views.values()].map((view) => view.stop())]);
      await graph.sources.close();
      await telemetry.traces?.close();
    }
  } finally {
    await database.close();
  }
}

function exportLog({ otlpUrl: url }: Config, database: Database, log: OperatorLog): () => Promise<void> {
  return url ? startExport({ database, url, log }) : async () => undefined;
}

interface Served extends Pick<GraphSetting, 'config' | 'policy'> {
  readonly database: Database;
  readonly log: OperatorLog;
  readonly telemetry: Telemetry;
  readonly draining: Draining;
}

async function startServers(
  served: Served,
  graph: OpenGraph,
  parts: ServeParts,
): Promise<{ server: FastifyInstance; health: FastifyInstance }> {
  const { config, database, policy, log, telemetry, draining } = served;
  const keyFigures = new KeyFigures();
  const server = await buildServer({
    ...(await serverParts({ config, database, policy }, graph, log, [keyFigures])),
    pages: async (instance, identity) => parts.pages?.(instance, { config, policy, identity, owner: database.admin }),
    draining,
    logTo: process.stdout,
    logLevel: config.telemetry.logLevel,
    figures: telemetry.requests,
    traceRequest: telemetry.traces?.traceRequest,
  });
  const url = await listen(server, { host: config.host, port: config.port, hostSetting: 'HOST', portSetting: 'PORT' });
  const health = buildHealthServer(readiness(database, draining), metricsOf(served, graph, keyFigures), () =>
    sourceStates(graph.sources.list),
  );
  try {
    const healthUrl = await startHealth(config, health);
    const print = parts.print ?? ((text) => process.stdout.write(text));
    print(await welcome(config, policy, url, healthUrl, parts.pages !== undefined));
    return { server, health };
  } catch (cause) {
    await server.close();
    throw cause;
  }
}

/** All that answers depend on: the database, and the logs without which nothing is answered. */
function readiness({ admin, log }: Database, draining: Draining): ReadinessChecks {
  return {
    database: async () => (await admin`select 1`).length === 1,
    logs: () => logsWritable(log),
    serving: async () => !draining.isUnderWay(),
  };
}

function metricsOf({ config, database, policy, telemetry }: Served, graph: OpenGraph, keys: KeyFigures): Metrics {
  const { list, figures: ofSources } = graph.sources;
  const { otlpUrl } = config;
  addStateFigures(telemetry.registry, { database, subscriptions: graph.subscriptions.open });
  const activities = policy.columns.map(({ processingActivity }) => processingActivity);
  return openMetrics(
    { gateway: database.gateway, activities },
    {
      sources: () => ofSources.text(),
      keys: config.demo ? undefined : () => keys.text(),
      logs: { figures: telemetry.logs, waiting: otlpUrl ? () => countWaiting(database.log, otlpUrl) : undefined },
      process: telemetry.registry,
      deliveries: { figures: new DeliveryFigures(list), read: () => readDelivered(database.admin, list) },
    },
  );
}

/** A second demo on this machine finds the port of the checks taken; it runs without them. A real server must have them. */
async function startHealth(config: Config, health: FastifyInstance): Promise<string | undefined> {
  const { healthHost: host, healthPort: port } = config;
  try {
    return await listen(health, { host, port, hostSetting: 'HEALTH_HOST', portSetting: 'HEALTH_PORT' });
  } catch (cause) {
    if (!config.demo) throw cause;
    process.stderr.write(`No health checks: ${(cause as Error).message}\n`);
    return undefined;
  }
}

async function fillDemo(config: Config, database: Database): Promise<void> {
  if (!config.demo || !database.embedded) {
    const [answer] = await database.admin<{ found: boolean }[]>`select exists (select from app.case_key) as found`;
    if (answer?.found) return;
    process.stderr.write(
      'The database holds no cases yet. Deliver records (ketenzicht deliver --help), or load the demo (ketenzicht demo).\n',
    );
    return;
  }
  const progress = startProgress('Loading the demo data');
  try {
    await loadDemo(database, { onProgress: progress.report });
  } catch (cause) {
    if (!(cause instanceof DemoRefused)) throw cause;
  } finally {
    progress.end();
  }
}

async function welcome(
  config: Config,
  policy: Policy,
  url: string,
  health: string | undefined,
  pages: boolean,
): Promise<string> {
  const home = config.demo ? url.replace('127.0.0.1', 'localhost') : url;
  const lines = [`Ketenzicht answers at ${home}`, '', `  GraphQL   POST ${home}/graphql`];
  if (pages && config.demo && config.pages) lines.push(`  Pages     ${home}/`);
  if (pages && config.explorer) lines.push(`  Explorer  ${home}/explorer`);
  if (health) lines.push(`  Health    ${health}/health/ready`, `  Metrics   ${health}/metrics`);
  if (config.demo) {
    const { text: token } = await tokenCommand(config, policy, { organisation: 'ind' });
    lines.push('', 'To try, as the IND:', '', ...curl(home, token), '');
    lines.push('Another token: npm run -s token -- --organisation amsterdam --purpose CASE_COORDINATION');
  }
  return `${lines.join('\n')}\n`;
}

function curl(home: string, token: string): string[] {
  return [
    `curl -s ${home}/graphql -H 'Content-Type: application/json' \\`,
    `  -H 'Authorization: Bearer ${token}' \\`,
    `  -d '{"query":"{ me { organisation purpose } cases(first: 3) { totalCount edges { node { id status } } } }"}'`,
  ];
}
