import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';
import { AMSTERDAM, change, withoutLogs } from './rights-asker.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const IND = { organisation: 'ind' };
const OFFICER = { organisation: 'privacy-officer' };
const CASES = '{ cases(first: 1) { edges { node { id } } } }';
const REPORT = `{ accessReport(vNumber: "${V.amal}") { summaries { times } } }`;

/** How many answers more were told while this ran. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  const before = graph.notLogged();
  await work();
  return graph.notLogged() - before;
}
const consent = () =>
  change(graph, AMSTERDAM, 'recordConsent', {
    caseId: graph.id('goran'),
    partnerKind: 'DTV',
    givenAt: '2024-03-10T09:30:00Z',
  });

describe('an answer that cannot be logged is told once', () => {
  it('when it is that to a query, to each of several at once, and in one trace', async () => {
    const ask = () => graph.ask({ ...IND, query: CASES });
    expect(await counted(() => withoutLogs(graph, ask))).toBe(1);
    expect(await counted(() => withoutLogs(graph, () => Promise.all([ask(), ask(), ask()])))).toBe(3);
  });

  it('when it is that to a change, which fails to be logged twice', async () => {
    expect(await counted(() => withoutLogs(graph, consent))).toBe(1);
  });

  it('when it is a refusal of somebody who is known', async () => {
    const ask = () => graph.ask({ ...IND, query: CASES, headers: { 'x-purpose': 'RETURN' } });
    expect(await counted(() => withoutLogs(graph, ask))).toBe(1);
  });

  it('when the log cannot be read for a report', async () => {
    await graph.change('revoke select on app.processing_activity from ketenzicht_log');
    const times = await counted(() => graph.ask({ ...OFFICER, query: REPORT })).finally(() =>
      graph.change('grant select on app.processing_activity to ketenzicht_log'),
    );
    expect(times).toBe(1);
  });
});

describe('nothing is told', () => {
  it('of answers and changes that were logged', async () => {
    const work = async () => {
      expect((await graph.ask({ ...IND, query: CASES })).data.cases.edges.length).toBe(1);
      expect((await consent()).errors).toBeUndefined();
    };
    expect(await counted(work)).toBe(0);
  });

  it('of what is refused for another reason, and logged', async () => {
    expect(await counted(() => graph.ask({ ...IND, query: '{ nothing }' }))).toBe(0);
    expect(await counted(() => graph.ask({ ...IND, query: CASES, headers: { 'x-purpose': 'RETURN' } }))).toBe(0);
  });

  it('of a stranger, whose refusal is in no log', async () => {
    const stranger = () =>
      fetch(graph.url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect(await counted(() => withoutLogs(graph, stranger))).toBe(0);
  });
});
