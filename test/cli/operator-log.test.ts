import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import WebSocket from 'ws';
import { operatorLog } from '../../src/cli/operator-log.js';
import { readPolicy } from '../../src/cli/policy-file.js';
import { tokenCommand } from '../../src/cli/token.js';
import { storeRecords } from '../../src/delivery/store.js';
import { testConfig } from '../support/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { personalValues, standsIn } from '../support/personal-values.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';
import { V, WORLD } from '../support/world.js';

/** Words of nobody else: whichever of them stands in the log came from a request. */
const NAME = 'Zebedeus';
const NUMBER = '2987654321';
const TOKEN = 'hunter2secret';

let database: TestDatabase;
let folder: string;
let server: ServerProcess;
let lines: readonly Readonly<Record<string, unknown>>[];
let log: string;
const traceIds: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-log-'));
  await storeRecords(database.database, WORLD);
  server = await startServerProcess(database.adminUrl, folder, { KETENZICHT_LOG_LEVEL: 'debug' });
  await sendHeaders();
  await sendBodies();
  await sendBeside();
  await breakThings();
  await server.stop();
  const said = server.said().split('\n');
  log = said.filter((line) => line.startsWith('{')).join('\n');
  lines = log.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
});
afterAll(async () => {
  await server?.kill();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

type Sent = RequestInit & { readonly headers?: Readonly<Record<string, string>> };

async function send(path: string, { headers, ...init }: Sent = {}): Promise<Response> {
  const json = { 'content-type': 'application/json' };
  const response = await fetch(`${server.url}${path}`, { method: 'POST', ...init, headers: { ...json, ...headers } });
  await response.text();
  const traceId = response.headers.get('traceparent')?.split('-')[1];
  if (traceId) traceIds.push(traceId);
  return response;
}

async function bearer(organisation: string, purpose?: string): Promise<{ authorization: string }> {
  const config = testConfig({ dataFolder: folder });
  const { text } = await tokenCommand(config, await readPolicy(), { organisation, purpose });
  return { authorization: `Bearer ${text}` };
}

const body = (query: string, variables: object = {}) => JSON.stringify({ query, variables });
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const CLAIMS = `${encoded({ alg: 'RS256', kid: NAME })}.${encoded({ sub: NAME, organisation: NAME, v: NUMBER })}.${TOKEN}`;

/** Recognisable values in addresses, tokens and headers. */
async function sendHeaders(): Promise<void> {
  const ind = await bearer('ind');
  await send(`/${NAME}/${NUMBER}?name=${NAME}`, { headers: ind });
  await send(`/graphql?vNumber=${NUMBER}`, { headers: ind, body: body('{ me { organisation } }') });
  await send(`/graphql/%E0%A4%A/${NAME}`, { headers: ind });
  for (const authorization of [`Bearer ${CLAIMS}`, `Basic ${TOKEN}`, `Bearer ${TOKEN}`, `${NAME} ${NUMBER}`]) {
    await send('/graphql', { headers: { authorization }, body: body('{ me { organisation } }') });
  }
  for (const name of [
    'x-purpose',
    'accept',
    'user-agent',
    'referer',
    'cookie',
    'origin',
    'x-absences',
    'x-forwarded-for',
  ]) {
    await send('/graphql', {
      headers: { ...ind, [name]: `${NAME}=${NUMBER}` },
      body: body('{ cases { totalCount } }'),
    });
  }
  await send('/graphql', { headers: { ...ind, traceparent: `00-${NAME}-${NUMBER}-01`, baggage: `name=${NAME}` } });
}

/** In bodies that are no operation, and in documents and variables. */
async function sendBodies(): Promise<void> {
  const ind = await bearer('ind');
  for (const text of [
    `{"query": "${NAME}`,
    `["${NUMBER}"]`,
    NAME,
    body(`{ ${NAME} }`),
    body(`{ cases(first: "${NUMBER}") {`),
  ]) {
    await send('/graphql', { headers: ind, body: text });
  }
  await send('/graphql', { headers: { ...ind, 'content-type': `text/${NAME}` }, body: NAME });
  await send('/graphql', {
    headers: ind,
    body: body('query ($n: Int, $v: VNumber!) { cases(first: $n) { totalCount } caseByVNumber(vNumber: $v) { id } }', {
      n: NAME,
      v: NUMBER,
    }),
  });
  await send('/graphql', {
    headers: ind,
    body: body(`query ${NAME} { a${NUMBER}: cases { edges { node { person { familyName vNumber birthDate } } } } }`),
  });
  await send('/graphql', { headers: { ...ind, 'x-long': NAME.repeat(4_000) } }).catch(() => undefined);
}

/** The same beside the graph: deliveries, pages, sockets, and what is no request at all. */
async function sendBeside(): Promise<void> {
  const ind = await bearer('ind');
  const haven = await bearer('ngo-de-haven', 'GUIDANCE');
  await send(`/deliveries/${NAME}`, { headers: { ...haven, 'idempotency-key': NAME }, body: `${NAME},${NUMBER}` });
  await send('/deliveries/guidance', {
    headers: { ...haven, 'content-type': 'text/csv', 'idempotency-key': `"${NAME}"` },
    body: `naam;v-nummer\n${NAME};${NUMBER}\n`,
  });
  await send('/processing-activities', { headers: ind, body: JSON.stringify({ dataSubjectId: NUMBER, name: NAME }) });
  await send('/session/persona', { headers: { origin: server.url }, body: JSON.stringify({ organisation: NAME }) });
  await send('/session', { method: 'GET', headers: { cookie: `ketenzicht-session=${TOKEN}; ${NAME}=${NUMBER}` } });
  await sendBytes(`${NAME} /${NUMBER} HTTP/9.9\r\n${TOKEN}\r\n\r\n`);
  await overSocket(CLAIMS);
}

/** Bytes that are no request. */
async function sendBytes(bytes: string): Promise<void> {
  const { hostname, port } = new URL(server.url);
  await new Promise<void>((closed) => {
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => closed());
    socket.resume();
  });
}

/** A WebSocket whose first word is a bad token, and one that speaks another language. */
async function overSocket(token: string): Promise<void> {
  for (const word of [
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }),
    NAME,
  ]) {
    await new Promise<void>((closed) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      socket.on('open', () => socket.send(word));
      socket.on('error', () => undefined);
      socket.on('close', () => closed());
    });
  }
}

