import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type GraphQLObjectType, isNonNullType } from 'graphql';
import { codesOf, masterOfTests, startGraph, type TestGraph } from '../support/graph.js';
import { ASKERS, CASE_VIEWS, cellOf, guardedMembers, permits } from '../support/policy-matrix.js';
import { V, WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const HAVEN = { organisation: 'ngo-de-haven' };
const fields = guardedMembers(masterOfTests()).fields;

describe('null or forbidden', () => {
  it('trap 23: a caller can tell what is withheld from what is unknown', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { person { vNumber birthDate } } }';
    const withheld = await graph.ask({ ...HAVEN, query, variables: { id: graph.id('cyra') } });
    expect(withheld.data.case.person).toEqual({ vNumber: null, birthDate: null });
    expect(withheld.absences).toEqual([
      { path: 'case.person.vNumber', reason: 'WITHHELD', condition: 'CONSENT' },
      { path: 'case.person.birthDate', reason: 'WITHHELD', condition: 'CONSENT' },
    ]);
    const unknown = await graph.ask({ organisation: 'ind', query, variables: { id: graph.id('idris') } });
    expect(unknown.data.case.person).toEqual({ vNumber: null, birthDate: null });
    expect(unknown.absences).toEqual([]);
  });

  it('trap 24: no field that may be withheld takes its record with it', () => {
    const master = masterOfTests();
    // An event of a case that may not be seen is not sent, so the field of a subscription has no record around it.
    // A record of rights or grants is withheld as a whole: its list lacks it. Only a case loses single values.
    const ofCases = fields.filter(({ categories }) => categories.some((one) => !/^(rights|programme)\./.test(one)));
    const strict = ofCases.filter(({ type, name }) => {
      const field = (master.getType(type) as GraphQLObjectType).getFields()[name]!;
      return !['Query', 'Subscription'].includes(type) && isNonNullType(field.type);
    });
    expect(ofCases.length).toBeGreaterThan(60);
    expect(strict).toEqual([]);
  });

  it('trap 25: what is withheld leaves the rest of the answer standing', async () => {
    const answer = await graph.ask({
      ...HAVEN,
      query:
        '{ cases { edges { node { status person { givenNames vNumber } applications { kind } shelterStays { arrivedAt location } } } } me { organisation } }',
    });
    expect(answer.errors).toBeUndefined();
    expect(answer.status).toBe(200);
    expect(answer.absences.length).toBeGreaterThan(2);
    const nodes = answer.data.cases.edges.map(({ node }) => node);
    expect(nodes.map(({ status }) => status)).not.toContain(null);
    expect(answer.data.me).toEqual({ organisation: 'ngo-de-haven' });
  });

  it('trap 26: every way in says the same of a case that is not there', async () => {
    const query = `query ($id: ID!, $v: VNumber!) { case(id: $id) { id } caseByVNumber(vNumber: $v) { id }
      findPerson(input: { vNumber: $v, name: "Hana Yusuf", birthDate: "1990" }) { id }
      cases(filter: { person: { vNumber: { in: [$v] } } }) { totalCount edges { node { id } } } }`;
    const ask = (id: string, v: string) => graph.ask({ organisation: 'ind', query, variables: { id, v } });
    const there = await ask(graph.id('hana'), V.hana);
    expect(there.text).toBe((await ask(randomUUID(), '9999999999')).text);
    expect(there.errors).toBeUndefined();
    expect(there.data).toEqual({
      case: null,
      caseByVNumber: null,
      findPerson: [],
      cases: { totalCount: 0, edges: [] },
    });
  });

  test.each(CASE_VIEWS)('trap 27: a client of %s knows beforehand what it may read', async (view) => {
    const answer = await graph.ask({ ...ASKERS[view]!, query: '{ me { readable { category condition fields } } }' });
    const { readable } = answer.data.me as unknown as {
      readable: { category: string; condition: string; fields: string[] }[];
    };
    const categories = new Set(fields.flatMap((field) => field.categories));
    const permitted = [...categories].filter((category) => permits(view, [category])).sort();
    expect(readable.map(({ category }) => category).sort()).toEqual(permitted);
    for (const { category, condition, fields: named } of readable) {
      expect(condition).toBe(cellOf(view, category).toUpperCase());
      const own = fields.filter(
        ({ type, categories: of }) => type !== 'Query' && of.includes(category) && permits(view, of),
      );
      for (const { type, name } of own) expect(named).toContain(`${type}.${name}`);
    }
  });

  test.each(CASE_VIEWS)('trap 27: and %s is named no field that it does not have', async (view) => {
    const answer = await graph.ask({ ...ASKERS[view]!, query: '{ me { readable { fields } } }' });
    const { readable } = answer.data.me as unknown as { readable: { fields: string[] }[] };
    const denied = fields
      .filter(({ categories }) => !permits(view, categories))
      .map(({ type, name }) => `${type}.${name}`);
    expect(readable.flatMap((one) => one.fields).filter((name) => denied.includes(name))).toEqual([]);
  });

  it('trap 23: and an error of one’s own is one’s own, whatever is there', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { timeline(first: 0) { edges { cursor } } } }';
    expect(codesOf(await graph.ask({ ...HAVEN, query, variables: { id: graph.id('amal') } }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});
