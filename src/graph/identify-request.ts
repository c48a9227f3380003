import type { FastifyRequest } from 'fastify';
import { type Asker, askerOf, type IdentityRules, identify, refusedAsker } from '../identity/identify.js';
import type { RateLimit } from '../identity/rate-limit.js';
import type { Caller } from '../model/caller.js';
import { within } from '../model/span.js';
import type { SessionToken } from './page-session.js';
import type { Refusals } from './refusals.js';

/** A request whose caller is known. */
export interface Identified {
  readonly request: FastifyRequest;
  readonly caller: Caller;
}

/** Who sent a request, by its own headers or by a session. */
export type IdentifyRequest = (request: FastifyRequest, session?: SessionToken) => Promise<Identified>;

/** What requests are identified with. */
export interface IdentifyingParts {
  readonly identity: IdentityRules;
  readonly guards?: { readonly rateLimit: RateLimit };
}

/**
 * Identifies the caller of a request and counts the request: nothing of its body was read yet. Who is known by a good
 * token and is refused has a line in the audit log, and counts as well.
 * @returns what throws Unauthenticated, Forbidden, RateLimited, or LogUnavailable when a refusal cannot be logged
 */
export function identifyCaller({ identity, guards }: IdentifyingParts, refusals: Refusals): IdentifyRequest {
  return async (request, session) => {
    // Two such headers would let a proxy in front see one caller and us another.
    const sent = request.raw.headersDistinct.authorization ?? [];
    if (sent.length > 1) throw identity.sender.refusal('Bearer', 'invalid_request');
    const authorization = session ? `Bearer ${session.token}` : sent[0];
    const purpose = request.headers['x-purpose']?.toString() ?? session?.purpose;
    const stated = { authorization, purpose, request: request.raw, ofSession: session !== undefined };
    const asking = within(request.trace.span, { name: 'identify' }, () => identify(stated, identity));
    const asked = await asking.catch(orRefused);
    const asker = 'refusal' in asked ? asked.asker : askerOf(asked);
    try {
      await guards?.rateLimit(asker);
      if ('refusal' in asked) throw asked.refusal;
    } catch (error) {
      await refusals.log(request, asker, error);
      throw error;
    }
    request.view = asked.view;
    refusals.know(request, asker);
    return { request, caller: asked };
  };
}

/** Whose good token it came with, where it is refused; others are refused without a line. */
function orRefused(refusal: unknown): { readonly asker: Asker; readonly refusal: unknown } {
  const asker = refusedAsker(refusal);
  if (!asker) throw refusal;
  return { asker, refusal };
}
