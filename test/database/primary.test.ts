import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../src/database/database.js';
import { ENDED } from '../client/ended-certificate.js';
import { testConfig } from '../support/config.js';
import { newPostgres, type PostgresServer } from '../support/postgres-server.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await newPostgres();
  const { data, user } = server.place;
  for (const [name, text] of [
    ['server.crt', ENDED.certificate],
    ['server.key', ENDED.key],
  ] as const) {
    writeFileSync(join(data, name), text, { mode: 0o600 });
    if (user) chownSync(join(data, name), user.uid, user.gid);
  }
  const { admin, close } = await openDatabase(testConfig({ databaseUrl: server.url }));
  await admin`alter system set ssl = on`;
  await admin`select pg_reload_conf()`;
  await close();
}, 60_000);
afterAll(() => server?.remove());

/** The server beside one that nobody hears. */
const among = (parameters: string) =>
  `${server.url.replace(/@[^/]*\/postgres$/, `@127.0.0.1:1,127.0.0.1:${server.port}/postgres`)}?${parameters}`;

describe('a database at several servers', () => {
  it('is found behind one that does not answer, and its connections are encrypted where that is asked', async () => {
    for (const [parameters, encrypted] of [
      ['sslmode=require', true],
      ['sslmode=disable', false],
    ] as const) {
      const { admin, close } = await openDatabase(testConfig({ databaseUrl: among(parameters) }));
      const [session] = await admin`select ssl as encrypted from pg_stat_ssl where pid = pg_backend_pid()`;
      await close();
      expect(session).toEqual({ encrypted });
    }
  });

  it('is none where a certificate is to be verified and cannot be', async () => {
    const opening = openDatabase(testConfig({ databaseUrl: among('sslmode=verify-full') }));
    const error: unknown = await opening.then(() => undefined).catch((each: unknown) => each);
    expect(error).toMatchObject({
      name: 'DatabaseError',
      message: expect.stringMatching(/^DATABASE_URL \(127\.0\.0\.1:1,/),
    });
    expect(String(error)).not.toContain(new URL(server.url).password);
  });

  it('says so where none answers', async () => {
    const databaseUrl = 'postgres://owner:hunter2@127.0.0.1:1,127.0.0.1:2/postgres';
    const error: unknown = await openDatabase(testConfig({ databaseUrl })).catch((each: unknown) => each);
    expect(error).toMatchObject({ message: expect.stringContaining('(ECONNREFUSED)') });
    expect(String(error)).not.toContain('hunter2');
  });
});
