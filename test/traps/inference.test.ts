import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const HAVEN = { organisation: 'ngo-de-haven' };
const SHELTER = { organisation: 'amsterdam', purpose: 'SHELTER_OPERATIONS' };
const IDENTIFICATION = { organisation: 'avim', purpose: 'IDENTIFICATION' };
const messagesOf = async (who: { organisation: string; purpose?: string }, query: string) =>
  (await graph.ask({ ...who, query })).errors?.map(({ message }) => message);

describe('inference', () => {
  it('trap 1: what one may not read, one may not filter or sort by', async () => {
    expect(await messagesOf(HAVEN, '{ cases(filter: { person: { bsn: { in: ["1"] } } }) { totalCount } }')).toEqual([
      'Field "bsn" is not defined by type "PersonFilter".',
    ]);
    expect(
      await messagesOf(SHELTER, '{ cases(orderBy: { field: BIRTH_DATE, direction: ASC }) { totalCount } }'),
    ).toEqual(['Value "BIRTH_DATE" does not exist in "CaseOrderField" enum.']);
    const answer = await graph.ask({
      ...SHELTER,
      query: 'query ($orderBy: CaseOrder) { cases(orderBy: $orderBy) { totalCount } }',
      variables: { orderBy: { field: 'BIRTH_DATE', direction: 'ASC' } },
    });
    expect([codesOf(answer), answer.data]).toEqual([['BAD_USER_INPUT'], undefined]);
  });

  it('trap 2: nor filter across a relation that one may not read', async () => {
    for (const edge of ['plan', 'applications', 'supervision', 'outflow', 'guidance']) {
      expect(await messagesOf(IDENTIFICATION, `{ cases(filter: { ${edge}: {} }) { totalCount } }`)).toEqual([
        `Field "${edge}" is not defined by type "CaseFilter".`,
      ]);
    }
  });

  it('trap 3: a look-up by a unique key goes past no rule', async () => {
    const query = 'query ($v: VNumber!, $id: ID!) { caseByVNumber(vNumber: $v) { id } case(id: $id) { id } }';
    const ask = (v: string, id: string) => graph.ask({ ...HAVEN, query, variables: { v, id } });
    const nobody = await ask('9999999999', randomUUID());
    expect((await ask(V.hana, graph.id('hana'))).text).toBe(nobody.text);
    expect((await ask(V.bilal, randomUUID())).text).toBe(nobody.text);
    expect((await ask(V.amal, graph.id('amal'))).data.case.id).toBe(graph.id('amal'));
  });

  it('trap 4: a cursor tells nothing of what it stands on', async () => {
    const query = '{ cases(orderBy: { field: FAMILY_NAME, direction: ASC }) { edges { cursor } } }';
    const { data } = await graph.ask({ ...SHELTER, query });
    const cursors = data.cases.edges.map(({ cursor }) => Buffer.from(String(cursor), 'base64url').toString('latin1'));
    expect(cursors).toHaveLength(10);
    expect(cursors.join('\n')).not.toMatch(/Abdi|Mensah|Karimi|Noor|20\d\d-/);
  });

  it('trap 5: a search finds nobody by what is hidden', async () => {
    const query = 'query ($input: FindPersonInput!) { findPerson(input: $input) { id } }';
    const ask = (input: object) => graph.ask({ ...HAVEN, query, variables: { input } });
    const bilal = { name: 'Bilal Haile', birthDate: '1988' };
    expect((await ask({ ...bilal, vNumber: V.bilal })).text).toBe(
      (await ask({ ...bilal, vNumber: '9999999999' })).text,
    );
    const amal = { name: 'Abdi, Amal', birthDate: '1990-05-17', vNumber: V.amal };
    expect((await ask(amal)).data.findPerson).toEqual([{ id: graph.id('amal') }]);
    expect((await ask({ ...amal, nationality: '9999' })).data.findPerson).toHaveLength(1);
    expect((await ask({ ...amal, birthDate: '1990', nationality: '9999' })).data.findPerson).toEqual([]);
    expect(codesOf(await ask({ name: 'Amal Abdi', birthDate: '1990-05-17' }))).toEqual(['BAD_USER_INPUT']);
  });

  it('trap 8: a count follows the rules of rows', async () => {
    const query = `{ all: cases { totalCount }
      med: cases(filter: { applications: { medicalOutcome: { in: [POSTPONED] } } }) { totalCount } }`;
    const counts = async (organisation: string) => {
      const { data } = await graph.ask({ organisation, query });
      return Object.values(data).map((list) => Number((list as typeof data).totalCount));
    };
    expect(await counts('ngo-de-haven')).toEqual([4, 1]);
    expect(await counts('ngo-het-anker')).toEqual([1, 1]);
    expect(await counts('ind')).toEqual([11, 3]);
  });

  it('trap 11: a relation shows no row that may not be read by itself', async () => {
    const answer = await graph.ask({
      organisation: 'avim',
      purpose: 'SUPERVISION',
      query: 'query ($id: ID!) { case(id: $id) { plan { efforts { organisation effort } } } }',
      variables: { id: graph.id('amal') },
    });
    expect(answer.data.case.plan).toEqual({ efforts: [{ organisation: 'avim', effort: 'Identity research' }] });
    const none = await graph.ask({
      ...HAVEN,
      query: 'query ($id: ID!) { case(id: $id) { person { aliases telephone } guidance { organisation } } }',
      variables: { id: graph.id('dawit') },
    });
    expect(none.data).toEqual({ case: null });
  });

  it('trap 12: a rule may rest on what the caller cannot read', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { person { telephone } } }';
    const ask = (person: string) => graph.ask({ organisation: 'dtv', query, variables: { id: graph.id(person) } });
    expect((await ask('dawit')).data.case.person).toEqual({ telephone: '0600000004' });
    expect((await ask('amal')).data.case.person).toEqual({ telephone: null });
    const types = await graph.ask({
      organisation: 'dtv',
      query: '{ __schema { types { name fields { name } inputFields { name } } } }',
    });
    expect(types.text).not.toMatch(/"(consent|reach|givenAt|withdrawnAt)\w*"/i);
  });
});
