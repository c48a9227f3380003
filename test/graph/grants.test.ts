import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { dayAfter, dutchDay } from '../../src/model/dutch-day.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { askAs, change, changed, OFFICE, ORGANISATION, type RegisterAnswer, refusalsOf } from './grant-asker.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph?.close());

const today = () => dutchDay(new Date());
const later = (days: number) => Array.from({ length: days }).reduce<string>((day) => dayAfter(day), today());

async function organisations(): Promise<RegisterAnswer[]> {
  const answer = await askAs(graph, OFFICE, `{ organisations ${ORGANISATION} }`);
  expect(answer.errors).toBeUndefined();
  return (answer.data as unknown as { organisations: RegisterAnswer[] }).organisations;
}
const named = async (code: string) => (await organisations()).find((one) => one.code === code);

describe('the programme office sees', () => {
  it('every organisation, what it may ask for, and until when', async () => {
    const all = await organisations();
    expect(all).toHaveLength(18);
    expect(all.find(({ code }) => code === 'amsterdam')).toEqual({
      code: 'amsterdam',
      partnerKind: 'MUNICIPALITY',
      name: 'Gemeente Amsterdam',
      possiblePurposes: ['CASE_COORDINATION', 'SHELTER_OPERATIONS', 'SUBJECT_ACCESS'],
      ...{ standing: 'STANDS', validFrom: '2019-01-01', validUntil: null, revokedAt: null },
      ...{ daysLeft: null, warning: false },
      grants: ['CASE_COORDINATION', 'SHELTER_OPERATIONS', 'SUBJECT_ACCESS'].map((purpose) => ({
        purpose,
        ...{ standing: 'STANDS', validFrom: '2019-01-01', validUntil: null, revokedAt: null },
        ...{ daysLeft: null, warning: false },
      })),
    });
  });
});

describe('the programme office adds', () => {
  it('an organisation, which has no purpose, and then grants it one', async () => {
    const added = await changed(graph, 'addOrganisation', {
      code: 'ngo-kade',
      partnerKind: 'NGO',
      name: ' Stichting De Kade ',
      validUntil: later(100),
    });
    expect(added).toMatchObject({ name: 'Stichting De Kade', standing: 'STANDS', validUntil: later(100), grants: [] });
    expect(added).toMatchObject({ validFrom: today(), daysLeft: 100, warning: false });
    const granted = await changed(graph, 'addGrant', {
      organisation: 'ngo-kade',
      purpose: 'GUIDANCE',
      validFrom: later(1),
      validUntil: later(60),
    });
    expect(granted.grants).toMatchObject([
      { purpose: 'GUIDANCE', standing: 'NOT_BEGUN', validFrom: later(1), daysLeft: 60, warning: true },
    ]);
    expect(await named('ngo-kade')).toEqual(granted);
  });

  it('a municipality, when the configuration has its value', async () => {
    const input = { code: 'utrecht-stad', partnerKind: 'MUNICIPALITY', name: 'Utrecht', municipality: 'UTRECHT' };
    expect(await changed(graph, 'addOrganisation', input)).toMatchObject({ partnerKind: 'MUNICIPALITY' });
  });

  const organisation = { code: 'ngo-x', partnerKind: 'NGO', name: 'X' };
  test.each<[string, string, object, RegExp]>([
    ['a code that is there', 'addOrganisation', { ...organisation, code: 'ngo-de-haven' }, /already\. Choose another/],
    ['a code of another form', 'addOrganisation', { ...organisation, code: 'NGO X' }, /lower-case letters/],
    ['a name of two lines', 'addOrganisation', { ...organisation, name: 'a\nb' }, /one line/],
    ['no name', 'addOrganisation', { ...organisation, name: '  ' }, /one line/],
    [
      'an end before the beginning',
      'addOrganisation',
      { ...organisation, validFrom: later(2), validUntil: later(1) },
      /before/,
    ],
    ['an end that is over', 'addOrganisation', { ...organisation, validUntil: '2026-01-01' }, /is over/],
    ['a day in no time', 'addOrganisation', { ...organisation, validFrom: '1800-01-01' }, /from 2019 to 2199/],
    ['a municipality for an NGO', 'addOrganisation', { ...organisation, municipality: 'UTRECHT' }, /Leave it out/],
    [
      'no municipality',
      'addOrganisation',
      { ...organisation, partnerKind: 'MUNICIPALITY' },
      /KETENZICHT_ORGANISATIONS/,
    ],
    [
      'a municipality without a value',
      'addOrganisation',
      { ...organisation, partnerKind: 'MUNICIPALITY', municipality: 'ZWOLLE' },
      /the operator adds it there \(KETENZICHT_ORGANISATIONS\) and starts anew/,
    ],
    ['a grant to nobody', 'addGrant', { organisation: 'ngo-x', purpose: 'GUIDANCE' }, /no such organisation/],
    ['another kind’s purpose', 'addGrant', { organisation: 'ngo-domhof', purpose: 'RETURN' }, /no such purpose/],
    ['a purpose of nobody', 'addGrant', { organisation: 'ngo-domhof', purpose: 'x\u0000' }, /no such purpose/],
    ['a purpose twice', 'addGrant', { organisation: 'ngo-domhof', purpose: 'GUIDANCE' }, /already/],
  ])('but not %s', async (_, name, input, message) => {
    const before = await organisations();
    const answer = await change(graph, name, input);
    expect(refusalsOf(answer)).toEqual([expect.stringMatching(/^BAD_USER_INPUT /)]);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(answer.text).not.toMatch(/ZWOLLE|ngo-x|NGO X|1800/);
    expect(await organisations()).toEqual(before);
  });
});

