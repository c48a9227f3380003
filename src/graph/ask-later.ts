import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** In seconds. They differ from answer to answer, so that after an outage not everybody comes back at once. */
const EARLIEST = 1;
const LATEST = 5;

/** Says with every 503 when to ask again, where nothing said it before: `Retry-After` (RFC 9110, 10.2.3 and 15.6.4). */
export function sayWhenToAskAgain(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    const isSaid = reply.statusCode !== 503 || reply.hasHeader('retry-after');
    if (!isSaid) reply.header('retry-after', randomInt(EARLIEST, LATEST + 1));
    done(null, payload);
  });
}
