import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openPurposes, readPolicy } from '../../src/cli/policy-file.js';
import { issueDemoToken } from '../../src/identity/demo-issuer.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { caseFile, consent, dossier, file, guided, named, plan } from '../support/records.js';
import { type Listener, type Listening, latestCursor, listen, type StreamEvent } from '../support/subscriptions.js';

const DTV = { organisation: 'dtv', purpose: 'RETURN' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };

const city = (version: number, decidedAt: string): SourceRecord => ({
  ...file('amsterdam', 'amal', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
    personName: named('Amal', 'Abdi'),
    plan: plan('RETURN', decidedAt),
  }),
  version,
});
const ngo = (version: number, refused: boolean): SourceRecord => ({
  ...dossier('GUIDANCE', 'ngo-de-haven', 'amal', guided('2024-03-05'), [consent('DTV', null, refused)]),
  version,
});

let graph: TestGraph;
let version = 1;
const open: Listener[] = [];
beforeAll(async () => {
  graph = await startGraph([city(1, '2024-03-20'), ngo(1, true)]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.stop()));
});
afterAll(() => graph?.close());

const decide = () => {
  version += 1;
  return graph.store([city(version, `2024-04-${10 + version}`)]);
};

async function watch(
  asker: Pick<Listening, 'organisation' | 'purpose'>,
  fields: string,
  more: Partial<Listening> = {},
) {
  const after = await latestCursor(graph, asker);
  const query = `subscription ($after: String) { caseChanged(after: $after) { ${fields} } }`;
  const listener = await listen(graph, { ...asker, query, variables: { after }, ...more });
  open.push(listener);
  return listener;
}

const codes = ({ errors }: StreamEvent) => errors?.map(({ extensions }) => extensions.code);
const over = ['socket', 'events'] as const;

describe('trap 36: a subscription does not outlive what it rests on', () => {
  it.each(over)('over %s it ends with its token, and says how to go on', async (transport) => {
    const expiresInSeconds = 4;
    const request = { ...AMSTERDAM, expiresInSeconds };
    const token = await issueDemoToken(testConfig(), openPurposes(await readPolicy()), request);
    const listener = await watch(AMSTERDAM, 'caseId', { token, over: transport });
    await decide();
    await listener.has(1);
    await listener.ended;
    await decide();
    expect(listener.events.map(codes)).toEqual([undefined, ['UNAUTHENTICATED']]);
    expect(listener.events[1]?.errors?.[0]?.message).toContain('Subscribe again');
  });

  it.each(over)('over %s it ends with its partner’s participation', async (transport) => {
    const listener = await watch(DTV, 'caseId', { over: transport });
    await graph.change(`update app.organisation set revoked_at = now() where code = 'dtv'`);
    await listener.ended;
    await graph.change(`update app.organisation set revoked_at = null where code = 'dtv'`);
    await decide();
    expect(listener.events.map(codes)).toEqual([['FORBIDDEN']]);
  });

  it.each(over)('over %s it ends with its processing activity', async (transport) => {
    const listener = await watch(DTV, 'caseId', { over: transport });
    await graph.change(`update app.processing_activity set ended_at = now() where partner_kind = 'DTV'`);
    await listener.ended;
    await graph.change(`update app.processing_activity set ended_at = null where partner_kind = 'DTV'`);
    await decide();
    expect(listener.events.map(codes)).toEqual([['FORBIDDEN']]);
  });

  it('the end of reach is told once, and nothing of the case after it', async () => {
    const listener = await watch(DTV, 'caseId kind case { id }');
    await graph.change(`insert into app.participation (case_id, organisation, ended_at, recorded_by)
      values ('${graph.id('amal')}', 'dtv', now(), 'amsterdam')`);
    await decide();
    await decide();
    await graph.change('delete from app.participation');
    await decide();
    const events = await listener.has(2);
    expect(events.map(({ data }) => data?.caseChanged)).toMatchObject([{ kind: 'LEFT' }, { kind: 'ENTERED' }]);
    expect(events[0]?.data).toEqual({ caseChanged: { caseId: graph.id('amal'), kind: 'LEFT', case: null } });
  });
});

describe('trap 37: what is denied or withheld neither ends a subscription nor skips an event', () => {
  it('a withheld value is null, with why, and the next event comes', async () => {
    const listener = await watch(DTV, 'areas case { id guidance { phase } }');
    // An event tells of the case as it is when it is told: each has come before the next thing happens.
    await decide();
    await listener.has(1);
    await graph.store([ngo(2, false)]);
    await listener.has(2);
    await decide();
    const [withheld, begun, open] = await listener.has(3);
    expect(withheld?.data).toMatchObject({ caseChanged: { areas: ['PLAN'], case: { guidance: null } } });
    expect(withheld?.extensions).toMatchObject({
      absences: [{ path: 'caseChanged.case.guidance', reason: 'WITHHELD', condition: 'CONSENT' }],
    });
    expect(begun?.data).toMatchObject({ caseChanged: { areas: expect.arrayContaining(['GUIDANCE']) } });
    expect(open?.data).toMatchObject({ caseChanged: { areas: ['PLAN'], case: { guidance: [{ phase: 'GUIDANCE' }] } } });
    expect(open?.extensions).not.toHaveProperty('absences');
  });

  it('a denied field is refused at once, like a misspelt one, and other subscriptions go on', async () => {
    const good = await watch(DTV, 'areas');
    const denied = await watch(DTV, 'case { id person { bsn } }');
    await denied.ended;
    expect(denied.events.map(({ errors }) => errors?.map(({ message }) => message))).toEqual([
      ['Cannot query field "bsn" on type "Person".'],
    ]);
    await decide();
    expect(await good.has(1)).toHaveLength(1);
  });
});
