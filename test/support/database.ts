import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { type Database, openDatabase } from '../../src/database/database.js';
import { testConfig } from './config.js';

export { testConfig } from './config.js';

/** A database of its own for one test file: migrated, with the policy's rights, without rows. */
export interface TestDatabase {
  /** The owner's connection, for `psql` and the like. */
  readonly adminUrl: string;
  readonly database: Database;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/** Clones the migrated template database of this test run. */
export async function testDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = JSON.parse(process.env.KETENZICHT_TEST_SERVER ?? '{}') as Record<string, string>;
  if (!adminUrl || !template) throw new Error('The global set-up of the tests has not run.');
  const name = `ketenzicht_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await createDatabase(adminUrl, name, template);
  const databaseUrl = urlOf(adminUrl, name);
  const database = await openDatabase(testConfig({ databaseUrl }));
  const close = async () => {
    await database.close();
    await dropDatabase(adminUrl, name);
  };
  return { adminUrl: databaseUrl, database, close };
}

/** The same server and login, another database. */
export function urlOf(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

/** Makes a database, empty or as a copy of another one. */
export async function createDatabase(adminUrl: string, name: string, template = 'template0'): Promise<void> {
  await onServer(adminUrl, `create database "${name}" template "${template}"`);
}

/** Drops a database, whoever is still connected to it. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await onServer(adminUrl, `drop database if exists "${name}" with (force)`);
}

async function onServer(adminUrl: string, statement: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Tables of the register and of settings, which are filled before any record comes. */
const FILLED = ['organisation', 'purpose_grant', 'processing_activity', 'retention_term'];

/** Empties all tables of cases, so that each test of a file begins with none. */
export async function withoutCases({ database: { admin } }: TestDatabase): Promise<void> {
  const tables = await admin<{ name: string }[]>`
    select string_agg(format('%I.%I', schemaname, tablename), ', ') as name from pg_tables
    where schemaname in ('app', 'shelter', 'guidance', 'ind', 'dtv', 'avim') and not tablename = any(${FILLED})`;
  await admin.unsafe(`truncate ${tables[0]?.name}`);
}
