import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ExampleAgency, startExampleAgency } from '../../src/cli/example-agency/example-agency.js';
import { BREAKS_AFTER } from '../../src/sources/live/guard.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { recordsOf } from '../sources/contract/agency-records.js';
import { QUICK } from '../sources/contract/kinds.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { file, V, WORLD } from '../support/world.js';

/** Enough files for a page of fifty. */
const MANY: SourceRecord[] = Array.from({ length: 60 }, (_, number) =>
  file(
    'amsterdam',
    'idris',
    { caseFile: [{ status: 'REFERRED', municipality: 'AMSTERDAM', arrivedAt: '2020-01-01' }] },
    `extra-${number}`,
  ),
);

const IND = { organisation: 'ind' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const TIMEOUT_MS = 400;

let example: ExampleAgency;
let hosted: TestGraph;
let live: TestGraph;
beforeAll(async () => {
  const records: Record<string, never> = {};
  example = await startExampleAgency({ agency: 'IND', records });
  hosted = await startGraph([...WORLD, ...MANY]);
  live = await restartable();
  Object.assign(records, await recordsOf(live, 'IND'));
});
afterAll(async () => {
  await live?.close();
  await hosted?.close();
  await example?.close();
});
afterEach(() => {
  example.fault = 'none';
  example.asked.length = 0;
});

/** The IND's API beside the hosted others, with a breaker that nobody opened yet. */
function restartable(staleHours = 0): Promise<TestGraph> {
  const IND = { ...QUICK, kind: 'HTTP' as const, url: example.url, timeoutMs: TIMEOUT_MS, retries: 0, staleHours };
  return startGraph([...WORLD, ...MANY], { sources: { IND } });
}

const EVERYTHING = `id status arrivedAt person { familyName birthDate vNumber }
  plan { scenario efforts { effort } } guidance { phase }
  applications { kind state submittedAt legalArticle medicalOutcome }
  returnProcedures { state officer { name } } identity { established documents { kind } }
  conflicts { field } timeline { edges { node { kind at } } }`;
const ONE = `query ($id: ID!) { case(id: $id) { ${EVERYTHING} } }`;

/** An answer without what differs between two databases. */
function comparable(text: string, graph: TestGraph): string {
  const ids = ['amal', 'farid', 'cyra'].map((key) => [graph.id(key), key] as const);
  return ids.reduce((told, [id, key]) => told.replaceAll(id, key), text);
}

describe('an agency that is read live', () => {
  it('gives every partner the very answer that it gets of what is hosted', async () => {
    for (const who of [AMSTERDAM, IND]) {
      const query = who === IND ? ONE.replace('guidance { phase }', '') : ONE;
      for (const key of ['amal', 'farid']) {
        const [there, here] = await Promise.all(
          [live, hosted].map(async (graph) => {
            const { text } = await graph.ask({ ...who, query, variables: { id: graph.id(key) } });
            return comparable(text, graph);
          }),
        );
        expect(there).toBe(here);
      }
    }
  });

  it('is told of a case once the search has found it, and never of one that is out of reach', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { applications { kind } } }';
    await live.ask({ ...IND, query, variables: { id: live.id('hana') } });
    expect(example.asked).toEqual([]);
    await live.ask({ ...IND, query, variables: { id: live.id('farid') } });
    expect(example.asked.map(({ body }) => body.vNumbers)).toEqual([[V.farid]]);
  });

  it('is not asked, nor costs a statement, where nothing of it is asked for', async () => {
    const query = '{ cases(first: 5) { edges { node { status returnProcedures { state } } } } }';
    live.statements.length = 0;
    await live.ask({ ...IND, query });
    expect([live.statements.length, example.asked.length]).toEqual([3, 0]);
  });

  it('costs one statement under the role of the keys, which ended before it was asked', async () => {
    live.statements.length = 0;
    await live.ask({ ...IND, query: '{ cases(first: 5) { edges { node { applications { kind } } } } }' });
    expect(live.statements.filter((text) => text.includes('app.case_v_number'))).toHaveLength(1);
    expect(live.statements.join()).not.toContain('ind.');
    expect(example.asked).toHaveLength(1);
  });

  it('shows its kind, its health and when it last answered', async () => {
    const query = '{ sources { source kind available lastDeliveredAt lastAnsweredAt } }';
    const answer = await live.ask({ ...IND, query });
    const { sources } = answer.data as unknown as { sources: { source: string; kind: string }[] };
    expect(sources.map(({ kind }) => kind)).toEqual(['HOSTED', 'HOSTED', 'HTTP', 'HOSTED', 'HOSTED']);
    expect(sources[2]).toMatchObject({ available: true, lastDeliveredAt: null, lastAnsweredAt: expect.any(String) });
  });
});

