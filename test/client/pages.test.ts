import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CursorExpired, connect, type Page } from '../../src/client/index.js';
import * as coordination from '../../src/client/municipality/case-coordination/index.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { smallServer } from '../support/small-server.js';
import { WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const amsterdam = () => coordination.connect({ url: graph.url, token: () => graph.token('amsterdam') });

async function all<Data>(pages: AsyncIterable<Page<Data>>): Promise<Page<Data>[]> {
  const taken: Page<Data>[] = [];
  for await (const page of pages) taken.push(page);
  return taken;
}

describe('a list, page by page', () => {
  it('holds each change once, in order, and can be left and gone on with', async () => {
    const whole = await all(amsterdam().pages(coordination.ChangesDocument, { first: 50 }));
    const cursorsOf = (pages: typeof whole) =>
      pages.flatMap(({ data }) => (data.changes.edges ?? []).map((edge) => edge.cursor));
    const expected = cursorsOf(whole);
    expect(expected.length).toBeGreaterThan(4);
    const small = await all(amsterdam().pages(coordination.ChangesDocument, { first: 2 }));
    expect(small.length).toBeGreaterThan(2);
    expect(cursorsOf(small)).toEqual(expected);
    const rest = await all(amsterdam().pages(coordination.ChangesDocument, { first: 3, after: small[0]?.cursor }));
    expect(cursorsOf(rest)).toEqual(expected.slice(2));
  });

  it('keeps the cursor that it was given where there is nothing new', async () => {
    const { data } = await amsterdam().run(coordination.LatestCursorDocument);
    const after = data.changes.latestCursor;
    const [page, ...more] = await all(amsterdam().pages(coordination.ChangesDocument, { after }));
    expect(page).toMatchObject({ data: { changes: { edges: [] } }, cursor: after });
    expect(more).toEqual([]);
  });

  it('goes for the other lists too', async () => {
    const ids = (await all(amsterdam().pages(coordination.CaseListDocument, { first: 3 }))).flatMap(({ data }) =>
      data.cases.edges?.map(({ node }) => node?.id),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(graph.id('amal'));
  });

  it('asks for no page that nobody takes', async () => {
    let asked = 0;
    const count: typeof fetch = (...request) => {
      asked += 1;
      return fetch(...request);
    };
    const client = coordination.connect({ url: graph.url, token: () => graph.token('amsterdam'), fetch: count });
    for await (const page of client.pages(coordination.ChangesDocument, { first: 1 })) {
      expect(page.data.changes.edges).toHaveLength(1);
      break;
    }
    expect(asked).toBe(1);
  });
});

describe('it says so, and gives nothing, when', () => {
  it('changes since the cursor are no longer kept', async () => {
    const [page] = await all(amsterdam().pages(coordination.ChangesDocument));
    await graph.change(`update app.retention_term set days = -1 where what = 'changes'`);
    const asked = all(amsterdam().pages(coordination.ChangesDocument, { after: page?.cursor }));
    await expect(asked).rejects.toBeInstanceOf(CursorExpired);
    await graph.change(`update app.retention_term set days = 30 where what = 'changes'`);
  });

  it('the cursor is of another list', async () => {
    const [page] = await all(amsterdam().pages(coordination.CaseListDocument));
    const asked = all(amsterdam().pages(coordination.ChangesDocument, { after: page?.cursor }));
    await expect(asked).rejects.toMatchObject({ name: 'Refused', code: 'BAD_USER_INPUT' });
  });

  it.each([
    ['takes no cursor', '{ changes { pageInfo { hasNextPage endCursor } edges { cursor } } }'],
    ['does not ask where it stands', 'query ($after: String) { changes(after: $after) { edges { cursor } } }'],
  ])('the operation %s', async (_, query) => {
    await expect(all(amsterdam().pages(query, {}))).rejects.toBeInstanceOf(TypeError);
  });

  it('the server would have it ask for the same page for ever', async () => {
    const list = { edges: [], pageInfo: { hasNextPage: true, endCursor: null } };
    const server = await smallServer((_, response) => void response.end(JSON.stringify({ data: { changes: list } })));
    const query = 'query ($after: String) { changes(after: $after) { edges { cursor } } }';
    const asked = all(connect({ url: server.url, token: 'a.b.c' }).pages(query, {}));
    await expect(asked).rejects.toMatchObject({ name: 'NotUnderstood' });
    await server.close();
  });
});
