import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { caseFile, dossier, file, guided, named, plan, stays } from '../support/records.js';
import { type Listener, type Listening, latestCursor, listen, type StreamEvent } from '../support/subscriptions.js';

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const IND = { organisation: 'ind', purpose: 'RESIDENCE_DECISION' };
const ROTTERDAM = { organisation: 'rotterdam', purpose: 'CASE_COORDINATION' };

const WATCH = `subscription ($ids: [ID!], $after: String) { caseChanged(ids: $ids, after: $after) {
  caseId kind areas cursor case { id shelterStays { location } } } }`;

const amal = (version: number, location: string): SourceRecord => ({
  ...file('amsterdam', 'amal', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
    personName: named('Amal', 'Abdi'),
    plan: plan('RETURN', '2024-03-20'),
    ...stays('2024-03-01', location),
  }),
  version,
});
const bilal = (version: number, givenNames: string): SourceRecord => ({
  ...file('amsterdam', 'bilal', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
    personName: named(givenNames, 'Haile'),
  }),
  version,
});

let graph: TestGraph;
let version = 1;
const open: Listener[] = [];
beforeAll(async () => {
  graph = await startGraph([
    amal(1, 'De Oever'),
    bilal(1, 'Bilal'),
    dossier('GUIDANCE', 'ngo-de-haven', 'amal', guided('2024-03-05')),
  ]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.stop()));
});
afterAll(() => graph?.close());

/** Listens from now on; what happens after this is told. */
async function watch(asker: Pick<Listening, 'organisation' | 'purpose' | 'over'>, more: Partial<Listening> = {}) {
  const after = await latestCursor(graph, asker);
  const { variables, ...rest } = more;
  const listener = await listen(graph, { ...asker, query: WATCH, variables: { after, ...variables }, ...rest });
  open.push(listener);
  return listener;
}

const changeOf = (event: StreamEvent | undefined) =>
  event?.data?.caseChanged as { caseId: string; kind: string; areas: string[]; cursor: string; case: object | null };
const codesOf = (event: StreamEvent | undefined) => event?.errors?.map(({ extensions }) => extensions.code);
const moveAmal = () => graph.store([amal(++version, `Place ${version}`)]);

