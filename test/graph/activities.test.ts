import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { dutchDay } from '../../src/model/dutch-day.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { activities, end, ended, reopen, uriOf } from './activity-asker.js';
import { askAs, change, changed, OFFICE, refusalsOf } from './grant-asker.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
beforeEach(() => reopen(graph));
afterAll(() => graph?.close());

const AVIM = uriOf('AVIM/IDENTIFICATION');
const OWN = uriOf('PROGRAMME_OFFICE/GRANT_ADMINISTRATION');
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const named = async (uri: string) => (await activities(graph)).find((one) => one.uri === uri);

describe('the programme office sees', () => {
  it('every version of every activity, and that nobody ended it', async () => {
    const all = await activities(graph);
    expect(all.map(({ uri }) => uri)).toEqual(initialPolicy.columns.map((one) => one.processingActivity).sort());
    expect(all.find(({ uri }) => uri === AVIM)).toEqual({
      uri: AVIM,
      partnerKind: 'AVIM',
      purpose: 'IDENTIFICATION',
      nameNl: expect.any(String),
      nameEn: expect.any(String),
      controller: expect.stringContaining('korpschef'),
      legalBasis: expect.stringContaining('AVG art. 6(1)(e)'),
      categories: expect.arrayContaining(['identity.research yes', 'delivery.own own']),
      retention: expect.any(String),
      confidential: false,
      ...{ validFrom: '2019-01-01', validUntil: null, endedAt: null },
      ...{ standing: 'STANDS', daysLeft: null, warning: false, inPolicy: true },
    });
  });

  it('also versions that the policy no longer names, and those that have not begun', async () => {
    const [old, next] = [AVIM.replace('/v2', '/v1'), AVIM.replace('/v2', '/v3')];
    const copy = (uri: string, from: string) => `insert into app.processing_activity
      select '${uri}', partner_kind, purpose, name_nl, name_en, controller, legal_basis, categories, retention,
        confidential, '${from}' from app.processing_activity where uri = '${AVIM}'`;
    await graph.change(copy(old, '2019-01-01'));
    await graph.change(copy(next, '2099-01-01'));
    expect(await named(old)).toMatchObject({ standing: 'STANDS', inPolicy: false });
    expect(await named(next)).toMatchObject({ standing: 'NOT_BEGUN', inPolicy: false, daysLeft: null });
    await ended(graph, old);
    expect(await named(old)).toMatchObject({ standing: 'ENDED' });
    expect(await named(AVIM)).toMatchObject({ standing: 'STANDS' });
    await graph.change(`delete from app.processing_activity where uri in ('${old}', '${next}')`);
  });

  it('the last day that the policy gives a version, as an end', async () => {
    const day = dutchDay(new Date(Date.now() + 20 * 86_400_000));
    await graph.change(`update app.processing_activity set valid_until = '${day}' where uri = '${AVIM}'`);
    expect(await named(AVIM)).toMatchObject({ standing: 'STANDS', validUntil: day, daysLeft: 20, warning: true });
    await graph.change(`update app.processing_activity set valid_until = '2020-01-01' where uri = '${AVIM}'`);
    expect(await named(AVIM)).toMatchObject({ standing: 'ENDED', endedAt: null, daysLeft: null, warning: false });
  });
});

describe('the programme office ends', () => {
  it('a version at once', async () => {
    const before = Date.now();
    const answer = await ended(graph, AVIM);
    expect(answer).toMatchObject({ uri: AVIM, standing: 'ENDED', daysLeft: null, warning: false, inPolicy: true });
    expect(Date.parse(answer.endedAt ?? '')).toBeGreaterThanOrEqual(before - 1_000);
    expect(await named(AVIM)).toEqual(answer);
  });

  it('a version ahead, and moves that end later, earlier, and to now', async () => {
    const soon = await ended(graph, AVIM, inDays(30));
    expect(soon).toMatchObject({ standing: 'STANDS', daysLeft: 30, warning: true });
    expect(await ended(graph, AVIM, inDays(90))).toMatchObject({ standing: 'STANDS', daysLeft: 90, warning: false });
    expect(await ended(graph, AVIM, inDays(10))).toMatchObject({ standing: 'STANDS', daysLeft: 10, warning: true });
    expect(await ended(graph, AVIM, null)).toMatchObject({ standing: 'ENDED' });
  });

  it('a version at a moment of another zone, which is the same moment', async () => {
    expect(await ended(graph, AVIM, '2099-06-01T00:00:00+02:00')).toMatchObject({
      endedAt: '2099-05-31T22:00:00.000Z',
    });
  });

  test.each<[string, string, string | null, RegExp]>([
    ['a version that there is not', AVIM.replace('/v2', '/v9'), null, /no such processing activity.*in the list/],
    ['what is no URI', 'x\u0000', null, /no such processing activity/],
    ['nothing', '', null, /no such processing activity/],
    ['at a moment that is over', AVIM, '2020-01-01T00:00:00Z', /moment is over.*give none/],
    ['at a moment without a zone', AVIM, '2099-01-01T00:00:00', /no moment to use.*with its zone/],
    ['after all time', AVIM, '9999-01-01T00:00:00Z', /until 2199/],
  ])('but not %s', async (_, uri, at, message) => {
    const before = await activities(graph);
    const answer = await end(graph, uri, at);
    expect(refusalsOf(answer)).toEqual([expect.stringMatching(/^BAD_USER_INPUT /)]);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(answer.text).not.toMatch(/\/v9|2099-01|9999-01|2020-01/);
    expect(await activities(graph)).toEqual(before);
  });

  it('and not on a day that there is not', async () => {
    const answer = await end(graph, AVIM, '2099-02-30T00:00:00Z');
    expect(answer.errors).toHaveLength(1);
    expect(await named(AVIM)).toMatchObject({ endedAt: null });
  });

  it('and not what has ended: that is not taken back, moved or ended anew', async () => {
    const { endedAt } = await ended(graph, AVIM);
    for (const at of [null, inDays(10), inDays(0.001)]) {
      expect(refusalsOf(await end(graph, AVIM, at))).toEqual([
        'BAD_USER_INPUT It has ended already, and stays ended. To go on, let the policy name its next version.',
      ]);
    }
    expect(await named(AVIM)).toMatchObject({ endedAt });
  });

  it('and not the activity that it acts under, in no version, now or ahead', async () => {
    await graph.change(`insert into app.processing_activity
      select replace(uri, '/v1', '/v0'), partner_kind, purpose, name_nl, name_en, controller, legal_basis, categories,
        retention, confidential, valid_from from app.processing_activity where uri = '${OWN}'`);
    for (const uri of [OWN, OWN.replace('/v1', '/v0')]) {
      for (const at of [null, inDays(100)]) {
        expect(refusalsOf(await end(graph, uri, at))).toEqual([
          expect.stringMatching(/^FORBIDDEN .* Ask the operator/),
        ]);
      }
    }
    expect(await named(OWN)).toMatchObject({ endedAt: null });
    await graph.change(
      `delete from app.processing_activity where uri like '%/programme-office-grant-administration/v0'`,
    );
  });

  it('but the activity of its other purpose it does', async () => {
    expect(await ended(graph, uriOf('PROGRAMME_OFFICE/STATISTICS'))).toMatchObject({ standing: 'ENDED' });
  });
});

