import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { openPurposes } from '../../../src/cli/policy-file.js';
import type { Config } from '../../../src/config.js';
import { issueDemoToken } from '../../../src/identity/demo-issuer.js';
import type { Policy } from '../../../src/policy/policy.js';

interface Held {
  readonly organisation: string;
  readonly purpose: string;
  readonly token: string;
}

/** The session as the pages are promised it, without an identity provider. */
export function addStandInSession(server: FastifyInstance, config: Config, policy: Policy): { endAll(): void } {
  const held = new Map<string, Held>();
  const purposesOf = openPurposes(policy);
  const heldBy = (request: FastifyRequest) =>
    held.get(/session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
  server.addHook('onRequest', async (request) => {
    const session = heldBy(request);
    if (!session || request.url !== '/graphql') return;
    Object.defineProperty(request.raw, 'headersDistinct', { value: { authorization: [`Bearer ${session.token}`] } });
  });
  const personas = config.organisations.map(({ code, name, partnerKind, municipality }) => ({
    organisation: code,
    name,
    partnerKind,
    municipality,
    purposes: purposesOf(partnerKind),
  }));
  server.get('/session', async (request) => {
    const session = heldBy(request);
    const surroundings = { demo: true, signIn: null, personas };
    if (!session) return { signedIn: false, ...surroundings };
    const { name, partnerKind, municipality, purposes } = personas.find(
      ({ organisation }) => organisation === session.organisation,
    )!;
    const who = { organisation: session.organisation, organisationName: name, partnerKind, municipality };
    return { signedIn: true, ...who, purpose: session.purpose, purposes, ...surroundings };
  });
  server.post('/session/persona', async (request, reply) => {
    const { organisation, purpose } = request.body as Held;
    const token = await issueDemoToken(config, purposesOf, { organisation, purpose, expiresInSeconds: 3600 });
    const id = randomUUID();
    held.set(id, { organisation, purpose, token });
    return reply.header('set-cookie', `session=${id}; HttpOnly; SameSite=Strict; Path=/`).send({});
  });
  server.post('/logout', async (request, reply) => {
    held.delete(/session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    return reply.code(204).send();
  });
  return { endAll: () => held.clear() };
}
