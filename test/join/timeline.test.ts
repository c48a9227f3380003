import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';

const IND = { organisation: 'ind' };
const HAVEN = { organisation: 'ngo-de-haven' };

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

describe('the timeline', () => {
  const EVENTS: readonly (readonly [string, string])[] = [
    ['2022-01-10', 'APPLICATION_SUBMITTED'],
    ['2023-02-01', 'APPLICATION_DECIDED'],
    ['2023-02-01', 'RETURN_DECISION'],
    ['2023-03-02', 'RETURN_PROCEDURE_OPENED'],
    ['2023-09-01', 'RETURN_PROCEDURE_CLOSED'],
    ['2024-01-15', 'APPLICATION_SUBMITTED'],
    ['2024-02-02', 'IDENTITY_ESTABLISHED'],
    ['2024-02-10', 'APPLICATION_DECIDED'],
    ['2024-03-01', 'SHELTER_ARRIVAL'],
    ['2024-03-20', 'CASE_TABLE_DECISION'],
    ['2024-03-21', 'RETURN_PROCEDURE_OPENED'],
    ['2024-03-22', 'MEASURE_IMPOSED'],
    ['2024-04-01', 'SHELTER_ARRIVAL'],
    ['2024-04-01', 'SHELTER_DEPARTURE'],
  ];
  const query = `query ($id: ID!, $first: Int, $after: String) { case(id: $id) { timeline(first: $first, after: $after) {
    edges { cursor node { at kind provenance { source } } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
  const page = (variables: object) => graph.ask({ ...IND, query, variables: { id: graph.id('amal'), ...variables } });

  it('is every dated event of every source, the oldest first, with its source', async () => {
    const { data } = await page({});
    const { edges } = data.case.timeline;
    expect(edges.map(({ node }) => [String((node as unknown as { at: string }).at), String(node.kind)])).toEqual(
      EVENTS,
    );
    expect(edges[0]?.node.provenance).toEqual({ source: 'IND' });
    expect(edges.at(-1)?.node.provenance).toEqual({ source: 'SHELTER' });
  });

  test.each([1, 3, 14, 50])('comes page by page, %d at a time, each event once', async (first) => {
    const kinds: string[] = [];
    for (let after: unknown, more = true; more; ) {
      const { timeline } = (await page({ first, after })).data.case;
      expect(timeline.pageInfo.hasPreviousPage).toBe(kinds.length > 0);
      kinds.push(...timeline.edges.map(({ node }) => String(node.kind)));
      more = Boolean(timeline.pageInfo.hasNextPage);
      after = timeline.pageInfo.endCursor;
    }
    expect(kinds).toEqual(EVENTS.map(([, kind]) => kind));
  });

  it('refuses sizes and cursors that are none of it', async () => {
    const { endCursor } = (await page({ first: 2 })).data.case.timeline.pageInfo;
    for (const variables of [
      { first: 0 },
      { first: -1 },
      { first: 201 },
      { after: 'x' },
      { after: endCursor, id: graph.id('farid') },
    ]) {
      expect([variables, codesOf(await page(variables))]).toEqual([variables, ['BAD_USER_INPUT']]);
    }
  });

  it('holds for each partner what it may read, and says that something may be missing', async () => {
    const answer = await graph.ask({ ...HAVEN, query, variables: { id: graph.id('bilal') } });
    const kinds = answer.data.case.timeline.edges.map(({ node }) => String(node.kind));
    expect(kinds).toEqual(['SHELTER_ARRIVAL', 'GUIDANCE_STARTED', 'CASE_TABLE_DECISION']);
    expect(answer.absences).toEqual([{ path: 'case.timeline', reason: 'WITHHELD', condition: 'CONSENT' }]);
  });
});
