import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAbstractType } from 'graphql';
import { RECORDS } from '../graph/records-delivered.js';
import { codesOf, masterOfTests, startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const HAVEN = { organisation: 'ngo-de-haven' };

describe('bypass', () => {
  it('trap 13: an alias lifts no mask', async () => {
    const answer = await graph.ask({
      ...HAVEN,
      query: `query ($id: ID!) { x: case(id: $id) { givenNames: person { familyName: vNumber } plan: applications { id: kind } } }`,
      variables: { id: graph.id('bilal') },
    });
    expect(answer.data).toEqual({ x: { givenNames: { familyName: null }, plan: null } });
    expect(answer.absences.map(({ path }) => path)).toEqual(['x.givenNames.familyName', 'x.plan']);
  });

  it('trap 14: there is no way in by an interface, a union or a node of any kind', async () => {
    expect(Object.values(masterOfTests().getTypeMap()).filter(isAbstractType)).toEqual([]);
    for (const field of ['node(id: "1")', '_entities(representations: [])', 'nodes(ids: [])']) {
      const answer = await graph.ask({ ...HAVEN, query: `{ ${field} { __typename } }` });
      expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    }
    const spread = await graph.ask({
      ...HAVEN,
      query: '{ cases { edges { node { ... on Supervision { measure } } } } }',
    });
    expect(spread.errors?.[0]?.message).toBe('Unknown type "Supervision".');
  });

  it('trap 15: what is withheld is not read: the database gives it to nobody who asks as this partner', async () => {
    const rows = await graph.database.admin.begin(async (sql) => {
      await sql`select set_config('role', 'ketenzicht_ngo_guidance', true), set_config('app.organisation', 'ngo-de-haven', true)`;
      return sql`select source_key from ind.application union all select source_key from ind.medical_outcome`;
    });
    expect(new Set(rows.map((row) => row.source_key))).toEqual(new Set(['amal']));
    graph.statements.length = 0;
    await graph.ask({ ...HAVEN, query: '{ cases { edges { node { returnProcedures { officer { name } } } } } }' });
    expect(graph.statements.join('\n')).not.toMatch(/laissez_passer|"dtv"\."travel"|"ind"\./);
  });

  it('trap 16: what is refused has not run', async () => {
    for (const query of [
      'mutation { anything }',
      'subscription { anything }',
      '{ cases { totalCount } supervision }',
    ]) {
      graph.statements.length = 0;
      const answer = await graph.ask({ ...HAVEN, query });
      expect(answer.data ?? null).toBeNull();
      expect(answer.errors?.length).toBeGreaterThan(0);
      expect(graph.statements).toEqual([]);
    }
  });

  it('trap 16: a mutation that is refused has not run, and one that ran shows its result', async () => {
    const { dtv } = RECORDS;
    const stored = async () =>
      (await graph.database.admin`select source_key from app.record where source_key like ${`${dtv.vNumber}/%`}`)
        .length;
    const query = (selection: string) =>
      `mutation ($input: [DtvRecordInput!]!) { deliverDtv(input: $input) { ${selection} } }`;
    const ask = (organisation: string, selection: string, more = {}) =>
      graph.ask({ organisation, query: query(selection), variables: { input: [{ ...dtv, ...more }] } });
    for (const refused of [
      await ask('dtv', 'id fileName'),
      await ask('ind', 'id'),
      await ask('dtv', 'id', { vNumber: '1' }),
      await ask('dtv', 'id', { bsn: '1' }),
    ]) {
      expect(refused.data ?? null).toBeNull();
      expect(await stored()).toBe(0);
    }
    const strict = { organisation: 'dtv', headers: { 'x-absences': 'strict' } };
    const run = await graph.ask({ ...strict, query: query('state new rejected'), variables: { input: [dtv] } });
    expect(run.data).toEqual({ deliverDtv: { state: 'DONE', new: 1, rejected: 0 } });
    expect([run.errors, await stored()]).toEqual([undefined, 1]);
  });

  it('trap 17: an empty list does not mean everything', async () => {
    const query = 'query ($v: [VNumber!]!) { cases(filter: { person: { vNumber: { in: $v } } }) { totalCount } }';
    const ask = (v: unknown) => graph.ask({ ...HAVEN, query, variables: { v } });
    expect(codesOf(await ask([]))).toEqual(['BAD_USER_INPUT']);
    expect((await ask([])).data ?? null).toBeNull();
    expect(codesOf(await ask([null]))).toEqual(['BAD_USER_INPUT']);
    expect((await ask([V.amal, V.hana])).data.cases.totalCount).toBe(1);
  });
});
