import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JWK } from 'jose';
import { ProviderKeys } from '../../src/identity/provider-keys.js';
import { tokenVerifier } from '../../src/identity/token-verifier.js';
import { SECRET, type TestIssuer, testIssuer } from './issuer.js';

/** A provider on this machine: answers discovery and keys, as they stand in these variables. */
let server: Server;
let issuerUrl: string;
let discovery: unknown;
let keys: JWK[];
let status: number;
let asked: string[];
/** The clock of whoever keeps the keys, in milliseconds. */
let clock: number;

beforeEach(async () => {
  [status, asked, keys, clock] = [200, [], [], 1_000_000];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.url === '/keys' ? { keys } : discovery));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  discovery = { issuer: issuerUrl, jwks_uri: `${issuerUrl}/keys` };
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const verifierFor = (issuer: TestIssuer, address: { issuer: string; jwksUri?: string } = { issuer: issuerUrl }) =>
  tokenVerifier({ ...issuer.trusted, keys: keysOf(address).find }, SECRET);
const keysOf = (address: { issuer: string; jwksUri?: string }) =>
  new ProviderKeys(address, { keptMs: 60 * 60_000, now: () => clock });

describe('an identity provider is found', () => {
  it('through its discovery document, once for many tokens', async () => {
    const issuer = await testIssuer('RS256', issuerUrl);
    keys = [issuer.publicJwk];
    const verifier = verifierFor(issuer);
    const tokens = await Promise.all([1, 2, 3].map(async () => verifier.verify(await issuer.sign())));
    expect(tokens.map((token) => token.organisation)).toEqual(['ind', 'ind', 'ind']);
    expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('by the address of its keys, where that is configured', async () => {
    const issuer = await testIssuer('ES256', issuerUrl);
    keys = [issuer.publicJwk];
    const verifier = verifierFor(issuer, { issuer: issuerUrl, jwksUri: `${issuerUrl}/keys` });
    await expect(verifier.verify(await issuer.sign())).resolves.toMatchObject({ organisation: 'ind' });
    expect(asked).toEqual(['/keys']);
  });
});

describe('a provider that fails is not the caller’s fault', () => {
  const unavailable = { code: 'UNAVAILABLE', message: 'The identity provider does not answer. Try again later.' };

  it('when it answers with an error, and works again once it answers', async () => {
    const issuer = await testIssuer('RS256', issuerUrl);
    keys = [issuer.publicJwk];
    const verifier = verifierFor(issuer, { issuer: issuerUrl, jwksUri: `${issuerUrl}/keys` });
    status = 500;
    await expect(verifier.verify(await issuer.sign())).rejects.toMatchObject(unavailable);
    status = 200;
    clock += 10_000;
    await expect(verifier.verify(await issuer.sign())).resolves.toMatchObject({ organisation: 'ind' });
  });

  it('when it is not there, and is not asked again for every token', async () => {
    const issuer = await testIssuer('RS256', issuerUrl);
    status = 503;
    const verifier = verifierFor(issuer);
    await expect(verifier.verify(await issuer.sign())).rejects.toMatchObject(unavailable);
    await expect(verifier.verify(await issuer.sign())).rejects.toMatchObject(unavailable);
    expect(asked).toHaveLength(1);
  });

  it('when its document names another issuer: those keys are not taken', async () => {
    const issuer = await testIssuer('RS256', issuerUrl);
    keys = [issuer.publicJwk];
    discovery = { issuer: 'https://elsewhere.example', jwks_uri: `${issuerUrl}/keys` };
    await expect(verifierFor(issuer).verify(await issuer.sign())).rejects.toMatchObject(unavailable);
    expect(asked).not.toContain('/keys');
  });

  it('when its keys would be fetched in the clear from another machine', async () => {
    const issuer = await testIssuer('RS256', issuerUrl);
    discovery = { issuer: issuerUrl, jwks_uri: 'http://idp.example/keys' };
    await expect(verifierFor(issuer).verify(await issuer.sign())).rejects.toMatchObject(unavailable);
  });
});

describe('a token is refused', () => {
  it('when the provider has no such key', async () => {
    const issuer = await testIssuer('RS256', issuerUrl);
    keys = [(await testIssuer()).publicJwk];
    await expect(verifierFor(issuer).verify(await issuer.sign())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('when it names no key and the provider has several', async () => {
    const issuer = await testIssuer('RS256', issuerUrl);
    keys = [issuer.publicJwk, (await testIssuer()).publicJwk];
    const jwt = await issuer.sign({}, { kid: undefined });
    await expect(verifierFor(issuer).verify(jwt)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('when it is not signed at all, without asking the provider for anything', async () => {
    const issuer = await testIssuer('RS256', issuerUrl);
    await expect(verifierFor(issuer).verify('eyJhbGciOiJub25lIn0.e30.eA')).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(asked).toEqual([]);
  });
});
