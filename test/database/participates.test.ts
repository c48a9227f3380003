import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSnapshot } from '../../src/database/snapshot.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

describe('a snapshot knows whether the organisation participates', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
    await db.database.admin`
      insert into app.reach (organisation, case_id, arrived_at) values ('dtv', gen_random_uuid(), '2020-01-01')`;
  });
  afterAll(() => db.close());

  async function participates(organisation: string): Promise<boolean> {
    const role = 'ketenzicht_dtv_return';
    const snapshot = await openSnapshot(db.database.gateway, {
      role,
      organisation,
      purpose: 'RETURN',
      statementTimeoutMs: 1_000,
    });
    // Sent before the answer is known, as the reads of a request are.
    const read = snapshot.query<{ cases: number }>('select count(*)::int as cases from app.reach', []);
    const answer = await snapshot.participates;
    const [row] = await read;
    await snapshot.end();
    // One that may not ask reaches nothing, whatever was sent along.
    expect(row?.cases).toBe(answer ? 1 : 0);
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
