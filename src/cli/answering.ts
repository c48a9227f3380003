import type { FastifyInstance } from 'fastify';
import { openAccessLog } from '../audit/access-log.js';
import { startExport } from '../audit/export.js';
import { countWaiting } from '../audit/export-waiting.js';
import { logsWritable } from '../audit/logs-writable.js';
import { tellingRefused } from '../audit/refused-answers.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { fillReadModels } from '../delivery/fill-read-models.js';
import { keepReach } from '../delivery/keep-reach.js';
import { Draining } from '../graph/draining.js';
import type { OperatorLog } from '../graph/errors.js';
import { Front } from '../graph/front.js';
import { openGuards } from '../graph/guards.js';
import { ReplayMemory } from '../identity/replay-memory.js';
import type { Policy } from '../policy/policy.js';
import { assemble, type Lasting } from './assembly.js';
import { buildHealthServer, type ReadinessChecks, sourceStates } from './health.js';
import { hourly } from './hourly.js';
import { KeyFigures } from './key-figures.js';
import { listen, onHangUp } from './listening.js';
import { type Metrics, openMetrics } from './metrics.js';
import { operatorLog } from './operator-log.js';
import { keepStatistics } from './refresh-statistics.js';
import { Reload } from './reload.js';
import { ReloadFigures } from './reload-figures.js';
import type { ServeParts } from './serve-parts.js';
import type { Ground } from './server-parts.js';
import { stopServing } from './stopping.js';
import { DeliveryFigures, readDelivered } from './telemetry/source-figures.js';
import { addStateFigures } from './telemetry/state-figures.js';
import { openTelemetry } from './telemetry/telemetry.js';
import { tokenCommand } from './token.js';

/** What answers, and until when. */
export interface Answering {
  /** The text that `ground.policy` was read from. */
  readonly policyText: string;
  readonly parts: ServeParts;
  /** Settles when the database holds what is answered from; nothing listens before. */
  readonly filled: Promise<void>;
  /** Settles when the server is to stop. */
  readonly stopped: () => Promise<unknown>;
}

/**
 * Answers on a database that is up to date, until it is to stop; then finishes what runs.
 * @throws Error that says which setting to change, before anything listens
 */
export async function answer(ground: Ground, answering: Answering): Promise<void> {
  const { config, database } = ground;
  const lasting = await openLasting(config, database, operatorLog(config.telemetry.logLevel));
  try {
    await run(ground, { ...answering, lasting });
  } finally {
    await Promise.all([lasting.guards.close(), lasting.telemetry.traces?.close()]);
  }
}

interface Running extends Answering {
  readonly lasting: Lasting;
}

async function run(ground: Ground, { policyText, lasting, parts, filled, stopped }: Running): Promise<void> {
  const { config, database } = ground;
  const { telemetry, draining, log } = lasting;
  if (database.primary)
    database.primary.onMove = () => log.warn({}, 'another server is the primary of the database now');
  const first = await assemble(ground, lasting, parts);
  await filled.catch(ending(() => Promise.all([first.server.close(), first.graph.close()])));
  const front = new Front(first.server);
  const figures = new ReloadFigures(telemetry.registry);
  const reload = new Reload({ first, policyText, front, lasting, parts, figures, log });
  // Before anybody is told that the server is there: a signal that comes from then on is heard.
  const toStop = stopped();
  const endHangUps = onHangUp(() => reload.run());
  const health = await startServers({ reload, front, lasting }, parts).catch(
    ending(() => {
      endHangUps();
      return Promise.all([front.close(), reload.end(), reload.current.graph.close()]);
    }),
  );
  const stopExport = exportLog(config, database, log);
  const stopReach = hourly('reach', () => keepReach(database), log);
  const filling = new AbortController();
  const stopFilling = hourly('read models', () => fillReadModels(database, filling), log);
  const stopStatistics = await keepStatistics(database, log);
  try {
    await toStop;
  } finally {
    endHangUps();
    filling.abort();
    const jobs = [stopReach, stopFilling, stopStatistics, stopExport, () => reload.end()];
    await stopServing({ ...config.stop, draining, server: front, jobs, log });
    await Promise.all([health.close(), reload.current.graph.close()]);
  }
}

async function openLasting(config: Config, database: Database, log: OperatorLog): Promise<Lasting> {
  const telemetry = openTelemetry(config.telemetry, log);
  const accessLog = tellingRefused(openAccessLog(database, config, telemetry.writes), telemetry.logs.refused);
  const keys = config.demo ? undefined : new KeyFigures(telemetry.registry);
  const guards = await openGuards(config.guards, log);
  const proofs = new ReplayMemory(guards.noteProof);
  return { accessLog, draining: new Draining(), log, telemetry, keys, guards, proofs };
}

/** Ends what was begun before something failed, and throws why it did. */
function ending(end: () => Promise<unknown>): (cause: unknown) => Promise<never> {
  return async (cause) => {
    await end();
    throw cause;
  };
}

function exportLog({ otlpUrl: url }: Config, database: Database, log: OperatorLog): () => Promise<void> {
  return url ? startExport({ database, url, log }) : async () => undefined;
}

interface Served {
  readonly reload: Reload;
  readonly front: Front;
  readonly lasting: Lasting;
}

/** Lets both listen. @returns the server of the health checks */
async function startServers(served: Served, parts: ServeParts): Promise<FastifyInstance> {
  const { config, policy } = served.reload.current;
  const { front } = served;
  const url = await listen(front, { host: config.host, port: config.port, hostSetting: 'HOST', portSetting: 'PORT' });
  const health = healthServer(served);
  const healthUrl = await startHealth(config, health);
  const print = parts.print ?? ((text) => process.stdout.write(text));
  print(await welcome(config, policy, url, healthUrl, parts.pages !== undefined));
  return health;
}

/** What is told is of whatever answers at that moment. */
function healthServer(served: Served): FastifyInstance {
  const { reload, lasting } = served;
  return buildHealthServer(readiness(reload.current.database, lasting.draining), metricsOf(served), () =>
    sourceStates(reload.current.graph.sources.list),
  );
}

/** All that answers depend on: the database, and the logs without which nothing is answered. */
function readiness({ admin, log }: Database, draining: Draining): ReadinessChecks {
  return {
    database: async () => (await admin`select 1`).length === 1,
    logs: () => logsWritable(log),
    serving: async () => !draining.isUnderWay(),
  };
}

function metricsOf({ reload, lasting: { telemetry, guards } }: Served): Metrics {
  const {
    config: { otlpUrl },
    database,
  } = reload.current;
  const sources = () => reload.current.graph.sources.list;
  addStateFigures(telemetry.registry, { database, subscriptions: () => reload.current.graph.subscriptions.open() });
  return openMetrics(
    {
      gateway: database.gateway,
      activities: () => reload.current.policy.columns.map(({ processingActivity }) => processingActivity),
    },
    {
      sources: () => reload.current.graph.sources.figures.text(),
      guards: () => guards.figures.text(),
      logs: { figures: telemetry.logs, waiting: otlpUrl ? () => countWaiting(database.log, otlpUrl) : undefined },
      process: telemetry.registry,
      deliveries: { figures: new DeliveryFigures(sources), read: () => readDelivered(database.admin, sources()) },
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
