import { type AddressInfo, createServer, connect as dial } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type postgres from 'postgres';
import { endSessions, giveSession, takeSession } from '../../src/database/client-sessions.js';
import { connect, probe } from '../../src/database/connect.js';
import { Primary } from '../../src/database/primary.js';
import { serversOf } from '../../src/model/database-address.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

/* The driver's own question about types is answered to nobody: asked while a connection is lost, it ends the process. */

let database: TestDatabase;
/** Between a client and the server: how many connections there were, and how often types were asked for. */
let clients: postgres.Sql[];
let between: Awaited<ReturnType<typeof listening>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  between = await listening(new URL(database.adminUrl));
  clients = [];
});
afterEach(async () => {
  for (const client of clients) await Promise.all([endSessions(client), client.end({ timeout: 1 })]);
  await between?.close();
});

function connected(size: number) {
  const client = connect(between.url, size);
  clients.push(client);
  return client;
}

async function listening(server: URL) {
  const seen = { connections: 0, questions: 0 };
  const proxy = createServer((near) => {
    seen.connections += 1;
    const far = dial(Number(server.port), server.hostname);
    near.on('data', (sent) => {
      if (sent.includes('b.typarray')) seen.questions += 1;
    });
    near.on('error', () => far.destroy()).pipe(far);
    far.on('error', () => near.destroy()).pipe(near);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const url = new URL(server);
  url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return { seen: () => seen, url: url.toString(), close: () => new Promise<unknown>((done) => proxy.close(done)) };
}

describe('the server is asked for its types once', () => {
  it('by a client of several connections, one of which knows them', async () => {
    const client = connected(3);
    await probe(client);
    await Promise.all([1, 2, 3].map(() => probe(client)));
    expect(between.seen()).toEqual({ connections: 3, questions: 1 });
  });

  it('by a client, and not by its sessions: not when one is opened, nor when it was lost', async () => {
    const client = connected(2);
    await probe(client);
    const before = await askedInSession(client);
    await database.database.admin`select pg_terminate_backend(${before?.pid ?? 0})`;
    let after: Answer | undefined;
    while (!after) after = await askedInSession(client).catch(() => undefined);
    expect(after.pid).not.toBe(before?.pid);
    expect([before?.list, after.list]).toEqual([LIST, LIST]);
    expect(between.seen()).toEqual({ connections: 3, questions: 1 });
  });
});

it('a server that is asked whether it is the primary is not asked for its types, as it may be dying', async () => {
  const primary = await Primary.find(between.url, serversOf(between.url) ?? []);
  primary.end();
  expect(between.seen()).toEqual({ connections: 1, questions: 0 });
});

type Answer = { readonly pid: number; readonly list: readonly string[] };
/** Needs the types to be sent and read. */
const LIST = ['a', 'b'];

async function askedInSession(client: postgres.Sql): Promise<Answer | undefined> {
  const session = await takeSession(client);
  try {
    const [row] = await session.client<Answer[]>`select pg_backend_pid() as pid, ${LIST}::text[] as list`;
    return row;
  } finally {
    giveSession(client, session);
  }
}
