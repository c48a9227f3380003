import Fastify, { type FastifyInstance } from 'fastify';
import { isLive, type Source } from '../sources/source.js';
import type { Metrics } from './metrics.js';
import { inTime } from './telemetry/in-time.js';

/** What readiness depends on: a name, and whether it works now. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<boolean>>>;

/** What takes longer does not work: who asks would not wait either. */
const WITHIN_MS = 2_000;

/** How each source is, by agency. */
export type SourceStates = Readonly<Record<string, 'hosted' | 'ok' | 'unavailable'>>;

/** How the sources are now; what is hosted is as well as the database is. */
export async function sourceStates(sources: readonly Source[]): Promise<SourceStates> {
  const states = sources.map(async (source) => {
    if (!isLive(source)) return [source.agency, 'hosted'] as const;
    return [source.agency, (await source.health?.())?.available ? 'ok' : 'unavailable'] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}

/**
 * The health checks, for a port of their own that callers need not reach.
 * `/health/live`: the process runs. `/health/ready`: all that it depends on works, else 503. `/metrics`: figures for
 * Prometheus, where there are any.
 * @param sources told beside the checks and no part of them: one that is down costs its own fields and no request
 */
export function buildHealthServer(
  checks: ReadinessChecks,
  metrics?: Metrics,
  sources?: () => Promise<SourceStates>,
): FastifyInstance {
  const server = Fastify({ logger: false, exposeHeadRoutes: false, forceCloseConnections: 'idle' });
  server.get('/health/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  );
  server.get('/health/ready', async (_request, reply) => {
    const states = await Promise.all(
      Object.entries(checks).map(async ([name, works]) => [name, (await inTime(WITHIN_MS, works())) ?? false] as const),
    );
    const ready = states.every(([, works]) => works);
    const named = Object.fromEntries(states.map(([name, works]) => [name, works ? 'ok' : 'unavailable']));
    const told = sources ? { sources: await sources() } : {};
    const body = { status: ready ? 'ready' : 'unavailable', checks: named, ...told };
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(body);
  });
  if (metrics) {
    server.get('/metrics', async (_request, reply) =>
      reply
        .type(metrics.contentType)
        .header('cache-control', 'no-store')
        .send(await metrics.text()),
    );
  }
  return server;
}
