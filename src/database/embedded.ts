import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keptSecret } from '../config.js';
import { connect, probe } from './connect.js';
import { DatabaseError, errorCode } from './database-error.js';
import { initialiseCluster } from './initialise-cluster.js';
import { postgresBinaries } from './postgres-binaries.js';
import { clearStalePostmaster, livingPostmaster } from './postmaster-file.js';
import { type ServerPlace, serverPlace } from './server-place.js';
import { startServer } from './server-process.js';
import { withStartLock } from './start-lock.js';

/** A running embedded PostgreSQL. */
export interface EmbeddedServer {
  /** Connection of its superuser `postgres`, password included. */
  readonly url: string;
  /** True when this process started it; then it also ends with this process, in whatever way that ends. */
  readonly started: boolean;
  /** Stops the server when this process started it, else does nothing. */
  stop(): Promise<void>;
}

/** What may be set apart from the folder. */
export interface EmbeddedOptions {
  /** PostgreSQL settings, such as `fsync`. They hold when this process is the one that starts the server. */
  readonly settings?: Record<string, string>;
  /** Takes what the operator should know; standard error when absent. */
  readonly say?: (line: string) => void;
}

const POLL_MS = 25;
const PATIENCE_MS = 60_000;

/**
 * The PostgreSQL that comes with the project: made at the first start, kept in the data folder, listening on
 * 127.0.0.1 only. Uses the server of another process when one runs on this folder.
 * @throws DatabaseError that says what to change
 */
export async function openEmbedded(dataFolder: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  try {
    mkdirSync(dataFolder, { recursive: true });
    return await openAt(realpathSync(dataFolder), options);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error;
    throw new DatabaseError(
      `No rights or no space for the embedded database in ${dataFolder} (${errorCode(error)}). ` +
        'Set KETENZICHT_DATA_FOLDER to a folder that this user may write, or set DATABASE_URL.',
      { cause: error },
    );
  }
}

async function openAt(dataFolder: string, { settings = {}, say = sayToOperator }: EmbeddedOptions) {
  const place = serverPlace(dataFolder, say);
  const password = keptSecret(join(dataFolder, 'postgres-password'));
  const running = await runningServer(place.data, password);
  if (running) return running;
  return withStartLock(join(dataFolder, 'postgres.lock'), async (): Promise<EmbeddedServer> => {
    const settled = await settledServer(place.data, password);
    if (settled) return settled;
    if (existsSync(place.data)) refuseOtherVersion(place);
    else await initialiseCluster(place, password);
    clearStalePostmaster(place.data);
    const { port, stop } = await startServer(place, settings);
    return { url: urlAt(port, password), started: true, stop };
  });
}

/** The data of one major version means nothing to another. */
function refuseOtherVersion({ data }: ServerPlace): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const [major] = postgresBinaries().version.split('.');
  if (made === major) return;
  throw new DatabaseError(
    `${data} was made by PostgreSQL ${made}, and this is ${major}. Move the folder away to begin anew, ` +
      'or let that version write it out (pg_dumpall) and load it into a server that DATABASE_URL names.',
  );
}

function sayToOperator(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Another process's server, when it answers now. */
async function runningServer(data: string, password: string): Promise<EmbeddedServer | undefined> {
  const postmaster = livingPostmaster(data);
  if (postmaster?.status !== 'ready') return undefined;
  const url = urlAt(postmaster.port, password);
  return (await answers(url)) ? { url, started: false, stop: async () => undefined } : undefined;
}

/** Waits while a server comes up or goes down; `undefined` when there is none in the end. */
async function settledServer(data: string, password: string): Promise<EmbeddedServer | undefined> {
  const deadline = Date.now() + PATIENCE_MS;
  while (livingPostmaster(data)) {
    const running = await runningServer(data, password);
    if (running) return running;
    if (Date.now() > deadline) {
      throw new DatabaseError(`A PostgreSQL runs on ${data} and does not answer. Stop it, then start again.`);
    }
    await sleep(POLL_MS);
  }
  return undefined;
}

function urlAt(port: number, password: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** Codes of a server that goes down or comes up: refused, dropped, "the database system is starting up". */
const NOT_NOW = new Set(['ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', '57P01', '57P03']);

async function answers(url: string): Promise<boolean> {
  const sql = connect(url, 1);
  try {
    await probe(sql);
    return true;
  } catch (error) {
    if (NOT_NOW.has(errorCode(error) ?? '')) return false;
    throw new DatabaseError('The embedded database runs, but does not take the password in postgres-password.', {
      cause: error,
    });
  } finally {
    await sql.end({ timeout: 1 });
  }
}
