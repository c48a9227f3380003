import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/cli/demo.js';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';

const OPERATION = '{ me { organisation } sources { available } cases(first: 1) { totalCount } }';

describe('an operation for which no connection comes free', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph();
  });
  afterAll(() => graph.close());

  it('is told to ask later and gets no data; the next one is answered', async () => {
    const { views } = graph.database;
    // Of another view than the one that asks: it is the work at once that is bounded, whoever's it is.
    const held = await Promise.all(Array.from({ length: 8 }, () => views.take('ketenzicht_dtv_return')));
    const refused = await graph.ask({ organisation: 'ind', query: OPERATION });
    expect(refused.errors?.map((error) => error.extensions?.code)).toContain('UNAVAILABLE');
    expect(refused.data ?? null).toBeNull();
    for (const session of held) views.give(session);
    const answered = await graph.ask({ organisation: 'ind', query: OPERATION });
    expect(answered.errors).toBeUndefined();
    expect(answered.data).toMatchObject({ me: { organisation: 'ind' } });
  });
});

describe('a statement that takes longer than one may', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph([], { limits: { ...testConfig().limits, statementTimeoutMs: 300 } });
    await loadDemo(graph.database);
  });
  afterAll(() => graph.close());

  it.each([
    ['a statistic', 'wodc', 'statistics.fact', '{ statistics(input: {}) { total { count } } }'],
    ['a search', 'ind', 'app.reach', '{ cases(first: 1) { totalCount } }'],
  ])('is told of as that, and not as a failure of ours: %s', async (_, organisation, table, query) => {
    const refused = await graph.database.admin.begin(async (sql) => {
      await sql.unsafe(`lock table ${table} in access exclusive mode`);
      return graph.ask({ organisation, query });
    });
    expect(refused.errors).toMatchObject([
      { message: 'This takes too long now. Narrow it, or ask later.', extensions: { code: 'UNAVAILABLE' } },
    ]);
    expect((await graph.ask({ organisation, query })).errors).toBeUndefined();
  });
});