describe('a search that only a live source could answer', () => {
  it('is refused, and the others of the operation are not', async () => {
    const query = `{ mine: cases(filter: { applications: { kind: { in: [REGULAR] } } }) { totalCount }
      two: cases(filter: { returnProcedures: { state: { in: [OPEN] } } }) { totalCount } }`;
    const answer = await live.ask({ ...IND, query });
    expect(answer.data).toBeNull();
    expect(codesOf(answer)).toEqual(['SOURCE_UNAVAILABLE']);
    expect(answer.errors?.[0]?.message).toContain('read live and cannot be searched');
  });

  it('goes on without it where other sources state the same, and says so', async () => {
    const query = '{ cases(filter: { person: { familyName: { in: ["Karimi"] } } }) { totalCount } }';
    const answer = await live.ask({ ...IND, query });
    expect(answer.data.cases.totalCount).toBe(1);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'SOURCE_UNAVAILABLE', source: 'IND' } }]);
    const input = '{ name: "Amal Abdi", birthDate: "1990-05-17", nationality: "0084" }';
    const found = await live.ask({ ...IND, query: `{ findPerson(input: ${input}) { status } }` });
    expect(codesOf(found)).toEqual(['SOURCE_UNAVAILABLE']);
  });
});

describe('an agency that does not answer and of which a copy is kept', () => {
  it('gives what it said before, says that it is old and of when, and is not told as an error', async () => {
    const other = await restartable(24);
    const fields = 'applications { kind provenance { retrievedAt } } returnProcedures { state } status';
    const query = `query ($id: ID!) { case(id: $id) { ${fields} timeline { edges { node { kind } } } } }`;
    const ask = () => other.ask({ ...IND, query, variables: { id: other.id('farid') } });
    const fresh = await ask();
    expect(fresh.absences).toEqual([]);
    const count = () => other.database.admin<{ count: number }[]>`select count(*)::int as count from app.source_copy`;
    while ((await count())[0]?.count !== 1);
    example.fault = 'error';
    const stale = await ask();
    expect(stale.data).toEqual(fresh.data);
    expect(stale.errors).toBeUndefined();
    expect(stale.absences).toEqual([
      { path: 'case.applications', reason: 'STALE' },
      { path: 'case.timeline', reason: 'STALE' },
    ]);
    await other.close();
  });
});

describe('a page of fifty, while the agency’s API hangs', () => {
  const query = `{ cases(first: 50) { edges { node { ${EVERYTHING} } } } }`;

  it('answers with everything else in it, says what is missing and why, and then leaves the API alone', async () => {
    example.fault = 'hang';
    const whole = await hosted.ask({ ...AMSTERDAM, query: query.replace(/applications \{[^}]*\}/, '') });
    for (let turn = 0; turn < BREAKS_AFTER; turn += 1) {
      const answer = await live.ask({ ...AMSTERDAM, query });
      const nodes = answer.data.cases.edges;
      expect(nodes).toHaveLength(50);
      expect(nodes.every(({ node }) => node.applications === null && node.status !== null)).toBe(true);
      expect(nodes.filter(({ node }) => node.returnProcedures.length > 0).length).toBe(
        whole.data.cases.edges.filter(({ node }) => node.returnProcedures.length > 0).length,
      );
      expect(answer.errors).toMatchObject([{ extensions: { code: 'SOURCE_UNAVAILABLE', source: 'IND' } }]);
      const entry = answer.absences.find(({ path }) => path === 'cases.edges.*.node.applications');
      expect(entry).toMatchObject({ reason: 'SOURCE_UNAVAILABLE' });
      expect(entry?.at).toHaveLength(50);
    }
    // The API never answered one of these questions, and hangs still.
    expect(example.asked).toHaveLength(BREAKS_AFTER);
    const answer = await live.ask({ ...AMSTERDAM, query });
    expect(answer.data.cases.edges).toHaveLength(50);
    expect([codesOf(answer), example.asked.length]).toEqual([['SOURCE_UNAVAILABLE'], BREAKS_AFTER]);
    const states = await live.ask({ ...IND, query: '{ sources { source available } }' });
    const { sources } = states.data as unknown as { sources: { source: string; available: boolean }[] };
    expect(sources.filter(({ available }) => !available).map(({ source }) => source)).toEqual(['IND']);
    for (const vNumber of Object.values(V)) expect(live.log.join('\n')).not.toContain(vNumber);
  });

  it('holds no connection of ours meanwhile: as many pages as wait leave room for another question', async () => {
    const other = await restartable();
    example.fault = 'hang';
    const waiting = Array.from({ length: 12 }, () => other.ask({ ...AMSTERDAM, query }));
    const quick = await other.ask({ ...AMSTERDAM, query: '{ cases(first: 3) { edges { node { status } } } }' });
    expect(quick.errors).toBeUndefined();
    const answers = await Promise.all(waiting);
    expect(answers.map((answer) => answer.data.cases.edges.length)).toEqual(Array(12).fill(50));
    await other.close();
  });
});
