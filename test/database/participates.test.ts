import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSnapshot } from '../../src/database/snapshot.js';
import { activityOf } from '../../src/policy/policy.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

describe('a snapshot knows whether the organisation participates', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
    await db.database.admin`
      insert into app.reach (organisation, case_id, arrived_at) values ('dtv', gen_random_uuid(), '2020-01-01')`;
  });
  afterAll(() => db.close());

  async function participates(
    organisation: string,
    activity = activityOf(initialPolicy, 'DTV/RETURN'),
  ): Promise<boolean> {
    const role = 'ketenzicht_dtv_return';
    const snapshot = await openSnapshot(db.database.views, {
      role,
      organisation,
      purpose: 'RETURN',
      activity,
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

  test.each([
    ['not under an activity that ended', "ended_at = now() - interval '1 second'", false],
    ['but under one whose end lies ahead', "ended_at = now() + interval '1 hour'", true],
    ['nor under one whose last day is over', "(ended_at, valid_until) = (null, '2020-01-01')", false],
    ['but under one without an end', '(ended_at, valid_until) = (null, null)', true],
  ])('%s', async (_, change, expected) => {
    await db.database.admin`update app.organisation set valid_until = null, revoked_at = null where code = 'dtv'`;
    await db.database.admin.unsafe(`update app.processing_activity set ${change} where partner_kind = 'DTV'`);
    expect(await participates('dtv')).toBe(expected);
  });

  test.each([
    ['of another purpose', activityOf(initialPolicy, 'AVIM/SUPERVISION')],
    ['that nobody registered', 'https://ketenzicht.example/processing-activities/dtv-return/v99'],
    ['that has no name', ''],
  ])('not under an activity %s', async (_, activity) => {
    expect(await participates('dtv', activity)).toBe(false);
  });

  test('not when nobody knows it', async () => {
    expect(await participates('nobody')).toBe(false);
  });
});
