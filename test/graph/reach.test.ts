import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { dossier, V, WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const ROTTERDAM = { organisation: 'rotterdam', purpose: 'CASE_COORDINATION' };
const HAVEN = { organisation: 'ngo-de-haven' };
const IND = { organisation: 'ind' };
const AVIM = { organisation: 'avim', purpose: 'SUPERVISION' };

type Who = { organisation: string; purpose?: string };

/** Everything that one could find a case by. */
const FIND = `query ($id: ID!, $v: VNumber!, $person: FindPersonInput!) {
  case(id: $id) { id status timeline { edges { node { at } } } }
  caseByVNumber(vNumber: $v) { id }
  findPerson(input: $person) { id }
  filtered: cases(filter: { person: { vNumber: { in: [$v] } } }) { totalCount edges { cursor } pageInfo { hasNextPage endCursor } }
}`;

const NOBODY: { id: string; v: string; name: string } = { id: randomUUID(), v: '9999999999', name: 'Nobody Atall' };

function find(who: Who, { id, v, name }: typeof NOBODY) {
  const person = { name, vNumber: v, birthDate: '1990', nationality: '0084' };
  return graph.ask({ ...who, query: FIND, variables: { id, v, person } });
}

const namesOf = {
  hana: 'Hana Yusuf',
  dawit: 'Dawit Tesfay',
  farid: 'Farid Karimi',
  jamila: 'Jamila Noor',
  amal: 'Amal Abdi',
};

async function reachOf(who: Who): Promise<{ total: number; ids: string[] }> {
  const answer = await graph.ask({ ...who, query: '{ cases(first: 50) { totalCount edges { node { id } } } }' });
  const { totalCount, edges } = answer.data.cases;
  return { total: Number(totalCount), ids: edges.map(({ node }) => String(node.id)) };
}

describe('out of reach is the same as not there', () => {
  test.each<[string, Who, keyof typeof namesOf]>([
    ['for a municipality: a case of another one', AMSTERDAM, 'hana'],
    ['for a municipality: a case of another one that all agencies know', AMSTERDAM, 'dawit'],
    ['for an NGO: a case it never guided', HAVEN, 'farid'],
    ['for an NGO: a case that consents to every NGO, guided by another', HAVEN, 'dawit'],
    ['for the IND: a case before the case table’s decision', IND, 'hana'],
    ['for the DT&V: a case that only the IND knows', { organisation: 'dtv' }, 'jamila'],
    ['for the AVIM, for each of its purposes', AVIM, 'hana'],
    ['for the AVIM, for each of its purposes', { organisation: 'avim', purpose: 'IDENTIFICATION' }, 'jamila'],
  ])('%s', async (_, who, person) => {
    const them = { id: graph.id(person), v: V[person], name: namesOf[person] };
    const answer = await find(who, them);
    expect(answer.text).toBe((await find(who, NOBODY)).text);
    expect(answer.data).toMatchObject({ case: null, caseByVNumber: null, findPerson: [], filtered: { totalCount: 0 } });
    const { total, ids } = await reachOf(who);
    expect(ids).toHaveLength(total);
    expect(ids).not.toContain(graph.id(person));
  });

  it('and what is in reach is there, by every way', async () => {
    const answer = await find(IND, { id: graph.id('amal'), v: V.amal, name: namesOf.amal });
    const id = graph.id('amal');
    expect(answer.data).toMatchObject({
      case: { id },
      caseByVNumber: { id },
      findPerson: [{ id }],
      filtered: { totalCount: 1 },
    });
  });

  it('an id that is none is like an id of nobody', async () => {
    for (const id of ['', '1', "' or true --", 'null', graph.id('amal').replaceAll('-', '')]) {
      const answer = await graph.ask({ ...IND, query: 'query ($id: ID!) { case(id: $id) { id } }', variables: { id } });
      expect(answer.data).toEqual({ case: null });
      expect(answer.errors).toBeUndefined();
    }
  });
});

describe('reach begins and ends', () => {
  it('for the IND with its own record, and for it alone', async () => {
    const before = await reachOf(IND);
    await graph.store([
      dossier('IND', 'ind', 'hana', {
        application: [{ recordKey: 'Z1', kind: 'ASYLUM_FIRST', state: 'SUBMITTED', submittedAt: '2024-05-02' }],
      }),
    ]);
    expect((await reachOf(IND)).total).toBe(before.total + 1);
    expect((await reachOf({ organisation: 'dtv' })).ids).not.toContain(graph.id('hana'));
  });

  it('when a municipality ends a participation', async () => {
    await graph.change(`insert into app.participation (case_id, organisation, begun_at, ended_at, recorded_by)
      values ('${graph.id('farid')}', 'ind', '2024-01-01', '2024-06-01', 'amsterdam')`);
    await graph.store([
      dossier('IND', 'ind', 'farid', { application: [{ recordKey: 'Z9', kind: 'REGULAR', state: 'SUBMITTED' }] }),
    ]);
    const them = { id: graph.id('farid'), v: V.farid, name: namesOf.farid };
    expect((await find(IND, them)).text).toBe((await find(IND, NOBODY)).text);
    expect((await reachOf(AMSTERDAM)).ids).toContain(graph.id('farid'));
  });
});

describe('an organisation whose participation', () => {
  const QUERIES = [
    '{ cases { totalCount } }',
    '{ me { organisation } }',
    `{ case(id: "${randomUUID()}") { id } }`,
    `{ caseByVNumber(vNumber: "${V.dawit}") { id } }`,
    '{ findPerson(input: { name: "A B", birthDate: "1990", nationality: "0084" }) { id } }',
  ];
  const everywhereRefused = async (who: Who) => {
    for (const query of QUERIES) {
      const answer = await graph.ask({ ...who, query });
      expect([query, codesOf(answer)]).toEqual([query, ['FORBIDDEN']]);
      expect(Object.values(answer.data ?? {}).every((value) => value === null)).toBe(true);
    }
  };

  it('is revoked gets FORBIDDEN on the next request, whatever it asks', async () => {
    const who = { organisation: 'ngo-het-anker' };
    expect((await reachOf(who)).total).toBe(1);
    await graph.change(`update app.organisation set revoked_at = now() where code = 'ngo-het-anker'`);
    await everywhereRefused(who);
    expect((await reachOf(HAVEN)).total).toBe(4);
  });

  it('has ended, or has not begun, too', async () => {
    await graph.change(`update app.organisation set valid_until = now() - interval '1 minute' where code = 'dtv'`);
    await everywhereRefused({ organisation: 'dtv' });
    await graph.change(`update app.organisation set valid_from = now() + interval '1 day' where code = 'rotterdam'`);
    await everywhereRefused(ROTTERDAM);
  });

  it('stands again sees its own again, and not more', async () => {
    await graph.change(`update app.organisation set valid_from = '2019-01-01' where code = 'rotterdam'`);
    expect((await reachOf(ROTTERDAM)).total).toBe(5);
  });
});
