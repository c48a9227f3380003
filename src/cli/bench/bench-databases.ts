import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config.js';
import { type Database, openDatabase } from '../../database/database.js';
import { migrate } from '../../database/migrate.js';
import type { Policy } from '../../policy/policy.js';
import { loadDemo } from '../demo.js';
import { policyGrants, registerOf } from '../policy-grants.js';
import { startProgress } from '../progress.js';
import { growCases } from './grow.js';

/**
 * The disk is really waited for, as it is in operation: every answer waits for its log lines, and the connection of the
 * logs asks for that itself, whatever the default is. Loading the data need not wait, and has memory to build indexes in.
 * Memory as a server with that many cases would have: PostgreSQL's default of 128 MB would measure the file system.
 * Connections for two databases, and for peers beside them.
 */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'off',
  full_page_writes: 'on',
  max_wal_size: '4GB',
  shared_buffers: '512MB',
  max_connections: '200',
  maintenance_work_mem: '512MB',
};

/** Two databases on one throwaway server: the demo, and the demo grown. */
export interface BenchDatabases {
  readonly config: Config;
  readonly small: Database;
  readonly large: Database;
  /** Closes both, stops the server and removes its folder. */
  close(): Promise<void>;
}

/** Makes a server in a temporary folder, with the demo once as it is and once with so many copies of every case. */
export async function openBenchDatabases(policy: Policy, copies: number): Promise<BenchDatabases> {
  const folder = await mkdtemp(join(tmpdir(), 'ketenzicht-bench-'));
  // As root, PostgreSQL runs as another user, who must be able to pass through the folder.
  await chmod(folder, 0o711);
  const config = readConfig({ KETENZICHT_DATA_FOLDER: folder });
  const opened: Database[] = [];
  const close = async () => {
    for (const database of [...opened].reverse()) await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const server = await openDatabase(config, { settings: SETTINGS });
    opened.push(server);
    const small = await open(server, config, 'bench_small', 'template0');
    await fill(small, config, policy);
    await small.close();
    const large = await open(server, config, 'bench_large', 'bench_small');
    opened.push(large);
    const reopened = await openDatabase({ ...config, databaseUrl: urlOf(server, 'bench_small') });
    opened.push(reopened);
    await grow(large, copies);
    return { config, small: reopened, large, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(server: Database, config: Config, name: string, template: string): Promise<Database> {
  await server.admin.unsafe(`create database ${name} template ${template}`);
  return openDatabase({ ...config, databaseUrl: urlOf(server, name) });
}

function urlOf({ adminUrl }: Database, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function fill(database: Database, config: Config, policy: Policy): Promise<void> {
  const progress = startProgress('Loading the demo data');
  try {
    await migrate(database, policyGrants(policy), registerOf(config, policy, database));
    await loadDemo(database, { onProgress: progress.report });
    await database.admin.unsafe('vacuum analyze');
  } finally {
    progress.end();
  }
}

async function grow(database: Database, copies: number): Promise<void> {
  const progress = startProgress('Growing the database');
  try {
    await growCases(database, copies, progress.report);
  } finally {
    progress.end();
  }
}
