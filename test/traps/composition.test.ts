import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { ASKERS, CASE_VIEWS } from '../support/policy-matrix.js';
import { consent, dossier, V, WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const HAVEN = { organisation: 'ngo-de-haven' };

describe('composition', () => {
  it('trap 18: two purposes of one token do not add up', async () => {
    const both = '{ cases { edges { node { identity { established } supervision { measure } } } } }';
    const ask = (purpose?: string) => graph.ask({ organisation: 'avim', purpose, query: both });
    expect(codesOf(await ask('SUPERVISION'))).toEqual([]);
    const answer = await ask('IDENTIFICATION');
    expect(answer.errors?.[0]?.message).toBe('Cannot query field "supervision" on type "Case".');
    expect((await ask()).status).toBeGreaterThanOrEqual(400);
    expect((await ask('SUPERVISION, IDENTIFICATION')).status).toBeGreaterThanOrEqual(400);
  });

  it('trap 18: and two categories of one record narrow each other', async () => {
    await graph.store([
      dossier('GUIDANCE', 'ngo-de-haven', 'goran', { trajectory: [{ phase: 'INTAKE', startedAt: '2024-04-01' }] }),
    ]);
    const { data } = await graph.ask({
      ...HAVEN,
      query: 'query ($id: ID!) { case(id: $id) { person { birthDate vNumber provenance { source } } } }',
      variables: { id: graph.id('goran') },
    });
    expect(data.case.person).toEqual({ birthDate: '1985', vNumber: null, provenance: [{ source: 'SHELTER' }] });
  });

  it('trap 19: a record within a record is decided on by itself', async () => {
    const { data, absences } = await graph.ask({
      ...HAVEN,
      query:
        'query ($id: ID!) { case(id: $id) { returnProcedures { state officer { name } } plan { efforts { effort } } } }',
      variables: { id: graph.id('bilal') },
    });
    expect(data.case.returnProcedures).toEqual([{ state: null, officer: { name: 'S. Regie' } }]);
    expect(absences).toEqual([
      { path: 'case.returnProcedures.*.state', reason: 'WITHHELD', condition: 'CONSENT', at: [0] },
    ]);
  });

  it('trap 20: a right that ended does not come back with its record', async () => {
    const query = `{ caseByVNumber(vNumber: "${V.amal}") { id } }`;
    const found = async () => (await graph.ask({ ...HAVEN, query })).text.includes(graph.id('amal'));
    const record = WORLD.find(({ agency, sourceKey }) => agency === 'GUIDANCE' && sourceKey === 'amal')!;
    expect(await found()).toBe(true);
    await graph.change(`update app.consent set withdrawn_at = now() where case_id = '${graph.id('amal')}'`);
    expect(await found()).toBe(false);
    await graph.store([record, { ...record, parts: { ...record.parts, personContact: [] } }, record]);
    expect(await found()).toBe(false);
    await graph.store([
      { ...record, consents: [{ ...consent('NGO', 'ngo-de-haven'), givenAt: '2025-01-01T00:00:00.000Z' }] },
    ]);
    expect(await found()).toBe(true);
  });

  it('trap 21: what is hidden breaks no search by what is not', async () => {
    const shelter = ASKERS['MUNICIPALITY/SHELTER_OPERATIONS']!;
    const query =
      '{ cases(first: 3, filter: { person: { familyName: { in: ["Abdi"] } } }) { totalCount pageInfo { hasNextPage } } }';
    expect((await graph.ask({ ...shelter, query })).data.cases.totalCount).toBe(1);
    const find = '{ findPerson(input: { name: "Bilal Haile", birthDate: "1988", nationality: "0084" }) { id } }';
    await graph.store([
      {
        ...dossier('GUIDANCE', 'ngo-de-haven', 'bilal', {
          trajectory: [{ phase: 'GUIDANCE', startedAt: '2024-02-05' }],
          personNationality: [{ nationalities: ['0084'], sourceLevel: 5 }],
        }),
        version: 1,
      },
    ]);
    expect((await graph.ask({ ...HAVEN, query: find })).data.findPerson).toEqual([{ id: graph.id('bilal') }]);
  });

  it('trap 22: one document asked by every view gets each view’s own answer', async () => {
    const query = '{ me { organisation purpose } cases { totalCount edges { node { id supervision { measure } } } } }';
    const ask = async (view: string) => (await graph.ask({ ...ASKERS[view]!, query })).text;
    const alone = new Map<string, string>();
    for (const view of CASE_VIEWS) alone.set(view, await ask(view));
    const rounds = [...CASE_VIEWS, ...CASE_VIEWS, ...[...CASE_VIEWS].reverse()];
    const together = await Promise.all(rounds.map(ask));
    expect(together).toEqual(rounds.map((view) => alone.get(view)));
    const allowed = CASE_VIEWS.filter((view) => !alone.get(view)?.includes('Cannot query'));
    expect(allowed).toEqual(['IND/RESIDENCE_DECISION', 'DTV/RETURN', 'AVIM/SUPERVISION']);
  });
});
