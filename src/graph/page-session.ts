import type { FastifyReply, FastifyRequest } from 'fastify';

/** The token of a page's session, and the purpose that the session is for. */
export interface SessionToken {
  readonly token: string;
  readonly purpose: string;
}

/**
 * Reads the session of the page that a request comes from; undefined when it brings none. It may set cookies.
 * @throws Unauthenticated when the session has ended; Forbidden for a page of another site
 */
export type ReadSession = (request: FastifyRequest, reply: FastifyReply) => Promise<SessionToken | undefined>;
