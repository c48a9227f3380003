import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';
import type { ProviderOptions } from './identity-provider.js';

/*
 * The provider is a process of its own, as real ones are; the library also wants objects of one world, which Jest's
 * modules are not. Its options are its only word. The first line it writes says where it is and the clients' keys, each
 * line after that is a token that it gave.
 */
const { purposes, tokenSeconds = 300 } = JSON.parse(process.argv[2] ?? '') as ProviderOptions;

/** The server whose tokens are asked for (RFC 8707). */
const RESOURCE = 'https://ketenzicht.example';

const organisations = Object.keys(purposes);
const keys = new Map(await Promise.all(organisations.map(async (one) => [one, await clientKey(one)] as const)));
const listening = createServer();
await new Promise<void>((ready) => {
  listening.listen(0, '127.0.0.1', ready);
});
const issuer = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
const provider = new Provider(issuer, configuration());
provider.on('grant.success', () => void process.stdout.write('token\n'));
listening.on('request', provider.callback());
const clients = Object.fromEntries(
  [...keys].map(([one, { privateJwk }]) => [one, { clientId: clientIdOf(one), privateJwk }]),
);
process.stdout.write(`${JSON.stringify({ issuer, clients })}\n`);

function clientIdOf(organisation: string): string {
  return `${organisation}-system`;
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
  const organisationOf = new Map([...keys.keys()].map((one) => [clientIdOf(one), one]));
  return {
    clients: [...keys].map(([organisation, { publicJwk }]) => ({
      client_id: clientIdOf(organisation),
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'private_key_jwt' as const,
      token_endpoint_auth_signing_alg: 'RS256' as const,
      jwks: { keys: [publicJwk] },
    })),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
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
      const organisation = organisationOf.get(String(token.clientId)) ?? '';
      return { organisation, purposes: purposes[organisation] ?? [] };
    },
  };
}
