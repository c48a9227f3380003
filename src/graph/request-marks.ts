import type { FastifyInstance } from 'fastify';
import type { Asker } from '../identity/identify.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What was found before its body was read; absent when it was not admitted to the graph. */
    admission: unknown;
    /** Who sent it, once that is known: should it be refused from then on, that is logged (`Refusals`). */
    asker: Asker | undefined;
  }
}

/** Lets requests carry what is found out about them on the way, each in a property of its own that goes with it. */
export function addRequestMarks(server: FastifyInstance): void {
  server.decorateRequest('admission', undefined);
  server.decorateRequest('asker', undefined);
}
