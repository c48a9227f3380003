import type { FastifyInstance, FastifyRequest } from 'fastify';
import { KetenzichtError } from '../model/errors.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The address takes bodies of any length and kind, as they come: it has its own rules for them. */
    readonly streamsBody?: boolean;
  }
}

/** How long a body may take, or where it may be of any length, how long nothing of it may come. */
const BODY_WITHIN_MS = 30_000;

/** How long the rest of a body is still taken, and thrown away, once it was answered. */
const ANSWERED_WITHIN_MS = 2_000;

const streams = ({ routeOptions }: FastifyRequest) => routeOptions.config.streamsBody === true;

/** Only JSON in UTF-8 is parsed: forms that a web page can send to another site unasked are not among it. */
export function takeJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, server.getDefaultJsonParser('error', 'error'));
  server.addHook('preParsing', async (request) => {
    const { headers } = request;
    const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
    const plain = /^utf-?8$/i.test(charset) && /^(identity)?$/i.test(headers['content-encoding'] ?? '');
    if (plain || streams(request)) return;
    throw new KetenzichtError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json in UTF-8, not compressed.');
  });
}

/**
 * Ends connections on which a body comes too slowly: they would be held for nothing. Node's own limit is one for the
 * whole server, and would cut off a delivery of many gigabytes that comes as fast as it is stored.
 */
export function limitBodyTime(server: FastifyInstance, withinMs = BODY_WITHIN_MS): void {
  server.server.headersTimeout = withinMs;
  server.addHook('onRequest', async (request) => {
    const { raw } = request;
    if (raw.complete) return;
    if (streams(request)) {
      raw.setTimeout(withinMs, () => raw.destroy());
      // A body that is whole may take its time to be stored; Node would end the connection without a word.
      raw.once('end', () => raw.setTimeout(0));
      return;
    }
    const timer = setTimeout(() => raw.complete || raw.destroy(), withinMs);
    timer.unref();
    raw.once('close', () => clearTimeout(timer));
  });
  // Who goes on sending after the answer is heard for a moment, so that the answer is read, and then no longer.
  server.addHook('onResponse', async ({ raw }) => {
    if (!raw.complete) setTimeout(() => raw.complete || raw.destroy(), ANSWERED_WITHIN_MS).unref();
  });
}
