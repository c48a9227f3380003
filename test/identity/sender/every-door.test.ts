import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { customFetch, protectedResourceRequest, WWWAuthenticateChallengeError } from 'oauth4webapi';
import { Agent, fetch as ownFetch } from 'undici';
import WebSocket from 'ws';
import { clientCredentials } from '../../../src/client/client-credentials.js';
import { readClientKey } from '../../../src/client/client-key.js';
import { linesOf, newTrace } from '../../graph/log-lines.js';
import { type BoundToken, certificateBoundToken, keyBoundToken } from '../../support/bound-tokens.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { type IdentityProvider, startIdentityProvider } from '../../support/identity-provider.js';
import { AUTHORITY, CLIENT, clientCert } from './certificates.js';
import { type TlsProxy, tlsProxy } from './tls-proxy.js';

/** How clients know the server: something that speaks TLS stands in front of it. */
const HOME = 'https://ketenzicht.example';
const ME = JSON.stringify({ query: '{ me { organisation } }' });
const WATCH = JSON.stringify({ query: 'subscription { caseChanged { caseId } }' });

let provider: IdentityProvider;
let graph: TestGraph;
let proxy: TlsProxy;
let server: string;
beforeAll(async () => {
  const purposes = { ind: ['RESIDENCE_DECISION'], avim: ['SUPERVISION'], 'privacy-officer': ['SUBJECT_ACCESS'] };
  provider = await startIdentityProvider({ purposes, certificateBound: ['avim'], algorithm: 'PS256' });
  graph = await startGraph([], {
    demo: false,
    oidc: { ...provider.oidc, bound: { kinds: ['PRIVACY_OFFICER'], clients: [] } },
    publicUrl: HOME,
    certificates: { header: 'client-cert', proxies: ['127.0.0.1'] },
  });
  server = new URL(graph.url).origin;
  proxy = await tlsProxy(server);
});
afterAll(async () => {
  await proxy?.close();
  await graph?.close();
  await provider?.close();
});

