import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { type ClientKey, readClientKey } from '../../client/client-key.js';
import { type Config, ConfigError } from '../../config.js';
import type { ReadSession } from '../../graph/page-session.js';
import type { PageSetting } from '../demo-routes.js';
import { LoginProvider } from './login-provider.js';
import { addLoginRoutes, CALLBACK_PATH, LOGIN_PATH } from './login-routes.js';
import { nextPage } from './next-page.js';
import { renewalAmongProcesses } from './renewal-among-processes.js';
import { openSeal } from './seal.js';
import { addPersonaRoute, addSessionRoutes, readSessionOf } from './session-routes.js';
import { type RenewTokens, Sessions } from './sessions.js';
import { sharedRenewal } from './shared-renewal.js';

/**
 * Adds the sessions of the pages: a persona in the demo, else a log-in at the identity provider, where one is set up.
 * @returns what reads the session of a page that asks the graph
 * @throws ConfigError when the key of the log-in's client cannot be read
 */
export async function addSessions(server: FastifyInstance, setting: PageSetting): Promise<ReadSession> {
  const { config, identity } = setting;
  const secure = config.publicUrl?.startsWith('https:') ?? !config.demo;
  const provider = await loginProvider(config);
  const renew = provider && renewalOf(provider, setting);
  const sessions = new Sessions({ secrets: config, verifier: identity.verifier, secure, renew });
  const parts = {
    ...setting,
    sessions,
    signIn: provider ? LOGIN_PATH : null,
    endAtProvider: provider && ((refreshToken: string | undefined) => provider.end(refreshToken)),
  };
  addSessionRoutes(server, parts);
  if (config.demo) addPersonaRoute(server, parts);
  if (provider) await addLoginRoutes(server, { config, identity, sessions, provider, secure });
  return readSessionOf(parts);
}

/** Once for each refresh token: in this process, and among all where they share a database. */
function renewalOf(provider: LoginProvider, { config, owner }: PageSetting): RenewTokens {
  const renew: RenewTokens = (refreshToken) => provider.renew(refreshToken);
  return sharedRenewal(owner ? renewalAmongProcesses(owner, openSeal(config, 'renewal'), renew) : renew);
}

async function loginProvider({ login, oidc, publicUrl, pages }: Config): Promise<LoginProvider | undefined> {
  if (!login || !oidc || !publicUrl) return undefined;
  return new LoginProvider({
    ...login,
    issuer: oidc.issuer,
    key: login.clientKeyFile === undefined ? undefined : await keyIn(login.clientKeyFile),
    redirectUri: `${publicUrl}${CALLBACK_PATH}`,
    homeUri: `${publicUrl}${nextPage(undefined, pages)}`,
  });
}

async function keyIn(path: string): Promise<ClientKey> {
  try {
    return await readClientKey(await readFile(path, 'utf8'));
  } catch (cause) {
    const problem = cause instanceof TypeError ? cause.message : `${path} cannot be read`;
    throw new ConfigError(`OIDC_LOGIN_CLIENT_KEY must be a file with a private key: ${problem}`);
  }
}
