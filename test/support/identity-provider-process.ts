import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';
import { PAGES_CLIENT, type ProviderOptions } from './identity-provider.js';

/*
 * The provider is a process of its own, as real ones are; the library also wants objects of one world, which Jest's
 * modules are not. Its options are its only word. The first line it writes says where it is and the clients' keys, each
 * line after that is a token that it gave.
 */
const { purposes, tokenSeconds = 300, login } = JSON.parse(process.argv[2] ?? '') as ProviderOptions;

/** The server whose tokens are asked for (RFC 8707). */
const RESOURCE = 'https://ketenzicht.example';

const organisations = Object.keys(purposes);
const people = new Map(organisations.map((one) => [`officer-${one}`, one]));
const keys = new Map(
  await Promise.all([...organisations, 'pages'].map(async (one) => [one, await clientKey(one)] as const)),
);
const listening = createServer();
await new Promise<void>((ready) => {
  listening.listen(0, '127.0.0.1', ready);
});
const issuer = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
const provider = new Provider(issuer, configuration());
provider.on('grant.success', () => void process.stdout.write('token\n'));
const answerOthers = provider.callback();
listening.on('request', (request, response) => {
  if (/^\/interaction\//.test(request.url ?? '')) void interact(request, response);
  else void answerOthers(request, response);
});
const clients = Object.fromEntries(
  [...keys].map(([one, { privateJwk }]) => [one, { clientId: clientIdOf(one), privateJwk }]),
);
process.stdout.write(`${JSON.stringify({ issuer, clients })}\n`);

function clientIdOf(organisation: string): string {
  return organisation === 'pages' ? PAGES_CLIENT : `${organisation}-system`;
}

/** The log-in: one link for each person, and one that breaks it off. */
async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', issuer);
  const accountId = searchParams.get('as');
  if (accountId) {
    const result = people.has(accountId) ? { login: { accountId } } : { error: 'access_denied' };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    return;
  }
  const { prompt } = await provider.interactionDetails(request, response);
  if (prompt.name === 'consent') {
    await provider.interactionFinished(request, response, { consent: {} }, { mergeWithLastSubmission: true });
    return;
  }
  const links = [...people.keys(), 'nobody'].map((one) => `<a href="${pathname}?as=${one}">${one}</a>`);
  response.setHeader('content-type', 'text/html');
  response.end(
    `<!doctype html><html lang="en"><title>Provider</title><link rel="icon" href="data:,">${links.join(' ')}`,
  );
}

/** Whoever logged in has agreed. */
async function agree(context: { oidc: { session?: { accountId?: string }; client?: { clientId: string } } }) {
  const { session, client } = context.oidc;
  const grant = new provider.Grant({ accountId: session?.accountId, clientId: client?.clientId });
  grant.addOIDCScope('openid offline_access');
  grant.addResourceScope(RESOURCE, '');
  await grant.save();
  return grant;
}

function pagesClients(): NonNullable<Configuration['clients']> {
  const publicJwk = keys.get('pages')?.publicJwk;
  if (!login || !publicJwk) return [];
  const proof = login.isPublic
    ? { token_endpoint_auth_method: 'none' as const, application_type: 'web' as const }
    : {
        token_endpoint_auth_method: 'private_key_jwt' as const,
        token_endpoint_auth_signing_alg: 'RS256' as const,
        jwks: { keys: [publicJwk] },
      };
  return [
    {
      client_id: PAGES_CLIENT,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [login.redirectUri],
      post_logout_redirect_uris: [login.homeUri],
      ...proof,
    },
  ];
}

function systemClients(): NonNullable<Configuration['clients']> {
  return organisations.map((organisation) => ({
    client_id: clientIdOf(organisation),
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'private_key_jwt' as const,
    token_endpoint_auth_signing_alg: 'RS256' as const,
    jwks: { keys: [keys.get(organisation)?.publicJwk ?? {}] },
  }));
}

async function clientKey(organisation: string) {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const about = { kid: `${organisation}-1`, alg: 'RS256', use: 'sig' };
  return {
    privateJwk: { ...(await exportJWK(pair.privateKey)), ...about },
    publicJwk: { ...(await exportJWK(pair.publicKey)), ...about },
  };
}

function configuration(): Configuration {
  const organisationOf = new Map([...organisations.map((one) => [clientIdOf(one), one] as const), ...people]);
  return {
    clients: [...systemClients(), ...pagesClients()],
    scopes: ['openid', 'offline_access'],
    cookies: { keys: ['a key of this test provider'] },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    issueRefreshToken: async (_context, client, code) =>
      client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    loadExistingGrant: agree,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: 'ketenzicht',
          accessTokenTTL: tokenSeconds,
          accessTokenFormat: 'jwt' as const,
          jwt: { sign: { alg: 'RS256' as const } },
        }),
      },
    },
    extraTokenClaims: (_context, token) => {
      const asked = 'accountId' in token && token.accountId ? token.accountId : token.clientId;
      const organisation = organisationOf.get(String(asked)) ?? '';
      const padding = login?.padding ? { padding: 'x'.repeat(login.padding) } : {};
      return { organisation, purposes: purposes[organisation] ?? [], ...padding };
    },
  };
}
