import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { file, V, WORLD } from '../support/world.js';
import { askLogged, type Logged, ofCase, ofVNumber } from './log-lines.js';

/** One more than a count may hold to be about each of its people; the last came a day later. All have one name. */
const MANY: SourceRecord[] = Array.from({ length: 201 }, (_, number) => {
  const arrivedAt = number < 200 ? '2020-01-01' : '2020-01-02';
  const parts = {
    caseFile: [{ status: 'REFERRED', municipality: 'AMSTERDAM', arrivedAt }],
    personName: [{ givenNames: 'Any', familyName: 'Everyman', searchKey: 'any everyman', sourceLevel: 5 }],
    personNationality: [{ nationalities: ['0084'], sourceLevel: 5 }],
  };
  return file('amsterdam', 'idris', parts, `many-${number}`);
});

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph([...WORLD, ...MANY]);
});
afterAll(() => graph?.close());

const IND = { organisation: 'ind' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const DE_HAVEN = { organisation: 'ngo-de-haven' };
const NOBODY = '9999999999';

const numbers = (...people: string[]) => `person: { vNumber: { in: ${JSON.stringify(people)} } }`;
const counted = (filter: string) => `{ cases(filter: { ${filter} }) { totalCount } }`;

/** Who has a line, with what it says. */
const linesOf = ({ processing }: Logged) =>
  Object.fromEntries(processing.map(({ subject, status, categories }) => [subject, [status, ...categories]]));

async function lines(who: typeof AMSTERDAM | typeof IND, query: string) {
  const logged = await askLogged(graph, { ...who, query });
  expect(logged.answer.errors).toBeUndefined();
  expect(logged.audit).toMatchObject([{ counts: { subjects: logged.processing.length } }]);
  return linesOf(logged);
}

describe('who is told of without being read has a line', () => {
  const FILTER = `${numbers(V.cyra)}, applications: { kind: { in: [REGULAR] } }`;
  test.each([
    'totalCount',
    'edges { cursor }',
    'edges { __typename }',
    'pageInfo { startCursor }',
    'pageInfo { endCursor }',
    'totalCount edges { cursor } pageInfo { hasNextPage endCursor }',
  ])('by %s, with what the filter told', async (selection) => {
    const query = `{ cases(filter: { ${FILTER} }) { ${selection} } }`;
    expect(await lines(IND, query)).toEqual({ [ofVNumber(V.cyra)]: ['OK', 'decision.status', 'person.v_number'] });
  });

  it('by there being a next page', async () => {
    const query = `{ cases(first: 1, filter: { person: { familyName: { in: ["Abdi", "Haile"] } } }) {
      pageInfo { hasNextPage } } }`;
    const told = ['OK', 'person.name'];
    expect(await lines(AMSTERDAM, query)).toEqual({ [ofVNumber(V.amal)]: told, [ofVNumber(V.bilal)]: told });
    const back = query.replace('first', 'last').replace('hasNextPage', 'hasPreviousPage');
    expect(Object.keys(await lines(AMSTERDAM, back))).toHaveLength(2);
  });

  it('beside those who are read: a count tells also of who stands on another page', async () => {
    const query = `{ cases(first: 1, filter: { person: { familyName: { in: ["Abdi", "Haile"] } } }) {
      totalCount edges { node { plan { scenario } } } } }`;
    const found = Object.values(await lines(AMSTERDAM, query));
    expect(found).toHaveLength(2);
    expect(found).toContainEqual(['OK', 'person.name']);
    expect(found).toContainEqual(['OK', 'person.name', 'plan.scenario']);
  });

  it('by a cursor in an order, with what the order told; under the case where there is no V-number', async () => {
    const query = '{ cases(first: 300, orderBy: { field: FAMILY_NAME, direction: ASC }) { edges { cursor } } }';
    const small = query.replace('300', '200');
    const found = await lines(AMSTERDAM, small);
    expect(Object.keys(found)).toHaveLength(200);
    expect(Object.values(found).every((line) => line.join() === 'OK,person.name')).toBe(true);
    const idris = await lines(
      AMSTERDAM,
      '{ cases(filter: { person: { givenNames: { in: ["Idris"] } } }) { totalCount } }',
    );
    expect(idris).toEqual({ [ofCase(graph.id('idris'))]: ['OK', 'person.name'] });
  });

  it('by a number of few, whatever they were counted by', async () => {
    const found = await lines(AMSTERDAM, counted('status: { in: [LEFT] }'));
    expect(found[ofVNumber(V.kofi)]).toEqual(['OK', 'case.status']);
    const many = 'status: { in: [REFERRED] }, arrivedAt: { from: "2020-01-01", until: "2020-01-01" }';
    expect(Object.keys(await lines(AMSTERDAM, counted(many)))).toHaveLength(200);
  });

  it('by a number of any size, where the filter says who is meant', async () => {
    const found = await lines(AMSTERDAM, counted('person: { familyName: { in: ["Everyman"] } }'));
    expect(Object.values(found)).toEqual(Array(201).fill(['OK', 'person.name']));
  });

  it('once, however often it is told of in one operation', async () => {
    const query = `{ a: cases(filter: { ${numbers(V.amal)} }) { totalCount }
      b: cases(filter: { ${numbers(V.amal)} }) { edges { cursor } } c: caseByVNumber(vNumber: "${V.amal}") { status } }`;
    expect(await lines(AMSTERDAM, query)).toEqual({ [ofVNumber(V.amal)]: ['OK', 'case.status', 'person.v_number'] });
  });
});

describe('a V-number that is named is logged as asked for', () => {
  it('in a filter, whether it finds somebody or not', async () => {
    const found = await lines(AMSTERDAM, counted(numbers(V.amal, V.hana, NOBODY, NOBODY)));
    expect(found).toEqual({
      [ofVNumber(V.amal)]: ['OK', 'person.v_number'],
      [ofVNumber(V.hana)]: ['UNSET'],
      [ofVNumber(NOBODY)]: ['UNSET'],
    });
  });

  it('where the person is known and the other conditions are not met, or nothing is asked of the page', async () => {
    const unmet = `${numbers(V.amal)}, plan: { scenario: { in: [ONWARD_MIGRATION] } }`;
    expect(await lines(AMSTERDAM, counted(unmet))).toEqual({ [ofVNumber(V.amal)]: ['UNSET'] });
    const silent = `{ cases(filter: { ${numbers(V.amal)} }) { __typename } }`;
    expect(await lines(AMSTERDAM, silent)).toEqual({ [ofVNumber(V.amal)]: ['UNSET'] });
  });

  it('in a variable', async () => {
    const query = 'query ($f: CaseFilter) { cases(filter: $f) { totalCount } }';
    const variables = { f: { person: { vNumber: { in: [NOBODY] } } } };
    expect(linesOf(await askLogged(graph, { ...IND, query, variables }))).toEqual({ [ofVNumber(NOBODY)]: ['UNSET'] });
  });

  it('in a search for a person that finds nobody, or somebody else', async () => {
    const find = (vNumber: string, name = 'Amal Abdi') => `{ findPerson(input: { name: "${name}",
      birthDate: "1990-05-17", nationality: "0084", vNumber: "${vNumber}" }) { id } }`;
    expect(await lines(AMSTERDAM, find(NOBODY, 'No Such'))).toEqual({ [ofVNumber(NOBODY)]: ['UNSET'] });
    const other = await lines(AMSTERDAM, find(V.bilal));
    expect([other[ofVNumber(V.bilal)], other[ofVNumber(V.amal)]?.[0]]).toEqual([['UNSET'], 'OK']);
    expect(Object.keys(await lines(AMSTERDAM, find(V.amal)))).toEqual([ofVNumber(V.amal)]);
  });
});

test.each([
  ['in one filter', (count: number) => [count]],
  ['in several', (count: number) => [500, count - 500]],
])('a thousand V-numbers may be named in one operation, and no more: %s', async (_, parts) => {
  const ask = (count: number) => {
    const filters = parts(count).map((size, part) =>
      numbers(...Array.from({ length: size }, (_, number) => String(2_000_000_000 + part * 1_000 + number))),
    );
    const fields = filters.map((filter, part) => `f${part}: cases(filter: { ${filter} }) { totalCount }`);
    return askLogged(graph, { ...IND, query: `{ ${fields.join(' ')} }` });
  };
  expect((await ask(1_000)).processing).toHaveLength(1_000);
  const more = await ask(1_001);
  expect([codesOf(more.answer), more.processing]).toEqual([['BAD_USER_INPUT'], []]);
});

describe('nobody has a line', () => {
  it('by a number over everybody in reach, or by there being more of them', async () => {
    for (const filter of ['', '(filter: {})', '(filter: { person: null })']) {
      const { processing, audit } = await askLogged(graph, {
        ...AMSTERDAM,
        query: `{ cases${filter} { totalCount } }`,
      });
      expect([processing.length, audit[0]?.counts]).toEqual([0, { subjects: 0, counted: 211 }]);
    }
    const { processing } = await askLogged(graph, {
      ...AMSTERDAM,
      query: '{ cases(first: 1) { pageInfo { hasNextPage } } }',
    });
    expect(processing.length).toBe(0);
  });

  test.each([
    ['status: { in: [REFERRED] }, arrivedAt: { until: "2020-01-02" }', ['case.status']],
    ['person: { nationalities: { in: ["0084"] } }', ['person.nationality']],
  ])('by a number of many who are not named: %s', async (filter, categories) => {
    const { processing, audit, answer } = await askLogged(graph, { ...AMSTERDAM, query: counted(filter) });
    const total = Number(answer.data.cases.totalCount);
    expect(total).toBeGreaterThan(200);
    expect(processing).toHaveLength(0);
    expect(audit).toMatchObject([{ categories, counts: { subjects: 0, counted: total } }]);
  });

  it('who is out of reach, or does not meet the filter', async () => {
    expect(await lines(AMSTERDAM, counted('person: { familyName: { in: ["Yusuf"] } }'))).toEqual({});
    expect(await lines(AMSTERDAM, counted('person: { familyName: { in: ["Nobody"] } }'))).toEqual({});
  });

  it('by a V-number that may not be read, but that it was asked for', async () => {
    expect(await lines(DE_HAVEN, counted(numbers(V.bilal)))).toEqual({ [ofVNumber(V.bilal)]: ['UNSET'] });
  });

  it('who is found by nothing but what is withheld', async () => {
    const found = await lines(DE_HAVEN, counted('applications: { medicalOutcome: { in: [POSTPONED] } }'));
    expect(Object.keys(found)).toEqual([ofVNumber(V.amal)]);
  });

  it('who stands on the next page, where nothing tells of them', async () => {
    const query = '{ cases(first: 1, filter: { status: { in: [LEFT] } }) { edges { cursor } } }';
    expect(Object.keys(await lines(IND, query))).toHaveLength(1);
  });

  it('of an answer that was refused', async () => {
    const query = `{ cases(filter: { status: { in: [IN_GUIDANCE] } }) { totalCount edges { node {
      applications { medicalOutcome } } } } }`;
    const logged = await askLogged(graph, { ...DE_HAVEN, query, headers: { 'x-absences': 'strict' } });
    expect(codesOf(logged.answer)).toEqual(['WOULD_WITHHOLD']);
    expect([logged.processing, logged.audit[0]?.counts]).toEqual([[], { subjects: 0 }]);
  });
});

it('what is asked in one statement is still asked in one', async () => {
  graph.statements.length = 0;
  await graph.ask({ ...AMSTERDAM, query: counted(numbers(V.amal, V.hana)) });
  expect(graph.statements).toHaveLength(2);
});
