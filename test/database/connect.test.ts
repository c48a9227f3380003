import { type AddressInfo, createServer, connect as dial } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { endSessions, giveSession, takeSession } from '../../src/database/client-sessions.js';
import { connect, probe } from '../../src/database/connect.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

/* The driver's own question about types is answered to nobody: asked while a connection is lost, it ends the process. */

let database: TestDatabase;
/** Between a client and the server: how many connections there were, and how often types were asked for. */
let between: Awaited<ReturnType<typeof listening>>;
beforeAll(async () => {
  database = await testDatabase();
  between = await listening(new URL(database.adminUrl));
});
afterAll(async () => {
  await between?.close();
  await database?.close();
});

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
  return { seen, url: url.toString(), close: () => new Promise<unknown>((done) => proxy.close(done)) };
}

it('a session does not ask for types that its client knows: not when it is opened, nor when it was lost', async () => {
  const [client, other] = [connect(between.url, 2), connect(database.adminUrl, 1)];
  const inSession = async () => {
    const session = await takeSession(client);
    try {
      const [row] = await session.client<{ pid: number; list: string[] }[]>`
        select pg_backend_pid() as pid, ${['a', 'b']}::text[] as list`;
      return row;
    } finally {
      giveSession(client, session);
    }
  };
  try {
    await probe(client);
    const before = await inSession();
    await other`select pg_terminate_backend(${before?.pid ?? 0})`;
    const after = await inSession().catch(inSession);
    expect(after?.list).toEqual(['a', 'b']);
    expect(after?.pid).not.toBe(before?.pid);
    expect(between.seen).toEqual({ connections: 3, questions: 1 });
  } finally {
    await endSessions(client);
    await Promise.all([client, other].map((one) => one.end({ timeout: 1 })));
  }
});
