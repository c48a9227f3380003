import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/cli/demo.js';
import { statsRefreshCommand } from '../../src/cli/stats.js';
import { storeRecords } from '../../src/delivery/store.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { caseFile, file } from '../support/records.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await loadDemo(db.database);
});
afterAll(() => db?.close());

describe('stats refresh', () => {
  it('says that everything is counted', async () => {
    const { exitCode, text } = await statsRefreshCommand(db.database, {});
    expect([exitCode, text]).toEqual([0, 'The statistics are up to date.']);
  });

  it('counts what a delivery brought since, and says what that was', async () => {
    await storeRecords(db.database, [
      file('amsterdam', 'amal', { caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2020-01-10') }),
    ]);
    const { text, json } = await statsRefreshCommand(db.database, {});
    expect(text).toBe('Cases counted: 1; facts added 1, changed 0, removed 0.');
    expect(json).toEqual({ cases: 1, added: 1, changed: 0, removed: 0 });
  });

  it('counts every case anew when it is told to, with a progress that comes to its end', async () => {
    const seen: [number, number][] = [];
    const { json } = await statsRefreshCommand(db.database, {
      full: true,
      onProgress: (done, total) => void seen.push([done, total]),
    });
    expect(json).toEqual({ cases: 1298, added: 0, changed: 0, removed: 0 });
    expect(seen.at(-1)).toEqual([1298, 1298]);
  });
});
