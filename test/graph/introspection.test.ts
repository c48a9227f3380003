import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { testConfig } from '../support/config.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { listen } from '../support/subscriptions.js';

const IND = { organisation: 'ind' };
const WODC = { organisation: 'wodc' };

let graph: TestGraph;
beforeAll(async () => {
  const operations = { ...testConfig().operations, introspection: ['RESEARCHER/STATISTICS' as const] };
  graph = await startGraph([], { operations });
});
afterAll(() => graph?.close());

describe('a view that may not be asked about itself', () => {
  it('answers as if the question were misspelt', async () => {
    const forms = [
      (field: string) => `{ ${field} { types { name } } }`,
      (field: string) => `{ me { purpose } ${field} { types { name } } }`,
      (field: string) => `{ x: ${field} { types { name } } }`,
      (field: string) => `{ ...F } fragment F on Query { ${field} { types { name } } }`,
    ];
    for (const form of forms) {
      const [asked, misspelt] = [
        await graph.ask({ ...IND, query: form('__schema') }),
        await graph.ask({ ...IND, query: form('__schemo') }),
      ];
      expect([asked.status, codesOf(asked)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
      expect(asked.text.replaceAll('__schema', '__schemo')).toBe(misspelt.text);
    }
    const type = (field: string) => graph.ask({ ...IND, query: `{ ${field}(name: "Case") { name } }` });
    expect((await type('__type')).text.replaceAll('__type', '__tipe')).toBe((await type('__tipe')).text);
  });

  it('says nothing to an explorer’s question, and nothing in a subscription’s document', async () => {
    const answer = await graph.ask({ ...IND, query: getIntrospectionQuery() });
    expect(new Set(codesOf(answer))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
    expect(answer.data ?? null).toBeNull();
    const query = 'subscription S { caseChanged { caseId } } query Q { __schema { types { name } } }';
    const listener = await listen(graph, { ...IND, purpose: 'RESIDENCE_DECISION', query });
    const [event] = await listener.has(1);
    await listener.stop();
    expect(event?.errors?.map(({ extensions }) => extensions.code)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('still says the name of a type where it answers one', async () => {
    expect((await graph.ask({ ...IND, query: '{ __typename me { __typename } }' })).data).toEqual({
      __typename: 'Query',
      me: { __typename: 'Me' },
    });
  });

  it('while another may be asked, where the setting names it', async () => {
    const answer = await graph.ask({ ...WODC, query: getIntrospectionQuery() });
    expect([answer.status, answer.errors]).toEqual([200, undefined]);
  });
});
