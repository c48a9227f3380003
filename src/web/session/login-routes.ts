import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Config } from '../../config.js';
import { reportFailure } from '../../graph/errors.js';
import { refusalFor } from '../../graph/refusal.js';
import type { IdentityRules } from '../../identity/identify.js';
import { Forbidden, KetenzichtError, Unauthenticated } from '../../model/errors.js';
import type { Purpose } from '../../model/purpose.js';
import { type BrowserCookie, browserCookie } from './browser-cookie.js';
import { failedLogin } from './failed-login.js';
import { type LoginProvider, newAttempt } from './login-provider.js';
import { nextPage } from './next-page.js';
import { openSeal, type Seal } from './seal.js';
import type { Sessions, SessionTokens } from './sessions.js';

/** Where one logs in. */
export const LOGIN_PATH = '/login';
/** Where the provider sends people back to. */
export const CALLBACK_PATH = '/login/callback';

/** How long somebody may take to log in. Seconds. */
const ATTEMPT_SECONDS = 10 * 60;

const asked = z.object({ purpose: z.string().max(100).optional(), next: z.string().max(200).optional() });
const kept = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  purpose: z.string().optional(),
  next: z.string(),
});
type Kept = z.infer<typeof kept>;

/** What logging in needs. */
export interface LoginRouteParts {
  readonly config: Pick<Config, 'secret' | 'oldSecrets' | 'pages'>;
  readonly identity: IdentityRules;
  readonly sessions: Sessions;
  readonly provider: LoginProvider;
  readonly secure: boolean;
}

/**
 * `GET /login` sends a browser to the identity provider, `GET /login/callback` takes it back and begins the session. What
 * an attempt must bring back is in a cookie of its own, which its browser brings on the way back from another site:
 * hence `SameSite=Lax`, for ten minutes and once.
 */
export async function addLoginRoutes(server: FastifyInstance, parts: LoginRouteParts): Promise<void> {
  const seal = openSeal(parts.config, 'log-in');
  const cookie = browserCookie({
    name: 'ketenzicht-login',
    secure: parts.secure,
    sameSite: 'lax',
    maxAge: ATTEMPT_SECONDS,
  });
  await server.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      const { code, status, message } = refusalFor(error);
      request.refusedAs = code;
      reportFailure(request.log, error);
      return reply.code(status).type('text/html; charset=utf-8').send(failedLogin(message));
    });
    scope.get(LOGIN_PATH, (request, reply) => begin(parts, { seal, cookie }, request, reply));
    scope.get(CALLBACK_PATH, (request, reply) => finish(parts, { seal, cookie }, request, reply));
  });
}

interface Keeping {
  readonly seal: Seal;
  readonly cookie: BrowserCookie;
}

async function begin(
  { config, provider }: LoginRouteParts,
  { seal, cookie }: Keeping,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { success, data } = asked.safeParse(request.query);
  if (!success) throw new KetenzichtError('BAD_REQUEST', 'Say one purpose and one page to go on to, or neither.');
  const attempt = newAttempt();
  const address = await provider.start(attempt);
  const keep: Kept = { ...attempt, purpose: data.purpose, next: nextPage(data.next, config.pages) };
  cookie.write(reply, await seal.close({ ...keep }, Math.floor(Date.now() / 1000) + ATTEMPT_SECONDS));
  return reply.redirect(address, 303);
}

async function finish(
  parts: LoginRouteParts,
  { seal, cookie }: Keeping,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const value = cookie.read(request);
  const attempt = kept.safeParse(value && (await seal.open(value)));
  cookie.clear(reply);
  if (!attempt.success)
    throw new KetenzichtError('BAD_REQUEST', 'This log-in took too long or began elsewhere. Begin again.');
  const answer = new URL(request.raw.url ?? '', 'http://ours').searchParams;
  const tokens = await parts.provider.finish(answer, attempt.data);
  await parts.sessions.begin(reply, tokens, await purposeOf(parts.identity, tokens, attempt.data.purpose));
  return reply.redirect(attempt.data.next, 303);
}

/** The purpose of a session: the one that was asked for, else the first that is open. @throws Forbidden */
async function purposeOf(rules: IdentityRules, { token }: SessionTokens, wanted: string | undefined): Promise<Purpose> {
  const verified = await rules.verifier.verify(token).catch((error) => {
    if (!(error instanceof Unauthenticated)) throw error;
    throw new Forbidden('The token of the identity provider is not good here. Ask the operator.', error);
  });
  // Nothing here could prove what such a token is bound to: it would be refused with the first question.
  if (verified.boundTo) throw new Forbidden('The token of the identity provider is not good here. Ask the operator.');
  const organisation = await rules.findOrganisation(verified.organisation);
  if (!organisation) throw new Forbidden('Your organisation is not registered here. Ask the operator to add it.');
  const open = rules.purposesOf(organisation.partnerKind).filter((purpose) => verified.purposes.includes(purpose));
  const purpose = wanted === undefined ? open[0] : open.find((each) => each === wanted);
  if (purpose === undefined) throw new Forbidden('This purpose is not open to you. Sign in for another one.');
  return purpose;
}
