import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientCredentials, connect, connectionFrom, Deliveries, readClientKey } from '../../src/client/index.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.js';
import { smallServer } from '../support/small-server.js';

const HOME = 'https://ketenzicht.example';
const ME = '{ me { organisation } }';

let provider: IdentityProvider;
let graph: TestGraph;
beforeAll(async () => {
  provider = await startIdentityProvider({ purposes: { ind: ['RESIDENCE_DECISION'] } });
  const oidc = { ...provider.oidc, bound: { kinds: ['IND'] as const, clients: [] } };
  graph = await startGraph([], { demo: false, oidc, publicUrl: HOME });
});
afterAll(async () => {
  await graph?.close();
  await provider?.close();
});

/** The server under the name that its clients know: something that speaks TLS stands in front of it. */
const toServer: typeof fetch = (address, init) =>
  fetch(String(address).replace(HOME, new URL(graph.url).origin), init as RequestInit);
async function tokens(bound: boolean, changes = {}) {
  const { clientId, privateJwk } = provider.client('ind');
  const key = await readClientKey(JSON.stringify(privateJwk));
  return clientCredentials({ issuer: provider.issuer, clientId, key, bound, ...changes });
}
const clientWith = async (bound: boolean) =>
  connect({ url: HOME, token: await tokens(bound), fetch: toServer, retries: 0 });

describe('a program whose organisation has to send bound tokens', () => {
  it('asks with a token that is bound to its own key, as often as it likes', async () => {
    const client = await clientWith(true);
    for (let turn = 0; turn < 3; turn += 1) {
      const { data } = await client.run<{ me: unknown }, object>(ME, {});
      expect(data.me).toEqual({ organisation: 'ind' });
    }
  });

  it('is refused with a bearer token, and told what to do', async () => {
    await expect((await clientWith(false)).run(ME)).rejects.toThrow(/bound to it by DPoP or mutual TLS/);
  });

  it('sends a new proof with each request, also when it is sent again', async () => {
    const proofs: string[] = [];
    const watched: typeof fetch = (address, init) => {
      proofs.push(new Headers(init?.headers).get('dpop') ?? 'none');
      return toServer(address, init);
    };
    const client = connect({ url: HOME, token: await tokens(true), fetch: watched });
    await Promise.all([client.run(ME), client.run(ME), client.run(ME)]);
    expect(new Set(proofs).size).toBe(3);
  });

  it('says so by a setting', async () => {
    const { clientId, privateJwk } = provider.client('ind');
    const clientKeyFile = join(process.env.KETENZICHT_TEST_FOLDER ?? '', 'bound-client.jwk');
    await writeFile(clientKeyFile, JSON.stringify(privateJwk));
    const settings = { server: HOME, issuer: provider.issuer, clientId, clientKeyFile };
    const bound = await connectionFrom({ ...settings, tokenBound: true });
    expect((await connect({ ...bound, fetch: toServer }).run<{ me: unknown }, object>(ME, {})).data.me).toBeDefined();
    const bearer = await connectionFrom(settings);
    await expect(connect({ ...bearer, fetch: toServer, retries: 0 }).run(ME)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('delivers as well', async () => {
    const deliveries = new Deliveries({ url: HOME, token: await tokens(true), fetch: toServer, retries: 0 });
    await expect(deliveries.report('0410e537-4f1c-4bb1-9d0a-0d7a0b3c3f11')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('a provider that binds no tokens', () => {
  it('is told by its name: nothing is sent as a bearer token in silence', async () => {
    const bare = await smallServer((request, response) => {
      const issuer = `http://${request.headers.host}`;
      const document = { issuer, token_endpoint: `${issuer}/token` };
      const token = { access_token: 'x.y.z', token_type: 'Bearer', expires_in: 60 };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url === '/token' ? token : document));
    });
    try {
      const source = await tokens(true, { issuer: bare.url });
      await expect(Promise.resolve(source())).rejects.toMatchObject({ code: 'NO_TOKEN' });
    } finally {
      await bare.close();
    }
  });
});
