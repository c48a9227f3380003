import { openDatabase } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { storeRecords } from '../../src/delivery/store.js';
import { testConfig } from './config.js';
import { policyGrants, registerOf } from './policy-grants.js';
import { WORLD } from './world.js';

/** Brings an empty database up to date and fills it with the world of the tests. */
export async function fillWorld(databaseUrl: string): Promise<void> {
  const config = testConfig({ databaseUrl });
  const filled = await openDatabase(config);
  await migrate(filled, policyGrants(), registerOf(config.organisations));
  await storeRecords(filled, WORLD);
  await filled.close();
}
