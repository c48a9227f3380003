import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openEmbedded } from '../../src/database/embedded.js';
import { isAlive } from '../../src/database/postmaster-file.js';
import { ask, inOtherProcess, newFolder, type OtherProcess, serverAt, untilGone } from './embedded-folder.js';

const FAST = { settings: { fsync: 'off' } };
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;
const setpriv = spawnSync('setpriv', ['--version']).status === 0;
const whenRoot = asRoot ? test : test.skip;
const whenRootWithSetpriv = asRoot && setpriv ? test : test.skip;

describe('the embedded database', () => {
  const folders: string[] = [];
  const others: OtherProcess[] = [];
  /** One folder for the tests that do not mind what is in it: making a new one takes a second. */
  let used = '';
  beforeAll(() => {
    used = newFolder();
  });
  afterAll(() => rmSync(used, { recursive: true, force: true }));
  afterEach(async () => {
    await Promise.all(
      others
        .splice(0)
        .map(({ crash, child }) => (child.exitCode === null && child.signalCode === null ? crash() : undefined)),
    );
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function folder(access?: 'private' | 'open'): string {
    const made = newFolder(access);
    folders.push(made);
    return made;
  }

  async function other(...start: Parameters<typeof inOtherProcess>): Promise<OtherProcess> {
    const opened = await inOtherProcess(...start);
    others.push(opened);
    return opened;
  }

  test('keeps its data over a restart, and leaves no server behind', async () => {
    const at = used;
    const first = await openEmbedded(at, FAST);
    await ask(first.url, 'create table if not exists kept as select 7 as n');
    const { pid } = await serverAt(first.url);
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    const second = await openEmbedded(at, FAST);
    const rows = await ask(second.url, 'select n from kept');
    await second.stop();
    expect(rows).toEqual([{ n: 7 }]);
  });

  test('listens on this machine only, with a password of its own, and keeps its files to itself', async () => {
    const at = used;
    const server = await openEmbedded(at, FAST);
    const [settings] = await ask<Record<string, string>>(
      server.url,
      `select current_setting('listen_addresses') as address, current_setting('unix_socket_directories') as socket,
        current_setting('TimeZone') as zone, pg_encoding_to_char(encoding) as encoding
        from pg_database where datname = current_database()`,
    );
    const wrong = server.url.replace(/:[0-9a-f]{64}@/, ':password@');
    const refused = await ask(wrong, 'select 1').catch((error: { code: string }) => error.code);
    await server.stop();
    expect(settings).toEqual({ address: '127.0.0.1', socket: '', zone: 'UTC', encoding: 'UTF8' });
    expect(refused).toBe('28P01');
    expect(statSync(join(at, 'postgres-password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(at, 'postgres')).mode & 0o077).toBe(0);
  });

  test('writes no value of a person into its log', async () => {
    const at = used;
    const server = await openEmbedded(at, FAST);
    await ask(server.url, 'create table if not exists person (v_number text primary key)');
    const insert = `insert into person values ('0123456789')`;
    await ask(server.url, insert);
    const code = await ask(server.url, insert).catch((error: { code: string }) => error.code);
    await server.stop();
    const log = readFileSync(join(at, 'postgres.log'), 'utf8');
    expect(code).toBe('23505');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('0123456789');
  });

  test('stops when its process crashes, keeps what was committed, and starts again', async () => {
    const at = used;
    const crashing = await other(at);
    await ask(crashing.url, 'create table if not exists kept as select 7 as n');
    const { pid } = await serverAt(crashing.url);
    await crashing.crash();
    await untilGone(pid);
    const again = await openEmbedded(at, FAST);
    const rows = await ask(again.url, 'select n from kept');
    await again.stop();
    expect(rows).toEqual([{ n: 7 }]);
  });

  test('stops when its process ends without closing it', async () => {
    const ending = await other(used);
    const { pid } = await serverAt(ending.url);
    await ending.end();
    await untilGone(pid);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('stops when its process is told to end by %s', async (signal) => {
    const ending = await other(used);
    const { pid } = await serverAt(ending.url);
    ending.child.kill(signal);
    await untilGone(pid);
  });

  test('starts although a killed server left its file and its number went to another process', async () => {
    const at = used;
    const first = await openEmbedded(at, FAST);
    const { data } = await serverAt(first.url);
    const left = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    await first.stop();
    // Our own number: alive, and no PostgreSQL.
    writeFileSync(join(data, 'postmaster.pid'), [String(process.pid), ...left.slice(1)].join('\n'), { mode: 0o600 });
    const second = await openEmbedded(at, FAST);
    expect(second.started).toBe(true);
    await second.stop();
  });

  test('starts although a killed process left its lock and half a data folder', async () => {
    const at = folder();
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(at, 'postgres.lock'), `${gone} 0011223344556677\n`);
    mkdirSync(join(at, 'postgres.new-001122334455'));
    const server = await openEmbedded(at, FAST);
    await server.stop();
    expect(readdirSync(at).sort()).toEqual(['postgres', 'postgres-password', 'postgres.log']);
  });

  test('is shared by a second process, which does not stop it', async () => {
    const at = used;
    const first = await openEmbedded(at, FAST);
    const second = await other(at);
    expect(second).toMatchObject({ url: first.url, started: false });
    await second.end();
    const rows = await ask(first.url, 'select 1 as n');
    await first.stop();
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('is made once when several processes start at the same moment', async () => {
    const at = folder();
    const opened = await Promise.all([other(at), other(at), other(at)]);
    expect(opened.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(opened.filter(({ started }) => started)).toHaveLength(1);
    expect(new Set(opened.map(({ url }) => url)).size).toBe(1);
  });

  describe('as the user who starts it', () => {
    whenRoot('as root runs as another user', async () => {
      const server = await openEmbedded(folder(), FAST);
      const { pid } = await serverAt(server.url);
      const uid = statSync(`/proc/${pid}`).uid;
      await server.stop();
      expect(uid).not.toBe(0);
    });

    whenRoot('as root keeps its data elsewhere when that user may not pass, says so, and finds it again', async () => {
      const at = folder('private');
      const said: string[] = [];
      const say = (line: string) => said.push(line);
      const first = await openEmbedded(at, { ...FAST, say });
      const { data } = await serverAt(first.url);
      folders.push(dirname(data));
      await ask(first.url, 'create table if not exists kept as select 7 as n');
      await first.stop();
      const second = await openEmbedded(at, { ...FAST, say });
      const rows = await ask(second.url, 'select n from kept');
      await second.stop();
      expect(rows).toEqual([{ n: 7 }]);
      expect(data.startsWith(at)).toBe(false);
      expect(readFileSync(join(at, 'postgres-is-in'), 'utf8').trim()).toBe(dirname(data));
      expect(said).toEqual([expect.stringContaining(dirname(data))]);
    });

    whenRoot('as root, without a user postgres and without the right to make one, runs as nobody', async () => {
      const at = folder();
      const programs = folder();
      const failing = (name: string, text: string) => {
        writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`);
        chmodSync(join(programs, name), 0o755);
      };
      failing('useradd', 'exit 1');
      failing('id', 'test "$2" = postgres && exit 1; PATH=/usr/bin:/bin exec id "$@"');
      const server = await other(at, [], `${programs}:`);
      expect(server.error).toBeUndefined();
      expect(statSync(join(at, 'postgres')).uid).toBe(NOBODY);
      await server.end();
    });

    whenRootWithSetpriv('as an ordinary user runs as that user', async () => {
      const at = folder();
      chownSync(at, NOBODY, NOBODY);
      const server = await other(at, ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']);
      expect(server.error).toBeUndefined();
      expect(statSync(join(at, 'postgres')).uid).toBe(NOBODY);
      const { pid } = await serverAt(server.url);
      await server.crash();
      await untilGone(pid);
    });

    whenRootWithSetpriv('says which folder and which setting when it may not write', async () => {
      const at = folder();
      const refused = await other(at, ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']);
      expect(refused.error).toContain(at);
      expect(refused.error).toContain('KETENZICHT_DATA_FOLDER');
      expect(existsSync(join(at, 'postgres'))).toBe(false);
    });
  });

  test('refuses the data of another version', async () => {
    const at = folder();
    mkdirSync(join(at, 'postgres'));
    writeFileSync(join(at, 'postgres', 'PG_VERSION'), '12\n');
    await expect(openEmbedded(at, FAST)).rejects.toThrow(/made by PostgreSQL 12, and this is 18/);
  });

  test('says what PostgreSQL itself says when it does not start', async () => {
    const server = openEmbedded(used, { settings: { max_connections: 'many' } });
    await expect(server).rejects.toThrow(/postgres\.log[\s\S]*max_connections/);
  });
});
