import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ExampleAgency, startExampleAgency } from '../../../src/cli/example-agency/example-agency.js';
import { recordsOf } from '../../sources/contract/agency-records.js';
import { QUICK } from '../../sources/contract/kinds.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { caseFile, file, named } from '../../support/records.js';
import { V, WORLD } from '../../support/world.js';
import { runExample } from './example-process.js';

const UNSAFE = file('amsterdam', 'amal', {
  caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
  personName: named('<script>alert("1")</script>', `O'Neil & Zn`),
});

let example: ExampleAgency;
let graph: TestGraph;
beforeAll(async () => {
  const records: Record<string, never> = {};
  example = await startExampleAgency({ agency: 'IND', records });
  const IND = { ...QUICK, kind: 'HTTP' as const, url: example.url, retries: 0, staleHours: 24 };
  graph = await startGraph(WORLD, { sources: { IND } });
  Object.assign(records, await recordsOf(graph, 'IND'));
});
afterAll(async () => {
  await graph?.close();
  await example?.close();
});

const settings = async () => ({
  KETENZICHT_SERVER: graph.url,
  KETENZICHT_TOKEN: await graph.token('ngo-de-haven'),
});
const page = async (key: string) => runExample('case-page', [graph.id(key)], await settings());

const AMAL = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Case</title>
<h1>Person</h1>
<dl>
<dt>Family name</dt><dd>Abdi</dd>
<dt>Given names</dt><dd>Amal</dd>
<dt>Born</dt><dd>1990-05-17</dd>
<dt>V-number</dt><dd>${V.amal}</dd>
<dt>Telephone</dt><dd>0600000001</dd>
<dt>Language</dt><dd>Tigrinya</dd>
</dl>
<h1>Case</h1>
<dl>
<dt>Status</dt><dd>IN_GUIDANCE</dd>
<dt>Municipality</dt><dd>AMSTERDAM</dd>
<dt>Arrived</dt><dd>2024-03-01</dd>
<dt>Left</dt><dd>Not known.</dd>
</dl>
<h1>Application 1</h1>
<dl>
<dt>Kind</dt><dd>ASYLUM_FIRST</dd>
<dt>State</dt><dd>DECIDED</dd>
<dt>Submitted</dt><dd>2022-01-10</dd>
<dt>Outcome</dt><dd>UNFOUNDED</dd>
<dt>Postponed until</dt><dd>Not known.</dd>
</dl>
<h1>Application 2</h1>
<dl>
<dt>Kind</dt><dd>ART64_MEDICAL</dd>
<dt>State</dt><dd>DECIDED</dd>
<dt>Submitted</dt><dd>2024-01-15</dd>
<dt>Outcome</dt><dd>GRANTED</dd>
<dt>Postponed until</dt><dd>2024-08-10</dd>
</dl>
</html>
`;

describe('the example of a front-end’s case page', () => {
  it('shows the values of a case', async () => {
    expect(await page('amal')).toEqual({ exitCode: 0, out: AMAL, err: '' });
  });

  it('says why a value is not there', async () => {
    const { out } = await page('bilal');
    const consent = '<em>Not shown: the person has not consented to it.</em>';
    expect(out).toContain(`<dt>V-number</dt><dd>${consent}</dd>`);
    expect(out).toContain(`<h1>Applications</h1>\n<p>${consent}</p>`);
    expect(out).toContain('<dt>Telephone</dt><dd>Not known.</dd>');
  });

  it('says that a value is old when its source does not answer, and so that it is not there', async () => {
    example.fault = 'error';
    const old = '<em>From the last copy: the source does not answer now.</em>';
    expect((await page('amal')).out).toContain(`<dt>Outcome</dt><dd>GRANTED ${old}</dd>`);
    expect((await page('kofi')).out).not.toContain('GRANTED');
    example.fault = 'none';
  });

  it('escapes every value', async () => {
    await graph.store([{ ...UNSAFE, version: 9 }]);
    const { out } = await page('amal');
    expect(out).not.toMatch(/<script|O'Neil| & /);
    expect(out).toContain('<dd>&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;</dd>');
    expect(out).toContain('<dd>O&#39;Neil &#38; Zn</dd>');
  });
});

describe('it says so, and prints no page, when', () => {
  it('there is no such case', async () => {
    const outcome = await runExample('case-page', ['00000000-0000-4000-8000-000000000000'], await settings());
    const err = 'There is no such case, or it is not in your reach.\n';
    expect(outcome).toEqual({ exitCode: 1, out: '', err });
  });

  it('the grant is revoked', async () => {
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'ngo-de-haven'`);
    const { exitCode, out, err } = await page('amal');
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'ngo-de-haven'`);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/^FORBIDDEN: The participation of your organisation.* \(trace [0-9a-f]{32}\)\n$/);
  });

  it.each([
    ['the token is none', { KETENZICHT_TOKEN: 'a.b.c' }, 1, /^UNAUTHENTICATED: /],
    ['the server is away', { KETENZICHT_SERVER: 'http://127.0.0.1:1' }, 75, /^UNREACHABLE: /],
    ['no server is set', { KETENZICHT_SERVER: '' }, 1, /^USAGE: Set KETENZICHT_SERVER/],
    ['no token is set', { KETENZICHT_TOKEN: '' }, 1, /^USAGE: Set KETENZICHT_TOKEN/],
  ])('%s', async (_, setting, exitCode, err) => {
    const outcome = await runExample('case-page', [graph.id('amal')], { ...(await settings()), ...setting });
    expect(outcome).toEqual({ exitCode, out: '', err: expect.stringMatching(err) });
  });

  it('it is not told which case', async () => {
    const outcome = await runExample('case-page', [], await settings());
    expect(outcome).toEqual({ exitCode: 1, out: '', err: 'USAGE: Name one case: case-page <case-id>\n' });
  });
});
