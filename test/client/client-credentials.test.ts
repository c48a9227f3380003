import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportPKCS8, generateKeyPair, importJWK } from 'jose';
import { clientCredentials, connect, NotUnderstood, Refused, readClientKey, TryLater } from '../../src/client/index.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.js';

const run = promisify(execFile);

let provider: IdentityProvider;
let graph: TestGraph;
let folder: string;
beforeAll(async () => {
  provider = await startIdentityProvider({ purposes: { ind: ['RESIDENCE_DECISION'], dtv: ['STATISTICS'] } });
  graph = await startGraph([], { demo: false, oidc: provider.oidc });
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-credentials-'));
});
afterAll(async () => {
  await graph?.close();
  await provider?.close();
  await rm(folder, { recursive: true, force: true });
});

const keyOf = (organisation: string) => readClientKey(JSON.stringify(provider.client(organisation).privateJwk));
const tokensOf = async (organisation: string, more: Partial<Parameters<typeof clientCredentials>[0]> = {}) =>
  clientCredentials({
    issuer: provider.issuer,
    clientId: provider.client(organisation).clientId,
    key: await keyOf(organisation),
    ...more,
  });
const failureOf = (asked: unknown) =>
  Promise.resolve(asked).then(
    () => undefined,
    (error: unknown) => error,
  );
const ME = '{ me { organisation purpose } }';

describe('a program that runs by itself', () => {
  it('gets a token with its private key alone, and asks with it', async () => {
    const client = connect({ url: graph.url, token: await tokensOf('ind') });
    const { data } = await client.run<{ me: unknown }, object>(ME, {});
    expect(data.me).toEqual({ organisation: 'ind', purpose: 'RESIDENCE_DECISION' });
  });

  it('asks for one token, however many requests wait for it, and keeps it', async () => {
    const client = connect({ url: graph.url, token: await tokensOf('ind') });
    const before = provider.tokens;
    await Promise.all(Array.from({ length: 8 }, () => client.run(ME)));
    await client.run(ME);
    expect(provider.tokens - before).toBe(1);
  });

  it('may keep its key as PEM', async () => {
    const key = await importJWK(provider.client('ind').privateJwk, 'RS256', { extractable: true });
    if (key instanceof Uint8Array) throw new Error('the key is none');
    const pem = await readClientKey(await exportPKCS8(key));
    const tokens = await tokensOf('ind', { key: { ...pem, kid: 'ind-1' } });
    expect(await tokens()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it.each([-300, 300])('is let in when the clock of its machine is off by %d seconds', async (seconds) => {
    const shift = `const now = Date.now; Date.now = () => now() + ${seconds * 1000};`;
    await writeFile(join(folder, 'shift.mjs'), shift);
    const key = join(folder, 'ind.jwk');
    await writeFile(key, JSON.stringify(provider.client('ind').privateJwk));
    const program = fileURLToPath(new URL('../../src/client/examples/nightly-push.ts', import.meta.url));
    const records = join(folder, 'records.ndjson');
    await writeFile(records, JSON.stringify({ vNumber: '2000000001', version: 1, applications: [] }));
    const words = ['--import', join(folder, 'shift.mjs'), '--import', 'tsx', program, records];
    const env = {
      PATH: process.env.PATH,
      KETENZICHT_SERVER: graph.url,
      KETENZICHT_ISSUER: provider.issuer,
      KETENZICHT_CLIENT_ID: provider.client('ind').clientId,
      KETENZICHT_CLIENT_KEY: key,
    };
    const ended = await run(process.execPath, words, { env });
    expect(ended.stdout).toMatch(/^received 1, /);
  });
});

describe('no token, and it says so, for', () => {
  it('a key that is not the client’s', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const failure = await failureOf((await tokensOf('ind', { key: { key: privateKey, kid: 'ind-1' } }))());
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ code: 'NO_TOKEN', message: expect.stringContaining('invalid_client') });
  });

  it('a client that the provider does not know', async () => {
    const failure = await failureOf((await tokensOf('ind', { clientId: 'nobody' }))());
    expect(failure).toMatchObject({ code: 'NO_TOKEN', name: 'Refused' });
  });

  it('a provider that is away: later', async () => {
    const failure = await failureOf((await tokensOf('ind', { issuer: 'http://127.0.0.1:1' }))());
    expect(failure).toBeInstanceOf(TryLater);
  });

  it('an address that is no provider', async () => {
    const failure = await failureOf((await tokensOf('ind', { issuer: graph.url }))());
    expect(failure instanceof TryLater || failure instanceof NotUnderstood).toBe(true);
  });

  it.each(['', 'no key', '{"kty":"RSA"}', '{"kty":"oct","k":"AAAA"}'])(
    'a file that holds no private key: %j',
    async (text) => {
      await expect(readClientKey(text)).rejects.toThrow(TypeError);
    },
  );
});

describe('a token of the provider', () => {
  it('opens no more than the purposes it holds', async () => {
    const client = connect({ url: graph.url, token: await tokensOf('dtv'), purpose: 'RETURN' });
    expect(await failureOf(client.run(ME))).toMatchObject({ code: 'FORBIDDEN' });
  });
});