describe.each(['socket', 'events'] as const)('over %s, a subscriber is told', (over) => {
  it('each change that it may see, with the case as it is now and the decision behind it', async () => {
    const listener = await watch({ ...AMSTERDAM, over });
    await moveAmal();
    const [event] = await listener.has(1);
    expect(changeOf(event)).toMatchObject({
      caseId: graph.id('amal'),
      kind: 'CHANGED',
      areas: ['SHELTER_LOCATIONS'],
      case: { id: graph.id('amal'), shelterStays: [{ location: `Place ${version}` }] },
    });
    expect(event?.extensions).toMatchObject({ decision: { policyVersion: expect.any(String) } });
  });

  it('nothing of what it may not see: the next it hears is the next of its own', async () => {
    const query = 'subscription ($after: String) { caseChanged(after: $after) { areas } }';
    const listener = await watch({ ...IND, over }, { query });
    await moveAmal();
    await graph.store([{ ...amal(++version, `Place ${version}`), parts: { ...amal(1, 'x').parts, ...planned() } }]);
    await listener.has(1);
    expect(changeOf(listener.events[0]).areas).toEqual(['PLAN']);
    expect(listener.events).toHaveLength(1);
  });

  it('only of the cases that it names; of none where the list is empty', async () => {
    const [ofBilal, ofNone] = [
      await watch({ ...AMSTERDAM, over }, { variables: { ids: [graph.id('bilal')] } }),
      await watch({ ...AMSTERDAM, over }, { variables: { ids: [] } }),
    ];
    await moveAmal();
    await graph.store([bilal(++version, `Bilal ${version}`)]);
    await ofBilal.has(1);
    expect(ofBilal.events.map((event) => changeOf(event).caseId)).toEqual([graph.id('bilal')]);
    expect(ofNone.events).toEqual([]);
  });

  it('what it missed, from its cursor on, and every change once', async () => {
    const first = await watch({ ...AMSTERDAM, over });
    await moveAmal();
    const [event] = await first.has(1);
    await first.stop();
    await moveAmal();
    await moveAmal();
    const second = await watch({ ...AMSTERDAM, over }, { variables: { after: changeOf(event).cursor } });
    await second.has(2);
    await moveAmal();
    const cursors = (await second.has(3)).map((one) => changeOf(one).cursor);
    expect(new Set([changeOf(event).cursor, ...cursors]).size).toBe(4);
  });

  it('that its grant has ended, and nothing after it', async () => {
    const listener = await watch({ ...ROTTERDAM, over });
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'rotterdam'`);
    await listener.ended;
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'rotterdam'`);
    expect(listener.events.map(codesOf)).toEqual([['FORBIDDEN']]);
  });

  it('what is wrong with its document, and it does not run', async () => {
    const query = 'subscription { caseChanged { case { supervision { reportingDuty } } } }';
    const listener = await watch({ organisation: 'amsterdam', purpose: 'SHELTER_OPERATIONS', over }, { query });
    await listener.ended;
    expect(listener.events.map(codesOf)).toEqual([['GRAPHQL_VALIDATION_FAILED']]);
    const misspelt = await watch({ ...AMSTERDAM, over }, { query: 'subscription { caseChanged { caze { id } } }' });
    await misspelt.ended;
    expect(misspelt.events[0]?.errors?.[0]?.message).toBe('Cannot query field "caze" on type "Change".');
  });

  it('that queries go another way', async () => {
    const listener = await watch({ ...AMSTERDAM, over }, { query: '{ me { organisation } }', variables: {} });
    await listener.ended;
    expect(codesOf(listener.events[0])?.[0]).toMatch(/BAD_REQUEST|GRAPHQL_VALIDATION_FAILED/);
  });

  it('and both logs know of each event before it is there', async () => {
    const listener = await watch({ ...AMSTERDAM, over });
    await graph.change('delete from audit.processing_record');
    await moveAmal();
    await listener.has(1);
    const rows = await graph.database.log<{ categories: string[] }[]>`select categories from audit.processing_record`;
    expect(rows).toHaveLength(1);
    expect(rows[0]?.categories).toEqual(expect.arrayContaining(['shelter.location']));
    const [line] = await graph.database.log<{ body: string }[]>`
      select body from audit.audit_record order by month desc, seq desc limit 1`;
    expect(JSON.parse(line?.body ?? '')).toMatchObject({ action: 'subscription', counts: { subjects: 1 } });
  });
});

const planned = () => ({ plan: plan('RETURN', `2024-03-${10 + (version % 10)}`) });

describe('a subscription is refused', () => {
  it('without a token, with a bad one, or where the purpose is not the caller’s', async () => {
    for (const token of ['', 'a.b.c']) {
      const listener = await listen(graph, { ...AMSTERDAM, query: WATCH, token });
      expect(await listener.ended).toMatchObject({ code: 4401 });
      await listener.stop();
    }
    const other = await listen(graph, { organisation: 'amsterdam', purpose: 'RETURN', query: WATCH });
    expect(await other.ended).toMatchObject({ code: 4403 });
    await other.stop();
  });

  it('in a view without cases: there is no such thing in its schema', async () => {
    const listener = await listen(graph, { organisation: 'wodc', purpose: 'STATISTICS', query: WATCH });
    await listener.ended;
    expect(new Set(codesOf(listener.events[0]))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
    await listener.stop();
  });

  it('as a plain POST, which could not be told of anything later', async () => {
    const answer = await graph.ask({ ...AMSTERDAM, query: 'subscription { caseChanged { caseId } }' });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });
});
