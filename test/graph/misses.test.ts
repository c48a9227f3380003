import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { waitOf } from '../../src/graph/miss-budget.js';
import { testConfig } from '../support/config.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import type { Person } from '../support/records.js';
import { V, WORLD } from '../support/world.js';
import { askLogged } from './log-lines.js';

const NOBODY = '9999999999';
const IND = { organisation: 'ind', purpose: 'RESIDENCE_DECISION' };
const DTV = { organisation: 'dtv', purpose: 'RETURN' };
const AVIM = { organisation: 'avim', purpose: 'SUPERVISION' };
const ROTTERDAM = { organisation: 'rotterdam', purpose: 'CASE_COORDINATION' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
/** Misses an hour. The IND has more than these tests need: what it asks here is counted, and never refused. */
const BUDGETS = { IND: 1_000_000, DTV: 3, AVIM: 5, MUNICIPALITY: 4 };

const one = (vNumber: string) => `{ caseByVNumber(vNumber: "${vNumber}") { id } }`;
const inList = (vNumbers: readonly string[], more = 'totalCount') =>
  `{ cases(filter: { person: { vNumber: { in: ${JSON.stringify(vNumbers)} } } }, first: 1) { ${more} } }`;
const person = (vNumber: string) =>
  `{ findPerson(input: { name: "Amal Abdi", birthDate: "1990-05-17", vNumber: "${vNumber}" }) { id } }`;

let graph: TestGraph;
beforeAll(async () => {
  const base = testConfig().guards;
  graph = await startGraph(WORLD, { guards: { ...base, misses: { ...base.misses, ...BUDGETS } } });
});
afterAll(() => graph?.close());

async function missedByInd(): Promise<number> {
  const text = await graph.guards.figures.text();
  return Number(/lookups_missed_total\{partner_kind="IND"\} (\d+)/.exec(text)?.[1] ?? 0);
}

/** How many misses an operation of the IND counts as. */
async function misses(query: string): Promise<number> {
  const before = await missedByInd();
  expect(codesOf(await graph.ask({ ...IND, query }))).toEqual([]);
  return (await missedByInd()) - before;
}

describe('a miss is that somebody who was asked for is not in the answer', () => {
  const many = [V.amal, NOBODY, '9999999998', V.farid];
  test.each<[string, string, number]>([
    ['a V-number that is found', one(V.amal), 0],
    ['a V-number of nobody', one(NOBODY), 1],
    ['a description that is found', person(V.amal), 0],
    ['an identifier of nobody', '{ case(id: "6f1c9c1e-0000-4000-8000-000000000000") { id } }', 1],
    ['what is no identifier', '{ case(id: "1") { id } }', 1],
    ['a list, by each of its V-numbers that is not found', inList(many), 2],
    ['a list whose number nobody asks for', inList(many, 'edges { cursor }'), 2],
    [
      'three in one operation',
      `{ a: ${one(NOBODY).slice(1, -1)} b: ${one(V.amal).slice(1, -1)} c: ${one('9999999998').slice(1, -1)} }`,
      2,
    ],
    [
      'names, by each beyond those that are found',
      '{ cases(filter: { person: { familyName: { in: ["Nobody", "Abdi"] } } }) { totalCount } }',
      1,
    ],
    [
      'a nationality, which says nobody',
      '{ cases(filter: { person: { nationalities: { in: ["0002"] } } }) { totalCount } }',
      0,
    ],
    ['no look-up at all', '{ cases { totalCount } }', 0],
  ])('%s', async (_what, query, expected) => {
    expect(await misses(query)).toBe(expected);
  });

  const people = Object.keys(V) as (keyof typeof V)[];
  test.each(people)('whether %s is out of reach or does not exist changes nothing', async (who: Person) => {
    const vNumber = V[who as keyof typeof V];
    const found = (await graph.ask({ ...IND, query: one(vNumber) })).text.includes('"id"');
    const expected = found ? 0 : 1;
    expect(await misses(one(vNumber))).toBe(expected);
    expect(await misses(inList([vNumber]))).toBe(expected);
    expect(await misses(`{ case(id: "${graph.id(who)}") { id } }`)).toBe(expected);
    if (!found) expect(await misses(one(NOBODY))).toBe(expected);
  });
});

describe('a client that misses as many as it may', () => {
  it('is refused every look-up of a person, found or not, and nothing else', async () => {
    for (const _ of [1, 2, 3]) expect(codesOf(await graph.ask({ ...DTV, query: one(NOBODY) }))).toEqual([]);
    const [hit, miss] = [
      await graph.ask({ ...DTV, query: one(V.amal) }),
      await graph.ask({ ...DTV, query: one(NOBODY) }),
    ];
    expect(hit.text).toBe(miss.text);
    expect([hit.status, codesOf(hit)]).toEqual([429, ['RATE_LIMITED']]);
    for (const query of [person(V.amal), inList([V.amal]), `{ case(id: "${graph.id('amal')}") { id } }`]) {
      expect(codesOf(await graph.ask({ ...DTV, query }))).toEqual(['RATE_LIMITED']);
    }
    expect(codesOf(await graph.ask({ ...DTV, query: '{ cases { totalCount } }' }))).toEqual([]);
  });

  it('has a line of its refusal in the audit log, without whom it asked for, and is told when to ask again', async () => {
    await graph.ask({ ...AVIM, query: inList(Array.from({ length: 6 }, (_, each) => `999999990${each}`)) });
    const { audit, processing } = await askLogged(graph, { ...AVIM, query: one(V.amal) });
    expect(audit).toMatchObject([
      { organisation: 'avim', result: 'REFUSED', codes: ['RATE_LIMITED'], counts: { subjects: 0 } },
    ]);
    expect(processing).toEqual([]);
    expect(JSON.stringify(audit)).not.toContain(V.amal);
    const authorization = `Bearer ${await graph.token('avim', 'SUPERVISION')}`;
    const headers = { authorization, 'content-type': 'application/json', 'x-purpose': 'SUPERVISION' };
    const response = await fetch(graph.url, { method: 'POST', headers, body: JSON.stringify({ query: one(V.amal) }) });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(3_000);
  });
});

describe('who asks for more at once than it may miss', () => {
  it('gets no answer: in one list', async () => {
    const vNumbers = [V.eden, ...Array.from({ length: 5 }, (_, each) => `999999990${each}`)];
    const answer = await graph.ask({ ...ROTTERDAM, query: inList(vNumbers, 'edges { node { id } }') });
    expect([answer.data ?? null, codesOf(answer)]).toEqual([null, ['RATE_LIMITED']]);
  });

  it('gets as many answers that nobody is there as it may miss, and no more: in requests side by side', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => graph.ask({ ...AMSTERDAM, query: one(NOBODY) })),
    );
    expect(answers.filter(({ text }) => text.includes('"caseByVNumber":null'))).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(16);
  });
});

describe('who nears the end of the budget', () => {
  it('waits longer and longer, and never longer than two seconds; who has half of it left does not wait', () => {
    expect([0, 50, 60, 75, 100, 500].map((used) => waitOf(used, 100))).toEqual([0, 0, 400, 1_000, 2_000, 2_000]);
  });
});
