import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';
import { PAGES_CLIENT, type ProviderOptions } from './identity-provider.js';

/*
 * The provider is a process of its own, as real ones are; the library also wants objects of one world, which Jest's
 * modules are not. The first line it writes says where it is and the clients' keys; after that `token` stands for one that
 * it gave, `keys` for a reading of its key set, and `done` for a command that it took from its input.
 */
const {
  purposes,
  tokenSeconds = 300,
  algorithm = 'RS256',
  certificateBound = [],
  login,
} = JSON.parse(process.argv[2] ?? '') as ProviderOptions;

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
let made = 0;
let signingKeys: readonly JWK[] = [await signingKey()];
let { provider, answerOthers } = startProvider();
listening.on('request', (request, response) => {
  if (request.url === '/jwks') process.stdout.write('keys\n');
  if (/^\/interaction\//.test(request.url ?? '')) void interact(request, response);
  else void answerOthers(request, response);
});
const clients = Object.fromEntries(
  [...keys].map(([one, { privateJwk }]) => [one, { clientId: clientIdOf(one), privateJwk }]),
);
process.stdout.write(`${JSON.stringify({ issuer, clients })}\n`);

createInterface({ input: process.stdin }).on('line', async (line) => {
  const [command, word] = line.split(' ');
  if (command === 'rotate') {
    signingKeys = [await signingKey(), ...(word === 'withdrawn' ? [] : signingKeys)];
    ({ provider, answerOthers } = startProvider());
  }
  if (command === 'away') {
    listening.close();
    listening.closeAllConnections();
  }
  if (command === 'back' && !listening.listening) {
    await new Promise<void>((ready) => {
      listening.listen(Number(new URL(issuer).port), '127.0.0.1', ready);
    });
  }
  process.stdout.write('done\n');
});

/** A provider with the signing keys of now, the first of which signs. */
function startProvider() {
  const started = new Provider(issuer, configuration());
  started.on('grant.success', () => void process.stdout.write('token\n'));
  return { provider: started, answerOthers: started.callback() };
}

async function signingKey(): Promise<JWK> {
  made += 1;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: `provider-${made}`, alg: algorithm, use: 'sig' };
}

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
    tls_client_certificate_bound_access_tokens: certificateBound.includes(organisation),
    id_token_signed_response_alg: algorithm,
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
    jwks: { keys: [...signingKeys] as never },
    clients: [...systemClients(), ...pagesClients()],
    scopes: ['openid', 'offline_access'],
    cookies: { keys: ['a key of this test provider'] },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    issueRefreshToken: async (_context, client, code) =>
      client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    loadExistingGrant: agree,
    features: features(),
    extraTokenClaims: (_context, token) => {
      const asked = 'accountId' in token && token.accountId ? token.accountId : token.clientId;
      const organisation = organisationOf.get(String(asked)) ?? '';
      const padding = login?.padding ? { padding: 'x'.repeat(login.padding) } : {};
      return { organisation, purposes: purposes[organisation] ?? [], ...padding };
    },
  };
}

function features(): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    dPoP: { enabled: true },
    mTLS: {
      enabled: true,
      certificateBoundAccessTokens: true,
      getCertificate: (context) => decodeURIComponent(context.get('x-client-certificate')) || undefined,
    },
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
        jwt: { sign: { alg: algorithm } },
      }),
    },
  };
}
