import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPolicy } from '../../src/cli/policy-file.js';
import type { Policy } from '../../src/policy/policy.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { IND_ACTIVITY } from './access-entries.js';

let graph: TestGraph;
let base: string;
let policy: Policy;
beforeAll(async () => {
  [graph, policy] = await Promise.all([startGraph(), readPolicy()]);
  base = graph.url.replace('/graphql', '');
  await graph.change(`
    insert into app.processing_activity select replace(uri, 'avim-supervision/v2', 'trial/v1'), partner_kind, purpose,
      'Proef <één>', 'Trial <one>', controller, legal_basis, categories, retention, false, valid_from, '2026-12-31'
    from app.processing_activity where uri like '%/avim-supervision/v2';
    insert into app.processing_activity select replace(uri, 'trial/v1', 'trial/v10'), partner_kind, purpose, name_nl, name_en,
      controller, legal_basis, categories, retention, true, valid_from, null
    from app.processing_activity where uri like '%/trial/v1';
    update app.processing_activity set ended_at = '2026-11-02T23:30:00Z' where uri like '%/trial/v1';
    update app.processing_activity set ended_at = '2099-06-01T10:00:00Z' where uri like '%/trial/v10'`);
});
afterAll(() => graph.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${base}${path}`, { headers });
const json = async (path: string) => (await get(path)).json() as Promise<Record<string, unknown>>;
const page = async (path: string, language?: string) => {
  const headers: Record<string, string> = { accept: 'text/html,application/xml;q=0.9,*/*;q=0.8' };
  if (language) headers['accept-language'] = language;
  return (await get(path, headers)).text();
};

describe('the register is open to everybody', () => {
  it('every URI of the policy resolves by its path, without a token', async () => {
    for (const { processingActivity, legalBasis, view } of policy.columns) {
      const entry = await json(new URL(processingActivity).pathname);
      expect(entry).toMatchObject({ uri: processingActivity, legalBasis, recipients: [view.split('/')[0]] });
    }
  });

  it('an entry says what AVG art. 30 asks', async () => {
    const response = await get('/processing-activities/ind-residence-decision/v2');
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      uri: IND_ACTIVITY,
      id: 'ind-residence-decision',
      version: 2,
      names: { nl: 'Beslissen op aanvragen om verblijf', en: 'Deciding on applications for residence' },
      purpose: 'RESIDENCE_DECISION',
      controller: expect.stringMatching(/minister/),
      categories: expect.arrayContaining([{ category: 'person.bsn', condition: 'yes' }]),
      retention: expect.stringMatching(/./),
      confidential: false,
      validFrom: '2019-01-01',
      validUntil: null,
      endedAt: null,
      versions: [IND_ACTIVITY],
    });
  });

  it('without a version it answers the latest, also of ten versions', async () => {
    expect(await json('/processing-activities/trial')).toMatchObject({ version: 10, confidential: true });
    expect(await json('/processing-activities/trial/v1')).toMatchObject({ version: 1, validUntil: '2026-12-31' });
  });

  it('says when a version ended, or is going to', async () => {
    expect(await json('/processing-activities/trial/v1')).toMatchObject({ endedAt: '2026-11-02T23:30:00.000Z' });
    expect(await json('/processing-activities/trial/v10')).toMatchObject({ endedAt: '2099-06-01T10:00:00.000Z' });
  });

  it('lists each activity once, confidential ones too', async () => {
    const { activities } = (await json('/processing-activities')) as { activities: { id: string }[] };
    expect(activities).toHaveLength(policy.columns.length + 1);
    expect(activities).toContainEqual(expect.objectContaining({ id: 'trial', version: 10, confidential: true }));
  });
});

describe('a person gets a page', () => {
  it('in Dutch, or in English for who prefers it', async () => {
    const path = '/processing-activities/ind-residence-decision/v2';
    expect(await page(path)).toMatch(/<html lang="nl">[\s\S]*<h1>Beslissen op aanvragen om verblijf, versie 2<\/h1>/);
    expect(await page(path, 'en-GB,en;q=0.9,nl;q=0.5')).toMatch(/<html lang="en">[\s\S]*<h1>Deciding on applications/);
    expect(await page(path, 'fr')).toMatch(/<html lang="nl">/);
  });

  it('that a reading voice reads well: title, one heading, terms, languages of foreign texts, and no script', async () => {
    const text = await page('/processing-activities/municipality-case-coordination', 'nl');
    expect(text).toMatch(/<title>Regie op de begeleiding .* – Ketenzicht<\/title>/);
    expect(text.match(/<h1>/g)).toHaveLength(1);
    expect(text).toMatch(/<dt>Grondslag<\/dt>\n<dd><span lang="en">AVG art\. 6/);
    expect(text).toMatch(/\(<code>person\.bsn<\/code>\): alleen het eigen dossier/);
    expect(text).not.toMatch(/<script|onclick|javascript:/);
  });

  it('that lists the activities, with links to follow', async () => {
    const text = await page('/processing-activities', 'en');
    expect(text).toMatch(/<a href="\/processing-activities\/ind-residence-decision\/v2">Deciding on/);
    expect(await page('/processing-activities/trial/v10', 'en')).toMatch(
      /Other versions[\s\S]*href="[^"]*\/trial\/v1"/,
    );
  });

  it('that says of a version that it has ended, or is going to, on the Dutch clock; else nothing of it', async () => {
    const ended = '<time datetime="2026-11-02T23:30:00.000Z">2026-11-03 00:30</time>';
    expect(await page('/processing-activities/trial/v1', 'nl')).toContain(
      `<dt>Beëindigd op</dt>\n<dd>${ended}. Sindsdien mag niemand onder deze versie vragen.</dd>`,
    );
    expect(await page('/processing-activities/trial/v1', 'en')).toContain(
      `<dt>Ended on</dt>\n<dd>${ended}. Since then nobody may ask under this version.</dd>`,
    );
    expect(await page('/processing-activities/trial/v10', 'en')).toContain(
      '<dt>Ends on</dt>\n<dd><time datetime="2099-06-01T10:00:00.000Z">2099-06-01 12:00</time></dd>',
    );
    expect(await page('/processing-activities/ind-residence-decision/v2', 'en')).not.toMatch(/Ende?s? on/);
  });

  it('in which no name becomes markup', async () => {
    expect(await page('/processing-activities/trial', 'en')).toMatch(/<h1>Trial &lt;one&gt;, version 10<\/h1>/);
  });

  it('a program that takes both gets JSON', async () => {
    const response = await get('/processing-activities/trial', { accept: 'application/json, text/html' });
    expect(response.headers.get('content-type')).toMatch(/json/);
    expect(response.headers.get('vary')).toMatch(/Accept, Accept-Language/);
  });
});

describe('what is not there is refused as a problem', () => {
  it.each([
    '/processing-activities/nobody',
    '/processing-activities/nobody/v1',
    '/processing-activities/ind-residence-decision/v999',
    '/processing-activities/ind-residence-decision/v01',
    '/processing-activities/ind-residence-decision/latest',
    '/processing-activities/ind-residence-decision/v2/more',
    '/processing-activities/',
    '/processing-activities/..%2f..%2fgraphql',
    '/processing-activities/a-name-that-is-far-too-long-to-be-the-name-of-any-activity-that-somebody-would-ever-register-here-or-there',
  ])('%s', async (path) => {
    const response = await get(path, { accept: 'text/html' });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'NOT_FOUND' });
    expect(problem.detail).not.toMatch(/nobody|aaa|graphql/);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s', async (method) => {
    const response = await fetch(`${base}/processing-activities/trial`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
    expect(await response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED', status: 405 });
  });

  it('a POST to an entry', async () => {
    const response = await fetch(`${base}/processing-activities/trial/v1`, { method: 'POST', body: '{}' });
    expect([response.status, response.headers.get('content-type')]).toEqual([405, 'application/problem+json']);
  });
});
