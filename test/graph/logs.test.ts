import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { differences } from '../audit/log-entries.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';
import { askLogged, ofCase, ofVNumber } from './log-lines.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const IND = { organisation: 'ind' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const DE_HAVEN = { organisation: 'ngo-de-haven' };
const NOWHERE = '00000000-0000-4000-8000-000000000000';

const categoriesOf = async (...[question]: Parameters<typeof graph.ask>) => {
  const { processing } = await askLogged(graph, question);
  expect(processing.length).toBe(1);
  return processing[0]?.categories;
};

describe('an answer', () => {
  it('has a line in the audit log that says who asked what for what, and how it ended', async () => {
    const query = 'query CasePage { cases(first: 2) { edges { node { plan { scenario } } } } }';
    const { answer, audit } = await askLogged(graph, { ...IND, query });
    expect(audit).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        traceId: answer.traceId,
        spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
        action: 'query',
        organisation: 'ind',
        partnerKind: 'IND',
        client: expect.any(String),
        officer: expect.stringMatching(/^[\w-]{22}$/),
        tokenId: expect.any(String),
        purpose: 'RESIDENCE_DECISION',
        policyVersion: '2026-11-28.1',
        operation: { name: 'CasePage', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        result: 'OK',
        origin: '127.0.0.1',
        categories: ['plan.scenario'],
        counts: { subjects: 2 },
      },
    ]);
  });

  it('has a line in the processing log for each person in it, and nobody’s name who asked', async () => {
    const query = '{ cases(first: 3) { edges { node { id person { vNumber } } } } }';
    const { answer, processing } = await askLogged(graph, { ...IND, query });
    const numbers = answer.data.cases.edges.map(({ node }) => String(node.person.vNumber));
    expect(processing.map(({ subject }) => subject).sort()).toEqual(numbers.map(ofVNumber).sort());
    expect(processing[0]).toMatchObject({
      type: 'Vreemdelingennummer',
      status: 'OK',
      organisation: 'ind',
      activity: 'https://ketenzicht.example/processing-activities/ind-residence-decision/v2',
      parent: '00f067aa0ba902b7',
    });
  });

  it('that finds a person in two ways has one line of them, with all that was served', async () => {
    const query = `query ($id: ID!) { case(id: $id) { id } same: caseByVNumber(vNumber: "${V.amal}") {
      applications { kind } } }`;
    const { processing } = await askLogged(graph, { ...IND, query, variables: { id: graph.id('amal') } });
    expect(processing.map(({ subject, categories }) => [subject, categories])).toEqual([
      [ofVNumber(V.amal), expect.arrayContaining(['decision.status'])],
    ]);
  });

  it('about a person without a V-number has a line under the case', async () => {
    const id = graph.id('idris');
    const { processing } = await askLogged(graph, { ...AMSTERDAM, query: `{ case(id: "${id}") { id } }` });
    expect(processing).toMatchObject([{ subject: ofCase(id), type: 'Ketenzicht-casus', status: 'OK', categories: [] }]);
  });

  it('with a number over everybody, or about who asks, has no line of a person', async () => {
    const questions: [string, object][] = [
      ['{ cases { totalCount } }', { subjects: 0, counted: 11 }],
      ['{ me { organisation readable { category } } }', { subjects: 0 }],
      ['{ __typename }', { subjects: 0 }],
    ];
    for (const [query, counts] of questions) {
      const { audit, processing } = await askLogged(graph, { ...IND, query });
      expect([audit.length, audit[0]?.counts, processing.length]).toEqual([1, counts, 0]);
    }
  });
});

describe('the categories of a line', () => {
  const MEDICAL = 'query ($id: ID!) { case(id: $id) { applications { kind medicalOutcome } } }';
  const of = (key: string) => ({ query: MEDICAL, variables: { id: graph.id(key) } });

  it('are what was served: what consent permits, and not what it withholds', async () => {
    expect(await categoriesOf({ ...DE_HAVEN, ...of('amal') })).toEqual(['decision.medical', 'decision.status']);
    expect(await categoriesOf({ ...DE_HAVEN, ...of('bilal') })).toEqual([]);
    expect(await categoriesOf({ ...AMSTERDAM, ...of('amal') })).toEqual(['decision.status']);
    expect(await categoriesOf({ ...IND, ...of('amal') })).toEqual(['decision.medical', 'decision.status']);
  });

  it('are not those of a source that does not answer, and the audit log says so', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { status applications { kind } returnProcedures { state } } }';
    await graph.change('alter schema dtv rename to away');
    const variables = { id: graph.id('amal') };
    const logged = await askLogged(graph, { ...IND, query, variables }).finally(() =>
      graph.change('alter schema away rename to dtv'),
    );
    expect(logged.processing.map(({ categories }) => categories)).toEqual([['case.status', 'decision.status']]);
    expect(logged.audit).toMatchObject([
      {
        result: 'PARTIAL',
        codes: ['SOURCE_UNAVAILABLE'],
        categories: ['case.status', 'decision.status', 'return.status'],
      },
    ]);
  });

  it('name what a record of another agency reveals, only where there is one', async () => {
    const of = (key: string) => ({ ...AMSTERDAM, query: `{ case(id: "${graph.id(key)}") { person { familyName } } }` });
    expect(await categoriesOf(of('farid'))).toEqual(['person.name', 'person.v_number']);
    expect(await categoriesOf(of('bilal'))).toEqual(['person.name']);
  });

  const FILTERED = '{ cases(filter: { applications: { kind: { in: [REGULAR] } } }) { edges { node { id } } } }';
  const BY_VALUE = 'query ($f: CaseFilter, $o: CaseOrder) { cases(filter: $f, orderBy: $o) { edges { node { id } } } }';
  const byValue = { f: { plan: { scenario: { in: ['RETURN'] } } }, o: { field: 'BIRTH_DATE', direction: 'ASC' } };
  const cases: [string, string, object, string[]][] = [
    ['a filter', FILTERED, {}, ['decision.status']],
    ['filter and order in variables', BY_VALUE, byValue, ['person.birth', 'plan.scenario']],
    ['a V-number', `{ caseByVNumber(vNumber: "${V.amal}") { id } }`, {}, ['person.v_number']],
    [
      'what is known of a person',
      '{ findPerson(input: { name: "Amal Abdi", birthDate: "1990-05-17", nationality: "0084" }) { id } }',
      {},
      ['person.birth', 'person.name', 'person.nationality'],
    ],
  ];
  test.each(cases)('hold what was learnt by finding a person with %s', async (_, query, variables, expected) => {
    const { processing } = await askLogged(graph, { ...AMSTERDAM, query, variables: { ...variables } });
    expect(processing.length).toBeGreaterThan(0);
    for (const { categories } of processing) expect(categories).toEqual(expected);
  });

  it('hold what was looked for and not found in a source that answered', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { returnProcedures { state } person { vNumber } } }';
    expect(await categoriesOf({ ...IND, query, variables: { id: graph.id('jamila') } })).toEqual([
      'person.v_number',
      'return.status',
    ]);
  });
});