/** Failures behind the server, whose texts quote statements and rows. */
async function breakThings(): Promise<void> {
  const amsterdam = await bearer('amsterdam', 'CASE_COORDINATION');
  const everything = body('{ cases(first: 5) { edges { node { status person { familyName } plan { scenario } } } } }');
  for (const statement of [
    'alter table shelter.person_name rename to zebedeus',
    `alter table app.reach rename column arrived_at to "${NAME}"`,
    `alter function app.participating(text, text, text) rename to "${NAME}"`,
  ]) {
    await database.database.admin.unsafe(statement);
    await send('/graphql', { headers: amsterdam, body: everything });
  }
  await database.database.admin.unsafe('revoke insert on audit.audit_record from ketenzicht_log');
  await send('/graphql', { headers: amsterdam, body: body('{ me { organisation } }') });
}

describe('the operator’s log', () => {
  it('holds no value, whatever a caller writes and wherever', () => {
    const told = log.toLowerCase();
    const values = [...personalValues(WORLD), V.amal, NAME, NUMBER, TOKEN, 'bearer', 'select '];
    expect(values.filter((value) => standsIn(told, value))).toEqual([]);
  });

  it('has a line for each request that has an answer, with its trace id, and of failures more', () => {
    expect(traceIds.length).toBeGreaterThan(30);
    const requests = lines.filter(({ msg }) => msg === 'request');
    const withLine = new Set(requests.map(({ traceId }) => traceId));
    expect(traceIds.filter((traceId) => !withLine.has(traceId))).toEqual([]);
    expect(lines.filter(({ level }) => level === 'error').length).toBeGreaterThanOrEqual(2);
    const ofRequests = lines.filter(({ msg }) => String(msg).startsWith('request'));
    expect(ofRequests.filter(({ traceId }) => !/^[0-9a-f]{32}$/.test(String(traceId)))).toEqual([]);
  });

  it('has one form: a level by its name, a time and a message, and each field once', () => {
    for (const { level, time, msg } of lines) {
      expect(['debug', 'info', 'warn', 'error']).toContain(level);
      expect(new Date(String(time)).toISOString()).toBe(time);
      expect(msg).not.toBe('');
    }
    const repeated = log.split('\n').filter((line) => (line.match(/"traceId":/g) ?? []).length > 1);
    expect(repeated).toEqual([]);
  });
});

test.each([
  ['debug', ['warn', 'error']],
  ['warn', ['warn', 'error']],
  ['error', ['error']],
  ['silent', []],
] as const)('from the level %s on there are the lines of %j', (least, levels) => {
  const written: string[] = [];
  const told = operatorLog(least, { write: (line) => written.push(line) });
  told.warn({ job: 'a' }, 'one');
  told.error({ job: 'b' }, 'two');
  expect(written.map((line) => JSON.parse(line).level)).toEqual(levels);
});
