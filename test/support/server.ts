import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/database/database.js';
import { openEmbedded } from '../../src/database/embedded.js';
import { migrate } from '../../src/database/migrate.js';
import { testConfig } from './config.js';
import { createDatabase, dropDatabase, urlOf } from './database.js';
import { policyGrants, registerOf } from './policy-grants.js';

/** Nothing that a test writes has to survive a crash of the machine. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/**
 * Starts the one server of a test run, or takes that of `DATABASE_URL`, and migrates the template database there.
 * @returns what drops the template and stops the server
 */
export async function startTestServer(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-test-'));
  chmodSync(folder, 0o711);
  process.env.KETENZICHT_TEST_FOLDER = folder;
  const given = process.env.DATABASE_URL;
  const server = given ? undefined : await openEmbedded(folder, { settings: FAST });
  const adminUrl = given ?? server?.url ?? '';
  const template = `ketenzicht_test_template_${process.pid}`;
  process.env.KETENZICHT_TEST_SERVER = JSON.stringify({ adminUrl, template });
  await createDatabase(adminUrl, template);
  await migrateTemplate(urlOf(adminUrl, template));
  return async () => {
    await dropDatabase(adminUrl, template);
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function migrateTemplate(databaseUrl: string): Promise<void> {
  const config = testConfig({ databaseUrl });
  const database = await openDatabase(config);
  try {
    await migrate(database, policyGrants(), registerOf(config.organisations));
  } finally {
    await database.close();
  }
}