describe('a look-up without a result', () => {
  const hidden = () => graph.id('hana');
  const cases: [string, () => string, () => string][] = [
    ['a case that is not there', () => `{ case(id: "${NOWHERE}") { id } }`, () => ofCase(NOWHERE)],
    ['a case out of reach', () => `{ case(id: "${hidden()}") { id } }`, () => ofVNumber(V.hana)],
    [
      'a V-number that is not there',
      () => '{ caseByVNumber(vNumber: "9999999999") { id } }',
      () => ofVNumber('9999999999'),
    ],
    ['a V-number out of reach', () => `{ caseByVNumber(vNumber: "${V.hana}") { id } }`, () => ofVNumber(V.hana)],
  ];
  test.each(cases)('of %s is logged of who was asked for, as without a result', async (_, query, subject) => {
    const { audit, processing } = await askLogged(graph, { ...AMSTERDAM, query: query() });
    expect(processing).toMatchObject([{ subject: subject(), status: 'UNSET', categories: [] }]);
    expect(audit).toMatchObject([{ result: 'OK', counts: { subjects: 1 } }]);
  });

  it('of somebody twice is one line', async () => {
    const query = '{ a: caseByVNumber(vNumber: "9999999999") { id } b: caseByVNumber(vNumber: "9999999999") { id } }';
    expect((await askLogged(graph, { ...IND, query })).processing.length).toBe(1);
  });
});

describe('what was refused or failed', () => {
  const strict = { 'x-absences': 'strict' };
  const medical = () => `{ case(id: "${graph.id('bilal')}") { applications { medicalOutcome } } }`;
  const cases: [string, () => Parameters<typeof graph.ask>[0], object][] = [
    ['cannot be parsed', () => ({ ...IND, query: '{ case(' }), { action: 'refused', codes: ['GRAPHQL_PARSE_FAILED'] }],
    [
      'does not fit the view',
      () => ({ ...DE_HAVEN, query: 'query A1 { cases { edges { node { person { bsn } } } } }' }),
      { action: 'query', codes: ['GRAPHQL_VALIDATION_FAILED'], operation: { hash: expect.any(String) } },
    ],
    ['has a bad value', () => ({ ...IND, query: '{ cases(first: 0) { totalCount } }' }), { codes: ['BAD_USER_INPUT'] }],
    ['would withhold', () => ({ ...DE_HAVEN, query: medical(), headers: strict }), { codes: ['WOULD_WITHHOLD'] }],
    [
      'names no operation',
      () => ({ ...IND, query: 'query A { __typename } query B { __typename }' }),
      { codes: ['BAD_REQUEST'] },
    ],
  ];
  test.each(cases)('because it %s has its line, and no line of a person', async (_, question, expected) => {
    const { answer, audit, processing } = await askLogged(graph, question());
    expect(answer.data ?? null).toBeNull();
    expect(audit).toMatchObject([{ ...expected, result: 'REFUSED', counts: { subjects: 0 } }]);
    expect(processing).toEqual([]);
  });

  it('because of a fault of ours has its line', async () => {
    await graph.change('revoke select on app.reach from ketenzicht_ind_residence_decision');
    const logged = await askLogged(graph, { ...IND, query: '{ cases { totalCount } }' }).finally(() =>
      graph.change('grant select on app.reach to ketenzicht_ind_residence_decision'),
    );
    expect(logged.audit).toMatchObject([{ result: 'ERROR', codes: ['INTERNAL'] }]);
  });

  it('because the grant has ended has its line', async () => {
    await graph.change("update app.purpose_grant set revoked_at = now() where organisation = 'avim'");
    const question = { organisation: 'avim', purpose: 'SUPERVISION', query: '{ cases { totalCount } }' };
    const { audit } = await askLogged(graph, question);
    await graph.change("update app.purpose_grant set revoked_at = null where organisation = 'avim'");
    expect(audit).toMatchObject([{ organisation: 'avim', result: 'REFUSED', codes: ['FORBIDDEN'] }]);
  });
});

test('whatever was asked, answered and refused here, both logs tell of the same operations and people', async () => {
  expect(await differences(graph.database)).toEqual([]);
});