interface Door {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}
const GRAPH: Door = { method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json' }, body: ME };
/** Every address at which one is asked who one is; what they answer to whoever may come in. */
const DOORS: [string, Door, number][] = [
  ['an operation', GRAPH, 200],
  ['a stream of events', { ...GRAPH, headers: { ...GRAPH.headers, accept: 'text/event-stream' }, body: WATCH }, 200],
  [
    'a delivery',
    { method: 'POST', path: '/deliveries/ind', headers: { 'content-type': 'application/x-ndjson' }, body: '' },
    400,
  ],
  ['the report of a delivery', { method: 'GET', path: '/deliveries/by-key/one' }, 404],
  ['the processing log', { method: 'POST', path: '/processing-activities', headers: GRAPH.headers, body: '{}' }, 403],
];

/** Sends a request to the server under the name that clients know it by. */
const toServer = (address: string | URL, init?: object) => fetch(String(address).replace(HOME, server), init);

/** As a client's library does: with a proof for this very request. */
async function withProof({ token, dpop }: BoundToken, { method, path, headers, body }: Door): Promise<Response> {
  const options = { DPoP: dpop, [customFetch]: toServer as never };
  const url = new URL(path, HOME);
  return protectedResourceRequest(token, method, url, new Headers(headers), body, options).catch((error) => {
    if (error instanceof WWWAuthenticateChallengeError) return error.response;
    throw error;
  });
}
const plainly = ({ method, path, headers, body }: Door, authorization: string, more = {}) =>
  toServer(`${HOME}${path}`, { method, headers: { ...headers, authorization, ...more }, body: body || undefined });
async function end(response: Response): Promise<[number, string | null]> {
  await response.body?.cancel();
  return [response.status, response.headers.get('www-authenticate')];
}

describe('a token that the provider bound to a key', () => {
  test.each(DOORS)('opens %s with a proof for it', async (_what, door, status) => {
    expect(await end(await withProof(await keyBoundToken(provider, 'ind'), door))).toEqual([status, null]);
  });

  test.each(DOORS)('does not open %s as a bearer token', async (_what, door) => {
    const { token } = await keyBoundToken(provider, 'ind');
    const [status, challenge] = await end(await plainly(door, `Bearer ${token}`));
    expect([status, challenge]).toEqual([401, expect.stringMatching(/^Bearer error="invalid_token", DPoP algs="/)]);
  });

  test.each(DOORS)(
    'does not open %s without a proof, with that of another, or with one for another door',
    async (_what, door) => {
      const { token, sender } = await keyBoundToken(provider, 'ind');
      const other = await keyBoundToken(provider, 'ind');
      const here = { method: door.method, address: `${HOME}${door.path}`, token };
      const refusals = await Promise.all(
        [
          undefined,
          await sender.proof({ ...here, address: `${HOME}/elsewhere` }),
          await sender.proof({ ...here, method: 'PUT' }),
          await sender.proof({ ...here, token: other.token }),
          await other.sender.proof(here),
        ].map(async (dpop) => end(await plainly(door, `DPoP ${token}`, dpop === undefined ? {} : { dpop }))),
      );
      expect(refusals.map(([status]) => status)).toEqual([401, 401, 401, 401, 401]);
      expect(refusals.map(([, challenge]) => /error="(\w+)"/.exec(challenge ?? '')?.[1])).toEqual([
        ...Array(4).fill('invalid_dpop_proof'),
        'invalid_token',
      ]);
    },
  );

  test.each(DOORS)('does not open %s twice with one proof', async (_what, door, status) => {
    const { token, sender } = await keyBoundToken(provider, 'ind');
    const dpop = await sender.proof({ method: door.method, address: `${HOME}${door.path}`, token });
    expect((await end(await plainly(door, `DPoP ${token}`, { dpop })))[0]).toBe(status);
    expect(await end(await plainly(door, `DPoP ${token}`, { dpop }))).toEqual([
      401,
      expect.stringMatching(/^DPoP error="invalid_dpop_proof", algs="/),
    ]);
  });
});

/** Opens a socket. @returns `ack`, or the code that it is closed with */
function opened(payload: object, headers = {}): Promise<string | number> {
  return new Promise((done, fail) => {
    const socket = new WebSocket(`${server.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.on('message', (text) => {
      done(JSON.parse(String(text)).type === 'connection_ack' ? 'ack' : String(text));
      socket.close();
    });
    socket.on('close', (code) => done(code)).on('error', fail);
  });
}

describe('over a socket, a token that is bound to a key', () => {
  const handshake = { method: 'GET', address: `${HOME}/graphql` };

  it('is taken with a proof for the handshake, once', async () => {
    const { token, sender } = await keyBoundToken(provider, 'ind');
    const payload = { authorization: `DPoP ${token}`, dpop: await sender.proof({ ...handshake, token }) };
    expect(await opened(payload)).toBe('ack');
    expect(await opened(payload)).toBe(4401);
  });

  it('is refused without one, as a bearer token, and with one for something else', async () => {
    const { token, sender } = await keyBoundToken(provider, 'ind');
    const other = await keyBoundToken(provider, 'ind');
    const good = () => sender.proof({ ...handshake, token });
    const payloads = [
      { authorization: `DPoP ${token}` },
      { authorization: `Bearer ${token}`, dpop: await good() },
      { authorization: `DPoP ${token}`, dpop: [await good()] },
      { authorization: `DPoP ${token}`, dpop: await sender.proof({ ...handshake, method: 'POST', token }) },
      { authorization: `DPoP ${token}`, dpop: await sender.proof({ ...handshake, address: `${HOME}/`, token }) },
      { authorization: `DPoP ${token}`, dpop: await other.sender.proof({ ...handshake, token }) },
    ];
    expect(await Promise.all(payloads.map((payload) => opened(payload)))).toEqual([4401, 4401, 4401, 4401, 4401, 4401]);
  });
});

describe('a token that the provider bound to a certificate', () => {
  const doors = DOORS.map(([what, door]) => [what, door] as const);
  /** Sends a request over TLS, with a certificate or without. */
  async function overTls(door: Door, token: string, connect: object, more = {}): Promise<number> {
    const dispatcher = new Agent({ connect: { ca: AUTHORITY, ...connect } });
    const { method, path, headers, body } = door;
    const response = await ownFetch(`${proxy.url}${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}`, ...more },
      body: body || undefined,
      dispatcher,
    });
    await response.body?.cancel();
    await dispatcher.destroy();
    return response.status;
  }
  const client = { cert: CLIENT.pem, key: CLIENT.key };

  test.each(doors)('opens %s over TLS with that certificate, and not without', async (_what, door) => {
    const token = await certificateBoundToken(provider, 'avim', CLIENT.pem);
    expect(await overTls(door, token, client)).not.toBe(401);
    expect(await overTls(door, token, {})).toBe(401);
    expect(await overTls(door, token, {}, { 'client-cert': clientCert(CLIENT.pem) })).toBe(401);
    expect((await end(await plainly(door, `Bearer ${token}`)))[0]).toBe(401);
  });

  it('opens a socket whose handshake the proxy sent with that certificate, and no other', async () => {
    const payload = { authorization: `Bearer ${await certificateBoundToken(provider, 'avim', CLIENT.pem)}` };
    expect(await opened(payload, { 'client-cert': clientCert(CLIENT.pem) })).toBe('ack');
    expect(await opened(payload, { 'client-cert': clientCert(AUTHORITY) })).toBe(4401);
    expect(await opened(payload)).toBe(4401);
    expect(await opened({ ...payload, 'client-cert': clientCert(CLIENT.pem) })).toBe(4401);
  });

  it('is refused when it is bound to another certificate than the one of the connection', async () => {
    const token = await certificateBoundToken(provider, 'avim', AUTHORITY);
    expect(await overTls(GRAPH, token, client)).toBe(401);
  });
});

describe('a good token that its sender did not prove', () => {
  const line = { action: 'refused', organisation: 'ind', codes: ['UNAUTHENTICATED'], result: 'REFUSED' };

  test.each(DOORS)(
    'has its line in the audit log when it comes to %s: somebody may have stolen it',
    async (_what, door) => {
      const { token } = await keyBoundToken(provider, 'ind');
      const { traceId, traceparent } = newTrace();
      expect((await end(await plainly(door, `Bearer ${token}`, { traceparent })))[0]).toBe(401);
      expect((await linesOf(graph, traceId)).audit).toEqual([expect.objectContaining(line)]);
    },
  );

  it('has it over a socket as well', async () => {
    const { token } = await keyBoundToken(provider, 'ind');
    const { traceId, traceparent } = newTrace();
    expect(await opened({ authorization: `DPoP ${token}` }, { traceparent })).toBe(4401);
    expect((await linesOf(graph, traceId)).audit).toEqual([expect.objectContaining(line)]);
  });

  it('and one that is no good has none: strangers could fill the log', async () => {
    const { token } = await keyBoundToken(provider, 'ind');
    const { traceId, traceparent } = newTrace();
    expect((await end(await plainly(GRAPH, `DPoP ${token.slice(0, -4)}AAAA`, { traceparent })))[0]).toBe(401);
    expect((await linesOf(graph, traceId)).audit).toEqual([]);
  });
});

describe('whoever has to send bound tokens', () => {
  it('is let in with one, and not with a bearer token', async () => {
    const bound = await keyBoundToken(provider, 'privacy-officer');
    expect((await end(await withProof(bound, GRAPH)))[0]).toBe(200);
    const { clientId, privateJwk } = provider.client('privacy-officer');
    const key = await readClientKey(JSON.stringify(privateJwk));
    const bearer = await clientCredentials({ issuer: provider.issuer, clientId, key })();
    const { traceId, traceparent } = newTrace();
    const response = await plainly(GRAPH, `Bearer ${bearer}`, { traceparent });
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect([response.status, errors[0]?.message]).toEqual([401, expect.stringContaining('by DPoP or mutual TLS')]);
    expect((await linesOf(graph, traceId)).audit).toMatchObject([
      { organisation: 'privacy-officer', partnerKind: 'PRIVACY_OFFICER', codes: ['UNAUTHENTICATED'] },
    ]);
  });
});
