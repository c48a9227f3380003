import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { openPurposes } from '../../cli/policy-file.js';
import type { ReadSession } from '../../graph/page-session.js';
import { issueDemoToken } from '../../identity/demo-issuer.js';
import { Forbidden, KetenzichtError, Unauthenticated } from '../../model/errors.js';
import type { PageSetting } from '../demo-routes.js';
import { refuseOtherSites } from '../same-origin.js';
import type { Session, Sessions } from './sessions.js';

const persona = z.strictObject({ organisation: z.string(), purpose: z.string() });

/** What the addresses of sessions need. */
export interface SessionRouteParts extends PageSetting {
  readonly sessions: Sessions;
  /** Where one logs in; null where nobody can. */
  readonly signIn: string | null;
  /** Ends a session at the provider. @returns where a browser goes to end its session there as well */
  readonly endAtProvider?: (refreshToken: string | undefined) => Promise<string | undefined>;
}

/**
 * `GET /session` says who is signed in. `POST /logout` ends it; its `Location` says where a page sends the browser to log
 * out at the provider too. Neither tells anything of a token.
 */
export function addSessionRoutes(server: FastifyInstance, parts: SessionRouteParts): void {
  const { sessions, config, signIn, endAtProvider } = parts;
  const personas = config.demo ? personasOf(parts) : null;
  server.get('/session', {
    onRequest: async ({ headers }) => {
      if (['cross-site', 'same-site'].includes(headers['sec-fetch-site']?.toString() ?? '')) {
        throw new Forbidden('Only the pages of this server ask here.');
      }
    },
    handler: async (request, reply) => {
      const told = await toldOf(parts, await sessions.read(request, reply));
      return { ...told, demo: config.demo, signIn, personas };
    },
  });
  server.post('/logout', {
    onRequest: async (request) => refuseOtherSites(request, config.publicUrl),
    handler: async (request, reply) => {
      // Before the provider is asked, and also where there is none.
      const ended = await sessions.end(request, reply);
      const onward = await endAtProvider?.(ended);
      if (onward) reply.header('location', onward);
      return reply.code(204).send();
    },
  });
}

/** `POST /session/persona`: the demo's way to sign in, as any of its organisations. */
export function addPersonaRoute(server: FastifyInstance, { config, policy, sessions }: SessionRouteParts): void {
  // Also the purposes that a token holds only by name: here they are asked for by name.
  const purposesOf = openPurposes(policy);
  server.post('/session/persona', {
    onRequest: async (request) => refuseOtherSites(request, config.publicUrl),
    handler: async (request, reply) => {
      const asked = persona.safeParse(request.body);
      const known = asked.success && config.organisations.find(({ code }) => code === asked.data.organisation);
      if (!known || !purposesOf(known.partnerKind).includes(asked.data.purpose)) {
        throw new KetenzichtError('BAD_REQUEST', 'Send {"organisation", "purpose"} as GET /session lists them.');
      }
      const token = await issueDemoToken(config, purposesOf, asked.data);
      await sessions.begin(reply, { token }, asked.data.purpose);
      return reply.code(204).send();
    },
  });
}

/**
 * Reads the session of a page that asks the graph. A browser sends cookies for whoever makes it: so the request must
 * come from a page of this very server, and be one that no other page could send unasked.
 */
export function readSessionOf({ sessions, config }: Pick<SessionRouteParts, 'sessions' | 'config'>): ReadSession {
  return async (request, reply) => {
    if (!sessions.came(request)) return undefined;
    refuseOtherSites(request, config.publicUrl);
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
      throw new KetenzichtError(
        'UNSUPPORTED_MEDIA_TYPE',
        'Send the body as application/json in UTF-8, not compressed.',
      );
    }
    const session = await sessions.read(request, reply);
    if (!session) throw new Unauthenticated('The session has ended. Sign in again.');
    return { token: session.token, purpose: session.purpose };
  };
}

/** Whom the demo lets one be: its organisations, with all purposes that are open to each. */
function personasOf({ config, policy }: PageSetting): object[] {
  const purposesOf = openPurposes(policy);
  return config.organisations.map(({ code, name, partnerKind, municipality }) => ({
    organisation: code,
    name,
    partnerKind,
    municipality: municipality ?? null,
    purposes: purposesOf(partnerKind),
  }));
}

async function toldOf({ config, identity }: SessionRouteParts, session: Session | undefined): Promise<object> {
  const organisation = session && (await identity.findOrganisation(session.verified.organisation));
  if (!session || !organisation) return { signedIn: false };
  const { code, name, partnerKind } = organisation;
  const open = identity.purposesOf(partnerKind);
  return {
    signedIn: true,
    organisation: code,
    organisationName: name,
    partnerKind,
    municipality: config.organisations.find((one) => one.code === code)?.municipality,
    purpose: session.purpose,
    purposes: session.verified.purposes.filter((purpose) => open.includes(purpose)),
    organisations: Object.fromEntries(config.organisations.map((one) => [one.code, one.name])),
    expiresAt: session.expiresAt.toISOString(),
  };
}
