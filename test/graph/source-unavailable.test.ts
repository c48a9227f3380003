import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type Answer, codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const IND = { organisation: 'ind' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };

/** A question whose answer holds something of every source, and whose records say where they come from. */
const EVERYTHING = `query ($id: ID!) { case(id: $id) {
  id status arrivedAt
  plan { scenario efforts { effort } }
  guidance { phase }
  applications { kind legalArticle }
  returnProcedures { state officer { name } }
  identity { established documents { kind } }
} }`;

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  shelter: ['status', 'arrivedAt', 'plan'],
  guidance: ['guidance'],
  ind: ['applications'],
  dtv: ['returnProcedures'],
  avim: ['identity'],
};

async function without<Result>(schema: string, run: () => Promise<Result>): Promise<Result> {
  await graph.change(`alter schema ${schema} rename to ${schema}_away`);
  try {
    return await run();
  } finally {
    await graph.change(`alter schema ${schema}_away rename to ${schema}`);
  }
}

const askEverything = () => graph.ask({ ...AMSTERDAM, query: EVERYTHING, variables: { id: graph.id('amal') } });

describe('a source that does not answer', () => {
  test.each(Object.keys(FIELDS))('%s costs its own fields and nothing else, and comes back', async (schema) => {
    const whole = await askEverything();
    expect(whole.errors).toBeUndefined();
    const answer: Answer = await without(schema, askEverything);
    const own = FIELDS[schema] ?? [];
    expect(answer.status).toBe(200);
    expect(answer.data.case).toEqual({ ...whole.data.case, ...Object.fromEntries(own.map((field) => [field, null])) });
    expect(answer.absences.map(({ path }) => path).sort()).toEqual(own.map((field) => `case.${field}`).sort());
    expect(new Set(answer.absences.map(({ reason }) => reason))).toEqual(new Set(['SOURCE_UNAVAILABLE']));
    expect(answer.errors).toEqual([
      { message: expect.any(String), extensions: { code: 'SOURCE_UNAVAILABLE', source: schema.toUpperCase() } },
    ]);
    expect((await askEverything()).text).toBe(whole.text);
  });

  it('says so once for a page of cases, and once for each when two are gone', async () => {
    const query = '{ cases { edges { node { applications { kind } returnProcedures { state } status } } } }';
    const one = await without('ind', () => graph.ask({ ...AMSTERDAM, query }));
    expect(one.errors?.map(({ extensions }) => extensions.source)).toEqual(['IND']);
    expect(one.absences).toHaveLength(1);
    expect(one.absences[0]?.at).toHaveLength(one.data.cases.edges.length);
    const both = await without('ind', () => without('dtv', () => graph.ask({ ...AMSTERDAM, query })));
    expect(both.errors?.map(({ extensions }) => extensions.source)).toEqual(['DTV', 'IND']);
    expect(both.data.cases.edges.every(({ node }) => node.status !== null)).toBe(true);
  });

  it('leaves a person to the sources that do answer', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { person { familyName birthDate vNumber bsn } } }';
    const answer = await without('ind', () => graph.ask({ ...IND, query, variables: { id: graph.id('farid') } }));
    expect(answer.data.case.person).toMatchObject({ familyName: 'Karimi', birthDate: '1990-01', bsn: null });
    expect(answer.absences).toEqual([{ path: 'case.person.bsn', reason: 'SOURCE_UNAVAILABLE' }]);
  });

  it('is told apart from withheld: what consent withholds is withheld, whether the source answers or not', async () => {
    const ask = () =>
      graph.ask({
        organisation: 'ngo-de-haven',
        query: 'query ($id: ID!) { case(id: $id) { applications { kind } returnProcedures { officer { name } } } }',
        variables: { id: graph.id('cyra') },
      });
    const answer = await without('ind', ask);
    expect(answer.absences).toContainEqual({ path: 'case.applications', reason: 'WITHHELD', condition: 'CONSENT' });
  });

  it('marks a timeline and conflicts that may lack something of it', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { timeline { edges { node { kind } } } conflicts { field } } }';
    const answer = await without('ind', () => graph.ask({ ...IND, query, variables: { id: graph.id('farid') } }));
    expect(answer.data.case.timeline.edges.map(({ node }) => node.kind)).toEqual(['CASE_TABLE_DECISION']);
    expect(answer.absences).toEqual([
      { path: 'case.timeline', reason: 'SOURCE_UNAVAILABLE' },
      { path: 'case.conflicts', reason: 'SOURCE_UNAVAILABLE' },
    ]);
  });

  it('does not fail a strict operation, which is about what is withheld', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { applications { kind } status } }';
    const ask = () =>
      graph.ask({ ...IND, query, variables: { id: graph.id('amal') }, headers: { 'x-absences': 'strict' } });
    const answer = await without('ind', ask);
    expect(answer.data.case.status).toBe('IN_GUIDANCE');
    expect(codesOf(answer)).toEqual(['SOURCE_UNAVAILABLE']);
  });
});

describe('a search that needs a source which does not answer', () => {
  const filtered = '{ cases(filter: { applications: { kind: { in: [REGULAR] } } }) { totalCount } }';

  it('is refused for its own field, and others are not', async () => {
    const refused = await without('ind', () => graph.ask({ ...IND, query: filtered }));
    expect(refused.errors).toMatchObject([{ path: ['cases'], extensions: { code: 'SOURCE_UNAVAILABLE' } }]);
    const other = '{ cases(filter: { returnProcedures: { state: { in: [OPEN] } } }) { totalCount } }';
    const answer = await without('ind', () => graph.ask({ ...IND, query: other }));
    expect(answer.errors).toBeUndefined();
    expect(answer.data.cases.totalCount).toBe(3);
    expect((await graph.ask({ ...IND, query: filtered })).data.cases.totalCount).toBe(2);
  });

  it('says nothing of tables or of the database', async () => {
    graph.log.length = 0;
    const refused = await without('ind', () => graph.ask({ ...IND, query: filtered }));
    expect(refused.text).not.toMatch(/relation|schema|42P01|application"|select/i);
    expect(graph.log.join('\n')).not.toMatch(/REGULAR|select /);
  });
});
