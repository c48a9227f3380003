import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSnapshot } from '../../src/database/snapshot.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

describe('a snapshot knows whether the organisation participates', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());

  async function participates(organisation: string): Promise<boolean> {
    const role = 'ketenzicht_dtv_return';
    const snapshot = await openSnapshot(db.database.gateway, { role, organisation, statementTimeoutMs: 1_000 });
    const answer = await snapshot.participates;
    await snapshot.end();
    return answer;
  }

  const hour = 3_600_000;
  const at = (offset: number) => new Date(Date.now() + offset).toISOString();
  test.each([
    ['while it is granted', { from: at(-hour), until: at(hour), revoked: null }, true],
    ['without an end', { from: at(-hour), until: null, revoked: null }, true],
    ['not before it begins', { from: at(hour), until: null, revoked: null }, false],
    ['not after it has ended', { from: at(-2 * hour), until: at(-hour), revoked: null }, false],
    ['not once it is revoked', { from: at(-hour), until: null, revoked: at(-1) }, false],
    ['not even when the clock of who revoked it is ahead', { from: at(-hour), until: null, revoked: at(hour) }, false],
  ])('%s', async (_, { from, until, revoked }, expected) => {
    await db.database.admin`update app.organisation
      set valid_from = ${from}, valid_until = ${until}, revoked_at = ${revoked} where code = 'dtv'`;
    expect(await participates('dtv')).toBe(expected);
  });

  test('not when nobody knows it', async () => {
    expect(await participates('nobody')).toBe(false);
  });
});
