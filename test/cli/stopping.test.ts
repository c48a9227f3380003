import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { openPurposes, readPolicy } from '../../src/cli/policy-file.js';
import { storeRecords } from '../../src/delivery/store.js';
import { issueDemoToken } from '../../src/identity/demo-issuer.js';
import { testConfig } from '../support/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { againstLogs, isAnswer, startLoad, tally } from '../support/load.js';
import { startServerProcess } from '../support/server-process.js';
import { WORLD } from '../support/world.js';

const QUERY = '{ cases(first: 5) { totalCount edges { node { id status person { vNumber } } } } }';
const PURPOSE = 'CASE_COORDINATION';

let test: TestDatabase;
let folder: string;
let token: string;
beforeAll(async () => {
  test = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-stop-'));
  await storeRecords(test.database, WORLD);
  const asked = { organisation: 'amsterdam', purpose: PURPOSE } as const;
  const config = testConfig({ dataFolder: folder });
  token = await issueDemoToken(config, openPurposes(await readPolicy()), asked);
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const start = (settings: Readonly<Record<string, string>> = {}) => startServerProcess(test.adminUrl, folder, settings);

/** Settles when the server closes a connection; with what it sent. */
const closing = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('error', () => undefined).once('close', () => resolve(text));
  });

describe('a server that is told to stop', () => {
  it('loses no request that it took: each that is logged was answered, and each answer is logged', async () => {
    const server = await start({ KETENZICHT_STOP_DELAY_MS: '300' });
    const load = startLoad({ urls: () => [server.url], token, purpose: PURPOSE, query: QUERY, callers: 12 });
    await load.answered(100);
    const stopped = server.stop();
    await stopped;
    const outcomes = await load.stop();
    const { unlogged, lost } = await againstLogs(test.database.admin, outcomes);
    expect({ unlogged, lost }).toEqual({ unlogged: [], lost: [] });
    expect(new Set(outcomes.filter(isAnswer).map(({ data }) => data)).size).toBe(1);
    expect(Object.keys(tally(outcomes)).filter((name) => !/^(200|REFUSED|CUT)/.test(name))).toEqual([]);
  });

  it('says first that it is not ready, and that clients should connect elsewhere, and answers meanwhile', async () => {
    const server = await start({ KETENZICHT_STOP_DELAY_MS: '600000' });
    server.process.kill('SIGTERM');
    await server.says('ready', 503);
    expect(await server.says('live', 200)).toEqual({ status: 'live' });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-purpose': PURPOSE };
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: `{"query":"${QUERY}"}` });
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    await server.stop();
  });

  it('ends subscriptions with a reason that tells to come back', async () => {
    const server = await start();
    const client = createClient({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}`, purpose: PURPOSE },
    });
    const closed = new Promise<{ code: number; reason: string }>((resolve) => {
      client.on('closed', (event) => resolve(event as { code: number; reason: string }));
    });
    const opened = new Promise<void>((resolve) => client.on('connected', () => resolve()));
    const sink = { next: () => undefined, error: () => undefined, complete: () => undefined };
    client.subscribe({ query: 'subscription { caseChanged { cursor } }' }, sink);
    await opened;
    await server.stop();
    const { code, reason } = await closed;
    expect([code, reason]).toEqual([1001, expect.stringMatching(/subscribe again, from the cursor/)]);
    // Nothing failed, so nobody on duty is woken.
    expect(server.said()).not.toMatch(/"level":"(warn|error)"/);
    await client.dispose();
  });

  it('waits no longer than the limit for a request that never becomes whole, and says so', async () => {
    const server = await start({ KETENZICHT_STOP_WITHIN_MS: '100' });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const closed = closing(socket);
    const authorization = `authorization: Bearer ${token}\r\nx-purpose: ${PURPOSE}`;
    socket.write(`POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\n${authorization}\r\n`);
    socket.write('content-type: application/json\r\nexpect: 100-continue\r\ncontent-length: 1000\r\n\r\n{');
    // `100 Continue` says that the server has the request.
    await new Promise((taken) => socket.once('data', taken));
    await server.stop();
    expect(await closed).toMatch(/^(HTTP\/1.1 100 Continue)?\s*$/);
    expect(server.said()).toMatch(/"level":"warn".*"connections":1.*stopped with something still under way/);
  });
});
