import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const IND = { organisation: 'ind' };
const HAVEN = { organisation: 'ngo-de-haven' };

describe('errors', () => {
  it('trap 28: nothing is suggested: one letter off is as far as any', async () => {
    for (const [wrong, type] of [
      ['familyNam', 'Person'],
      ['bsn', 'Person'],
      ['qqqqqqqq', 'Person'],
    ]) {
      const answer = await graph.ask({ ...HAVEN, query: `{ cases { edges { node { person { ${wrong} } } } } }` });
      expect(answer.errors?.map(({ message }) => message)).toEqual([
        `Cannot query field "${wrong}" on type "${type}".`,
      ]);
    }
    const answer = await graph.ask({
      ...HAVEN,
      query: '{ case(idd: 1) { id } cases(filter: { statu: {} }, frist: 1) { totalCount } }',
    });
    expect(answer.text).not.toMatch(/did you mean|status|"first"/i);
  });

  it('trap 29: a variable that does not fit is named, and neither its value nor a field of the schema', async () => {
    const query =
      'query ($filter: CaseFilter, $v: VNumber!) { cases(filter: $filter) { totalCount } caseByVNumber(vNumber: $v) { id } }';
    const ask = (variables: Record<string, unknown>) => graph.ask({ ...HAVEN, query, variables });
    const answers = [
      await ask({ filter: { person: { bsn: { in: ['123456782'] } } }, v: V.amal }),
      await ask({ filter: { person: { nobody: 1 } }, v: V.amal }),
      await ask({ filter: { status: { in: ['GONE'] } }, v: V.amal }),
    ];
    for (const answer of answers) {
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
      expect(answer.errors?.[0]?.message).toBe('Variable "$filter" does not have a value of its type.');
      expect(answer.text).toBe(answers[0]?.text);
    }
    const short = await ask({ v: '12345' });
    expect(short.text).not.toMatch(/12345|ten digits|digits/);
  });

  it('trap 30: who is not known learns nothing of the schema', async () => {
    const post = async (query: string, authorization?: string) => {
      const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
      const response = await fetch(graph.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
      return `${response.status} ${await response.text()}`;
    };
    const told = await post('{ cases { totalCount } }');
    expect(told).toMatch(/^401 .*UNAUTHENTICATED/);
    for (const query of ['{ qqqq }', '{ __schema { types { name } } }', '{{', '']) expect(await post(query)).toBe(told);
    expect(await post('{ qqqq }', 'Bearer x.y.z')).toBe(told);
  });

  it('trap 31: the database’s words reach nobody', async () => {
    await graph.change('alter table app.reach rename to reach_away');
    graph.log.length = 0;
    const query = 'query ($v: VNumber!) { caseByVNumber(vNumber: $v) { id } cases { totalCount } }';
    const answer = await graph.ask({ ...IND, query, variables: { v: V.amal } });
    await graph.change('alter table app.reach_away rename to reach');
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.length).toBeGreaterThan(0);
    expect(answer.text).not.toMatch(/relation|reach|app\.|select|permission|42P01|postgres/i);
    expect(answer.text).not.toContain(V.amal);
    expect(graph.log.join('\n')).not.toContain(V.amal);
  });

  it('trap 31: nor does a value that no column can hold', async () => {
    const query =
      'query ($id: ID!, $name: String!) { case(id: $id) { id } findPerson(input: { name: $name, birthDate: "1990", nationality: "0084" }) { id } }';
    for (const odd of ['\u0000', "'; drop table app.reach; --", '\ud800', '%', 'x'.repeat(100_000)]) {
      const answer = await graph.ask({ ...IND, query, variables: { id: odd, name: odd } });
      expect(answer.errors).toBeUndefined();
      expect(answer.data).toEqual({ case: null, findPerson: [] });
    }
  });

  it('trap 33: a failure is shown as a failure, a refusal as a refusal', async () => {
    const query = '{ cases { edges { node { applications { kind } } } } }';
    await graph.change('alter schema ind rename to ind_away');
    expect(codesOf(await graph.ask({ ...IND, query }))).toEqual(['SOURCE_UNAVAILABLE']);
    await graph.change('alter schema ind_away rename to ind');
    await graph.change('revoke select (status) on app.reach from ketenzicht_ind_residence_decision');
    const broken = await graph.ask({ ...IND, query: '{ cases(filter: { status: { in: [LEFT] } }) { totalCount } }' });
    await graph.change('grant select (status) on app.reach to ketenzicht_ind_residence_decision');
    expect(codesOf(broken)).toEqual(['INTERNAL']);
    await graph.change(`update app.organisation set revoked_at = now() where code = 'ind'`);
    expect(codesOf(await graph.ask({ ...IND, query }))).toEqual(['FORBIDDEN']);
    await graph.change(`update app.organisation set revoked_at = null where code = 'ind'`);
    expect(codesOf(await graph.ask({ ...IND, query }))).toEqual([]);
  });

  it('trap 34: the operator’s log holds nothing of a person, whatever goes wrong', async () => {
    graph.log.length = 0;
    const query = `query ($v: VNumber!, $name: String!) { caseByVNumber(vNumber: $v) { person { familyName vNumber } }
      findPerson(input: { name: $name, birthDate: "1990-05-17", vNumber: $v }) { id } }`;
    await graph.ask({ ...IND, query, variables: { v: V.amal, name: 'Amal Abdi' } });
    await graph.ask({ ...IND, query, variables: { v: 'Abdi', name: 'Amal Abdi' } });
    await graph.ask({ ...IND, query: `{ Abdi(v: "${V.amal}") }` });
    await graph.change('alter table shelter.person_name rename column search_key to gone');
    await graph.ask({ ...IND, query, variables: { v: V.amal, name: 'Amal Abdi' } });
    await graph.change('alter table shelter.person_name rename column gone to search_key');
    expect(graph.log.length).toBeGreaterThan(3);
    expect(graph.log.join('\n')).not.toMatch(/abdi|amal|1990|1000000001|Bearer/i);
  });
});