describe('two that end at the same time', () => {
  it('follow each other: one ends it, and the other is told that it has ended', async () => {
    const answers = await Promise.all([end(graph, AVIM), end(graph, AVIM)]);
    expect(answers.flatMap(refusalsOf)).toEqual([expect.stringMatching(/^BAD_USER_INPUT It has ended already/)]);
  });
});

describe('each end is accounted for', () => {
  const last = async () => {
    const [row] = await graph.database.admin<{ body: string }[]>`
      select body from audit.audit_record order by month desc, seq desc limit 1`;
    return JSON.parse(row?.body ?? '{}');
  };

  it('in the audit log with the version, and in the processing log with no line: it is about no person', async () => {
    const lines = async () => (await graph.database.admin`select id from audit.processing_record`).length;
    const before = await lines();
    await ended(graph, AVIM, inDays(1));
    expect(await last()).toMatchObject({
      action: 'endProcessingActivity',
      organisation: 'programme-office',
      purpose: 'GRANT_ADMINISTRATION',
      about: AVIM,
      categories: ['programme.grants'],
      result: 'OK',
      counts: { subjects: 0 },
    });
    expect(await lines()).toBe(before);
  });

  it('with the refusals, which repeat nothing that was given', async () => {
    await end(graph, 'https://example.org/amal-abdi/v1');
    const line = await last();
    expect(line).toMatchObject({ action: 'mutation', result: 'PARTIAL', codes: ['BAD_USER_INPUT'] });
    expect(JSON.stringify(line)).not.toMatch(/amal/);
    await end(graph, OWN);
    expect(await last()).toMatchObject({ codes: ['FORBIDDEN'] });
  });

  it('or is not made: an end that cannot be logged has no effect', async () => {
    await graph.change('alter table audit.audit_record rename to audit_record_away');
    const answer = await end(graph, AVIM);
    await graph.change('alter table audit.audit_record_away rename to audit_record');
    expect([answer.status, ...refusalsOf(answer)]).toEqual([503, expect.stringMatching(/^LOG_UNAVAILABLE/)]);
    expect(await named(AVIM)).toMatchObject({ endedAt: null });
  });

  it('and reading the register is in the audit log too', async () => {
    await activities(graph);
    expect(await last()).toMatchObject({ action: 'query', organisation: 'programme-office', result: 'OK' });
  });
});

describe('nobody else ends an activity', () => {
  it('not the programme office for its other purpose, and not after its own right was taken away', async () => {
    const statistics = { ...OFFICE, purpose: 'STATISTICS' };
    const unknown = await end(graph, AVIM, null, statistics);
    expect(new Set(unknown.errors?.map(({ extensions }) => extensions.code))).toEqual(
      new Set(['GRAPHQL_VALIDATION_FAILED']),
    );
    const second = { ...OFFICE, organisation: 'second-office' };
    await changed(graph, 'addOrganisation', { code: 'second-office', partnerKind: 'PROGRAMME_OFFICE', name: 'Second' });
    const key = { organisation: 'second-office', purpose: 'GRANT_ADMINISTRATION' };
    await changed(graph, 'addGrant', key);
    await changed(graph, 'revokeGrant', key);
    expect(refusalsOf(await end(graph, AVIM, null, second))).toEqual([expect.stringMatching(/^FORBIDDEN /)]);
    expect(refusalsOf(await askAs(graph, second, '{ processingActivities { uri } }'))).toEqual([
      expect.stringMatching(/^FORBIDDEN /),
    ]);
    expect(await named(AVIM)).toMatchObject({ endedAt: null });
  });

  it('and when its own activity has ended, it administers nothing', async () => {
    await graph.change(`update app.processing_activity set ended_at = now() where uri = '${OWN}'`);
    const tries = [await end(graph, AVIM), await change(graph, 'revokeOrganisation', { code: 'ind' })];
    await reopen(graph);
    for (const answer of tries)
      expect(refusalsOf(answer)).toEqual([expect.stringMatching(/^FORBIDDEN The participation/)]);
    expect(await named(AVIM)).toMatchObject({ endedAt: null });
  });
});
