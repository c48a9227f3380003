import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/cli/demo.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
  await loadDemo(graph.database);
});
afterAll(() => graph?.close());

const RESEARCHER = { organisation: 'wodc' };
const refusal = async (who: { organisation: string; purpose?: string }, query: string) => {
  const { errors, data } = await graph.ask({ ...who, query });
  return { messages: errors?.map(({ message }) => message), data };
};

describe('denied', () => {
  it('a researcher knows of no exact total: its names are as unknown as any misspelt one', async () => {
    expect((await refusal(RESEARCHER, '{ statistics(input: {}) { nationalTotal } }')).messages).toEqual([
      'Cannot query field "nationalTotal" on type "Statistics".',
    ]);
    expect((await refusal(RESEARCHER, '{ pilotResults(until: "2020-11-01") { national { left } } }')).messages).toEqual(
      ['Cannot query field "national" on type "PilotResults".'],
    );
    const types = await graph.ask({ ...RESEARCHER, query: '{ __schema { types { name } } }' });
    expect(types.text).not.toContain('National"');
    expect(types.text).not.toContain('NationalResults');
  });

  it.each([['wodc'], ['programme-office']])('%s asks for a case: there is no such thing', async (organisation) => {
    const { messages, data } = await refusal({ organisation }, '{ case(id: "1") { id } cases { totalCount } }');
    expect(messages).toEqual([
      'Cannot query field "case" on type "Query".',
      'Cannot query field "cases" on type "Query".',
    ]);
    expect(data).toBeUndefined();
  });

  it.each([
    ['amsterdam', 'CASE_COORDINATION'],
    ['ngo-de-haven', 'GUIDANCE'],
    ['ind', 'RESIDENCE_DECISION'],
    ['dtv', 'RETURN'],
    ['avim', 'SUPERVISION'],
    ['privacy-officer', 'SUBJECT_ACCESS'],
    ['programme-office', 'GRANT_ADMINISTRATION'],
  ])('%s for %s knows of no statistics', async (organisation, purpose) => {
    const { messages } = await refusal(
      { organisation, purpose },
      '{ statistics(input: {}) { total { count } } pilotResults(until: "2020-11-01") { left } }',
    );
    expect(messages).toEqual(
      expect.arrayContaining([
        'Cannot query field "statistics" on type "Query".',
        'Cannot query field "pilotResults" on type "Query".',
      ]),
    );
  });

  it.each([
    ['four dimensions', '{ groupBy: [MUNICIPALITY, SCENARIO, APPLICATION, RETURN_PROCEDURE] }'],
    ['an empty filter', '{ filter: { municipality: [] } }'],
    ['a day out of range', '{ from: "1999-01-01" }'],
    ['a month by day', '{ from: "2020-01-02" }'],
    ['outcomes of who came', '{ groupBy: [OUTCOME] }'],
  ])('%s: told what to ask instead', async (_, input) => {
    const answer = await graph.ask({ ...RESEARCHER, query: `{ statistics(input: ${input}) { total { count } } }` });
    expect([codesOf(answer), answer.data]).toEqual([['BAD_USER_INPUT'], { statistics: null }]);
  });

  it('a table until a day ahead, or before the pilots', async () => {
    for (const day of ['2999-01-01', '2018-12-31']) {
      expect(codesOf(await graph.ask({ ...RESEARCHER, query: `{ pilotResults(until: "${day}") { left } }` }))).toEqual([
        'BAD_USER_INPUT',
      ]);
    }
  });

  it('a script that wants everything or nothing is not told no because of a suppressed cell', async () => {
    const query = '{ pilotResults(until: "2020-11-01") { reasons { count } } }';
    const answer = await graph.ask({ ...RESEARCHER, query, headers: { 'X-Absences': 'strict' } });
    expect(answer.errors).toBeUndefined();
  });

  it('what was never refreshed is unavailable, and not empty', async () => {
    const empty = await startGraph();
    try {
      const answer = await empty.ask({ ...RESEARCHER, query: '{ statistics(input: {}) { total { count } } }' });
      expect(codesOf(answer)).toEqual(['UNAVAILABLE']);
    } finally {
      await empty.close();
    }
  });
});