describe('the programme office ends and revokes', () => {
  it('a participation after a day, moves that day, takes it away and gives it back', async () => {
    const code = 'ngo-maashuis';
    const step = (name: string, input = {}) => changed(graph, name, { code, ...input });
    expect(await step('endOrganisation', { validUntil: today() })).toMatchObject({ standing: 'STANDS', daysLeft: 0 });
    expect(await step('endOrganisation', { validUntil: later(90) })).toMatchObject({ daysLeft: 90, warning: false });
    const revoked = await step('revokeOrganisation');
    expect(revoked).toMatchObject({ standing: 'REVOKED', daysLeft: null, revokedAt: expect.any(String) });
    expect(await step('restoreOrganisation')).toMatchObject({
      standing: 'STANDS',
      validUntil: later(90),
      daysLeft: 90,
    });
  });

  it('a grant, and grants it anew with other days only', async () => {
    const key = { organisation: 'dtv', purpose: 'RETURN' };
    expect((await changed(graph, 'endGrant', { ...key, validUntil: later(3) })).grants).toMatchObject([
      { daysLeft: 3 },
    ]);
    expect((await changed(graph, 'revokeGrant', key)).grants).toMatchObject([{ standing: 'REVOKED' }]);
    const anew = { standing: 'STANDS', validFrom: today(), validUntil: null, revokedAt: null };
    expect((await changed(graph, 'addGrant', key)).grants).toMatchObject([anew]);
  });

  test.each<[string, string, object, RegExp]>([
    ['nobody', 'endOrganisation', { code: 'ngo-x', validUntil: '2030-01-01' }, /no such organisation/],
    ['nobody', 'revokeOrganisation', { code: 'x\u0000' }, /no such organisation/],
    ['nobody', 'restoreOrganisation', { code: '' }, /no such organisation/],
    ['whoever stands', 'restoreOrganisation', { code: 'ind' }, /Leave it as it is/],
    ['on a day that is over', 'endOrganisation', { code: 'ind', validUntil: '2020-01-01' }, /is over/],
    ['a grant that never was', 'revokeGrant', { organisation: 'ind', purpose: 'RETURN' }, /never granted/],
    ['a grant of no name', 'endGrant', { organisation: 'ind', purpose: '\u0000', validUntil: '2030-01-01' }, /never/],
  ])('but not %s (%s)', async (_, name, input, message) => {
    const answer = await change(graph, name, input);
    expect(refusalsOf(answer)).toEqual([expect.stringMatching(/^BAD_USER_INPUT /)]);
    expect(answer.errors?.[0]?.message).toMatch(message);
  });

  it('and not twice, nor what is over already', async () => {
    const code = 'ngo-domhof';
    await changed(graph, 'revokeOrganisation', { code });
    for (const [name, input] of [
      ['revokeOrganisation', { code }],
      ['endOrganisation', { code, validUntil: later(1) }],
    ] as const) {
      expect(refusalsOf(await change(graph, name, input))).toEqual([expect.stringMatching(/revoked already/)]);
    }
    await graph.change(`update app.organisation set revoked_at = null, valid_until = now() where code = '${code}'`);
    const ended = await change(graph, 'endOrganisation', { code, validUntil: later(1) });
    expect(refusalsOf(ended)).toEqual([expect.stringMatching(/ended already\. Restore it with a new last day/)]);
    const restored = await change(graph, 'restoreOrganisation', { code });
    expect(refusalsOf(restored)).toEqual([expect.stringMatching(/Give a new last day/)]);
    expect(await changed(graph, 'restoreOrganisation', { code, validUntil: later(1) })).toMatchObject({ daysLeft: 1 });
  });
});

