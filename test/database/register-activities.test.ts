import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type RegisteredActivity, readActivities, registerActivities } from '../../src/database/register-activities.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';
import { registerOf } from '../support/policy-grants.js';

const ACTIVITY: RegisteredActivity = {
  uri: 'https://ketenzicht.example/processing-activities/trial/v1',
  partnerKind: 'IND',
  purpose: 'TRIAL',
  nameNl: 'Proef',
  nameEn: 'Trial',
  controller: 'Iemand',
  legalBasis: 'AVG art. 6(1)(e)',
  categories: ['case.status yes'],
  retention: 'A day',
  confidential: false,
  validFrom: '2026-01-01',
  validUntil: null,
};

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.database.admin`delete from app.processing_activity where uri like '%/trial/%'`;
  await db.database.admin`truncate audit.processing_record`;
  await register(ACTIVITY);
});

const register = (...activities: RegisteredActivity[]) =>
  db.database.admin.begin((sql) => registerActivities(sql, activities));
const stored = async () => (await readActivities(db.database.admin)).filter(({ uri }) => uri.includes('/trial/'));
const openEnded = (...activities: RegisteredActivity[]) => activities.map((one) => ({ ...one, endedAt: null }));
/** A line under the activity, as the log would have it. */
const logLine = async () => {
  await db.database.admin`select audit.open_month(now()::date)`;
  await db.database.admin`
    insert into audit.processing_record (month, trace_id, span_id, name, status_code, start_time, end_time,
      processing_activity_id, data_subject_id, data_subject_id_type, key_id, organisation, categories)
    values (date_trunc('month', now()), 't', 's', 'query', 'OK', now(), now(), ${ACTIVITY.uri}, 'p', 'x', 'k', 'ind', '{}')`;
};

describe('the register of a migrated database', () => {
  it('holds the activity of every purpose of the policy', async () => {
    const { activities } = registerOf(testConfig().organisations);
    const uris = (await readActivities(db.database.admin)).map(({ uri }) => uri);
    expect(uris).toEqual(expect.arrayContaining(activities.map(({ uri }) => uri)));
  });

  it('is the same after it was stated again', async () => {
    await logLine();
    await register(ACTIVITY);
    expect(await stored()).toEqual(openEnded(ACTIVITY));
  });

  it('keeps a version that the policy no longer names: old lines lead to it', async () => {
    const next = { ...ACTIVITY, uri: ACTIVITY.uri.replace('/v1', '/v2'), confidential: true };
    await register(next);
    expect(await stored()).toEqual(openEnded(ACTIVITY, next));
  });
});

describe('an end that somebody set', () => {
  const END = '2030-01-01T12:00:00.000Z';
  const end = () => db.database.admin`update app.processing_activity set ended_at = ${END} where uri = ${ACTIVITY.uri}`;

  it('stays when the policy states the version anew, corrects it, or gives it a last day', async () => {
    await end();
    for (const stated of [
      ACTIVITY,
      { ...ACTIVITY, validUntil: '2040-01-01' },
      { ...ACTIVITY, retention: 'Two days' },
    ]) {
      await register(stated);
      expect(await stored()).toEqual([{ ...stated, endedAt: END }]);
    }
  });

  it('is of its version only: the next one begins without', async () => {
    await end();
    const next = { ...ACTIVITY, uri: ACTIVITY.uri.replace('/v1', '/v2') };
    await register(next);
    expect(await stored()).toEqual([{ ...ACTIVITY, endedAt: END }, ...openEnded(next)]);
  });
});

describe('a version never changes once a line names it', () => {
  it.each<[string, Partial<RegisteredActivity>]>([
    ['legal basis', { legalBasis: 'AVG art. 6(1)(c)' }],
    ['categories', { categories: ['case.status yes', 'person.bsn yes'] }],
    ['categories', { categories: ['case.status own'] }],
    ['confidentiality', { confidential: true }],
    ['retention', { retention: 'For ever' }],
    ['controller', { controller: 'Iemand anders' }],
    ['purpose', { purpose: 'ANOTHER' }],
    ['first day', { validFrom: '2020-01-01' }],
  ])('in its %s', async (what, change) => {
    await logLine();
    await expect(register({ ...ACTIVITY, ...change })).rejects.toThrow(
      new RegExp(`trial/v1 has lines in the log, and .* differs in ${what}\\. A version never changes: .*/v2`),
    );
    expect(await stored()).toEqual(openEnded(ACTIVITY));
  });

  it('but it may end', async () => {
    await logLine();
    await register({ ...ACTIVITY, validUntil: '2026-12-31' });
    expect(await stored()).toEqual(openEnded({ ...ACTIVITY, validUntil: '2026-12-31' }));
  });

  it('and before the first line it may be corrected', async () => {
    await register({ ...ACTIVITY, legalBasis: 'AVG art. 6(1)(c)' });
    expect(await stored()).toMatchObject([{ legalBasis: 'AVG art. 6(1)(c)' }]);
  });

  it('the log itself cannot change the register', async () => {
    await expect(db.database.log`update app.processing_activity set confidential = true`).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('nor can the gateway', async () => {
    await expect(db.database.gateway`insert into app.processing_activity (uri) values ('x')`).rejects.toMatchObject({
      code: '42501',
    });
  });
});
