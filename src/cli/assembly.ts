import type { FastifyInstance } from 'fastify';
import type { AccessLog } from '../audit/access-log.js';
import type { Draining } from '../graph/draining.js';
import type { OperatorLog } from '../graph/errors.js';
import type { Guards } from '../graph/guards.js';
import { type OpenGraph, openGraph } from '../graph/open-graph.js';
import type { ReplayMemory } from '../identity/replay-memory.js';
import { buildServer } from '../server.js';
import { hourly } from './hourly.js';
import type { KeyFigures } from './key-figures.js';
import type { ServeParts } from './serve-parts.js';
import { type Ground, serverParts } from './server-parts.js';
import type { Telemetry } from './telemetry/telemetry.js';

/** What stays while what answers is replaced. */
export interface Lasting {
  readonly accessLog: AccessLog;
  readonly draining: Draining;
  readonly log: OperatorLog;
  readonly telemetry: Telemetry;
  /** Told of the identity provider's keys; absent where there is none. */
  readonly keys: KeyFigures | undefined;
  /** What everybody has asked and missed: a reload begins no count anew. */
  readonly guards: Guards;
  /** The proofs of possession that were taken: none is taken again after a reload. */
  readonly proofs: ReplayMemory;
}

/** All that answers by one policy: the views, and the server over them. */
export interface Assembly extends Ground {
  readonly graph: OpenGraph;
  /** Ready, and listening nowhere. */
  readonly server: FastifyInstance;
  /** Begins what is done beside answering. @returns what ends it, after what is under way */
  startJobs(): () => Promise<unknown>;
}

/**
 * Makes everything that answers by a policy, whole, before anybody is answered by it.
 * @throws Error that says what does not fit; nothing of it is left open
 */
export async function assemble(ground: Ground, lasting: Lasting, parts: ServeParts): Promise<Assembly> {
  const { config, database, policy } = ground;
  const { accessLog, draining, log, telemetry, keys, guards, proofs } = lasting;
  const figures = telemetry.requests;
  const graph = await openGraph({ config, database, policy, log, accessLog, guards, figures });
  try {
    const server = await buildServer({
      ...(await serverParts(ground, graph, log, { figures: keys && [keys], proofs })),
      pages: async (instance, identity) => parts.pages?.(instance, { config, policy, identity, owner: database.admin }),
      draining,
      logTo: process.stdout,
      logLevel: config.telemetry.logLevel,
      figures,
      traceRequest: telemetry.traces?.traceRequest,
    });
    await server.ready();
    const startJobs = () => {
      const ends = [graph.webhooks.start(), hourly('copies', graph.sources.purge, log)];
      return () => Promise.all(ends.map((end) => end()));
    };
    return { ...ground, graph, server, startJobs };
  } catch (cause) {
    await graph.close();
    throw cause;
  }
}
