import type { ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from '../../src/database/connect.js';
import { initialiseCluster } from '../../src/database/initialise-cluster.js';
import { livingPostmaster } from '../../src/database/postmaster-file.js';
import { type ServerPlace, serverPlace } from '../../src/database/server-place.js';
import { spawnServer } from '../../src/database/server-process.js';
import { freePort } from './free-port.js';

const PASSWORD = 'a password that only the tests of this project use'.replaceAll(' ', '-');
/** Not for the machine's sake: a server that is killed is read again by the same kernel. */
const SETTINGS = { fsync: 'off', wal_keep_size: '512MB' };

/** A PostgreSQL of a test's own: a cluster that it may kill, copy and promote. */
export interface PostgresServer {
  readonly port: number;
  /** The superuser's connection. */
  readonly url: string;
  readonly place: ServerPlace;
  /** Ends it as a power failure does, and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it again where it was, as what it was. */
  start(): Promise<void>;
  /** Ends it and removes what it kept. */
  remove(): Promise<void>;
}

/** Makes an empty cluster and starts it. */
export async function newPostgres(): Promise<PostgresServer> {
  const place = newPlace();
  await initialiseCluster(place, PASSWORD);
  return started(place);
}

/**
 * Copies a cluster while it runs, as `pg_basebackup` does, and starts the copy.
 * @param as what it then is: a standby that follows the other (and calls itself so), or a server of its own
 */
export async function copyOf(original: PostgresServer, as: 'STANDBY' | 'RESTORED'): Promise<PostgresServer> {
  const place = newPlace();
  await copyFiles(original, place.data);
  if (as === 'STANDBY') {
    const follows = `host=127.0.0.1 port=${original.port} user=postgres password=${PASSWORD} application_name=standby`;
    appendFileSync(join(place.data, 'postgresql.auto.conf'), `\nprimary_conninfo = '${follows}'\n`);
    writeFileSync(join(place.data, 'standby.signal'), '');
  }
  giveTo(place);
  return started(place);
}

/** The write-ahead log goes along, up to the end of the backup: without it the copy is no whole one. */
async function copyFiles({ url, place }: PostgresServer, to: string): Promise<void> {
  const sql = connect(url, 1);
  try {
    await sql`select pg_backup_start('copy', true)`;
    copyFolder(place.data, to, /\/(postmaster\.(pid|opts)|pg_replslot\/.+|pgsql_tmp.*|pg_wal)$/);
    const [end] = await sql<{ labelfile: string }[]>`select labelfile from pg_backup_stop(false)`;
    copyFolder(join(place.data, 'pg_wal'), join(to, 'pg_wal'), /\/xlogtemp[^/]*$/);
    writeFileSync(join(to, 'backup_label'), String(end?.labelfile));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Copies a folder that is in use: what goes in the midst of it is not missed, because the write-ahead log tells of it. */
function copyFolder(from: string, to: string, left: RegExp): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const each of readdirSync(from, { withFileTypes: true })) {
    const path = join(from, each.name);
    if (left.test(path)) continue;
    if (each.isDirectory()) copyFolder(path, join(to, each.name), left);
    else copyUnlessGone(path, join(to, each.name));
  }
}

function copyUnlessGone(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function newPlace(): ServerPlace {
  const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-postgres-'));
  chmodSync(folder, 0o711);
  return serverPlace(folder, () => undefined);
}

function giveTo({ data, user }: ServerPlace): void {
  if (!user) return;
  for (const name of ['', ...readdirSync(data, { recursive: true, encoding: 'utf8' })]) {
    chownSync(join(data, name), user.uid, user.gid);
  }
}

async function started(place: ServerPlace): Promise<PostgresServer> {
  const port = await freePort();
  const url = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | undefined;
  const gone = () =>
    new Promise<void>((exited) => {
      if (!child || child.exitCode !== null) return exited();
      child.once('exit', () => exited());
    });
  const start = async () => {
    child = spawnServer(place, port, SETTINGS, join(dirname(place.data), 'postgres.log'));
    await answers(url, child);
  };
  await start();
  return {
    port,
    url,
    place,
    start,
    async kill() {
      const postmaster = livingPostmaster(place.data);
      if (postmaster) process.kill(postmaster.pid, 'SIGKILL');
      await gone();
    },
    async remove() {
      child?.stdin?.end();
      await gone();
      rmSync(dirname(place.data), { recursive: true, force: true });
    },
  };
}

/** @throws Error when it ended, with what it wrote */
async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    const sql = connect(url, 1);
    try {
      await sql`select 1`;
      return;
    } catch {
      if (child.exitCode !== null) throw new Error('PostgreSQL ended: see postgres.log beside its data');
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}
