import type { FastifyRequest } from 'fastify';
import { Forbidden } from '../model/errors.js';

/** Whether a `Host` header names this machine, as far as names can tell. */
export function isThisMachine(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * A page of another site could point its name at this machine (DNS rebinding) and read what the demo's pages show.
 * @throws Forbidden for every name but this machine's own
 */
export async function refuseOtherHosts(request: FastifyRequest): Promise<void> {
  if (isThisMachine(request.hostname)) return;
  throw new Forbidden('The demo answers to this machine only. Open it as localhost.');
}