describe('nobody decides on what they act under', () => {
  const own = { organisation: 'programme-office', purpose: 'GRANT_ADMINISTRATION' };
  test.each<[string, object]>([
    ['revokeOrganisation', { code: 'programme-office' }],
    ['endOrganisation', { code: 'programme-office', validUntil: '2190-01-01' }],
    ['revokeGrant', own],
    ['endGrant', { ...own, validUntil: '2190-01-01' }],
  ])('by %s', async (name, input) => {
    expect(refusalsOf(await change(graph, name, input))).toEqual([
      expect.stringMatching(/^FORBIDDEN An organisation does not decide on its own .* Ask the operator, or another/),
    ]);
    expect(await named('programme-office')).toMatchObject({ standing: 'STANDS', validUntil: null });
  });

  it('but on its other purposes it does, and another organisation on it', async () => {
    const statistics = { organisation: 'programme-office', purpose: 'STATISTICS' };
    expect((await changed(graph, 'revokeGrant', statistics)).grants).toMatchObject([{}, { standing: 'REVOKED' }]);
    await changed(graph, 'addGrant', statistics);
    const second = { ...OFFICE, organisation: 'second-office' };
    const input = { code: 'second-office', partnerKind: 'PROGRAMME_OFFICE', name: 'Second' };
    await changed(graph, 'addOrganisation', input);
    await changed(graph, 'addGrant', { organisation: 'second-office', purpose: 'GRANT_ADMINISTRATION' });
    const answer = await change(graph, 'endGrant', { ...own, validUntil: later(30) }, second);
    expect(answer.errors).toBeUndefined();
  });
});

describe('each change is accounted for', () => {
  const last = async () => {
    const [row] = await graph.database.admin<{ body: string }[]>`
      select body from audit.audit_record order by month desc, seq desc limit 1`;
    return JSON.parse(row?.body ?? '{}');
  };

  it('in the audit log, with whose right it was', async () => {
    await changed(graph, 'endGrant', { organisation: 'avim', purpose: 'IDENTIFICATION', validUntil: later(5) });
    const line = { action: 'endGrant', organisation: 'programme-office', purpose: 'GRANT_ADMINISTRATION' };
    expect(await last()).toMatchObject({
      ...line,
      about: 'avim IDENTIFICATION',
      result: 'OK',
      counts: { subjects: 0 },
    });
  });

  it('and a refusal too; a change that cannot be logged is not made', async () => {
    await change(graph, 'revokeOrganisation', { code: 'programme-office' });
    expect(await last()).toMatchObject({ action: 'mutation', result: 'PARTIAL', codes: ['FORBIDDEN'] });
    await graph.change('alter table audit.audit_record rename to audit_record_away');
    const answer = await change(graph, 'revokeOrganisation', { code: 'wodc' });
    await graph.change('alter table audit.audit_record_away rename to audit_record');
    expect([answer.status, ...refusalsOf(answer)]).toEqual([503, expect.stringMatching(/^LOG_UNAVAILABLE/)]);
    expect(await named('wodc')).toMatchObject({ standing: 'STANDS', revokedAt: null });
  });
});
