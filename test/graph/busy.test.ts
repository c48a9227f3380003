import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
