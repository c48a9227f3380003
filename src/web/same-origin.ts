import type { FastifyRequest } from 'fastify';
import { Forbidden } from '../model/errors.js';

/**
 * Refuses whatever does not come from a page of this very server. A browser states the origin of each POST itself, and
 * no page can change it: another site cannot fetch a token in the name of whoever sits at this machine.
 * @param publicUrl where browsers reach this server, when something stands in front of it
 * @throws Forbidden, also when no origin is stated: scripts take their tokens from the command line
 */
export function refuseOtherSites(
  request: Pick<FastifyRequest, 'headers' | 'host' | 'protocol'>,
  publicUrl = `${request.protocol}://${request.host}`,
): void {
  const { origin, 'sec-fetch-site': site = 'same-origin' } = request.headers;
  if (origin === publicUrl && site === 'same-origin') return;
  throw new Forbidden('Only the pages of this server ask here. In a script, use the command `ketenzicht token`.');
}
