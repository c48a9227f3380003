import { openAccessLog } from '../../src/audit/access-log.js';
import { openDatabase } from '../../src/database/database.js';
import { testConfig } from '../support/config.js';
import { entry } from './log-entries.js';

/**
 * A process of its own for the tests of the logs: writes so many entries to the database it is given, some at a time,
 * and says how many were taken.
 */
const [databaseUrl = '', wanted = '0'] = process.argv.slice(2);
const config = testConfig({ databaseUrl });
const database = await openDatabase(config);
const log = openAccessLog(database, config);
let written = 0;
const write = async () => {
  for (let left = Number(wanted) / 4; left > 0; left -= 1) {
    await log.write(entry());
    written += 1;
  }
};
await Promise.all([write(), write(), write(), write()]);
await database.close();
process.stdout.write(`${JSON.stringify({ written })}\n`);
