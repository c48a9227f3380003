import { afterAll, afterEach, beforeAll, describe, expect, it, test } from '@jest/globals';
import { testConfig } from '../support/config.js';
import { type Answer, codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { type Listener, listen } from '../support/subscriptions.js';
import { WORLD } from '../support/world.js';
import { askLogged } from './log-lines.js';

const IND = { organisation: 'ind' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const ROTTERDAM = { organisation: 'rotterdam', purpose: 'CASE_COORDINATION' };
const SMALL = { depth: 7, width: 12, rootFields: 4, selections: 60, aliases: 5, directives: 4, cost: 3_000 };

let graph: TestGraph;
beforeAll(async () => {
  const { operations } = testConfig();
  graph = await startGraph(WORLD, {
    operations: {
      ...operations,
      tokens: 500,
      standard: { ...operations.standard, ...SMALL },
      overrides: {
        partnerKinds: { MUNICIPALITY: { cost: 300 } },
        organisations: { rotterdam: { cost: 100_000 } },
        clients: {},
      },
    },
  });
});
afterAll(() => graph?.close());

const many = (count: number, one: (place: number) => string) => Array.from({ length: count }, (_, place) => one(place));

/** Documents one past each limit, with the code and what is said. */
const TOO_LARGE: readonly [string, string, RegExp][] = [
  [
    'too deep',
    '{ cases { edges { node { conflicts { values { provenance { source { x } } } } } } } }',
    /^Nest at most 7 /,
  ],
  ['too wide', `{ me { ${'organisation '.repeat(13)} } }`, /^Ask for at most 12 fields in one selection set\.$/],
  ['with too many fields at the top', '{ a: me b: me c: me d: me e: me }', /^Ask for at most 4 fields at the top/],
  [
    'too large when it is unfolded',
    '{ me { ...A } } fragment A on Me { ...B ...B ...B } fragment B on Me { ...C ...C ...C } fragment C on Me { ...D ...D } fragment D on Me { purpose }',
    /^Ask for at most (12 fields in one selection set|60 fields in one operation)/,
  ],
  [
    'with too many aliases',
    `{ me { ${many(6, (place) => `a${place}: purpose`).join(' ')} } }`,
    /^Use at most 5 aliases/,
  ],
  ['with too many directives', `{ me { purpose ${'@include(if: true) '.repeat(5)} } }`, /^Use at most 4 directives/],
  ['too long', `{ me { ${'purpose '.repeat(600)} } }`, /^Send a document of at most 500 tokens\.$/],
];

const page = 'query ($n: Int) { cases(first: $n) { edges { node { id status } } } }';
const message = (answer: Answer) => answer.errors?.map((error) => error.message);

describe('a document beyond a limit', () => {
  test.each(TOO_LARGE)('%s is refused before anything is read, and is told which', async (_what, query, words) => {
    graph.statements.length = 0;
    const { answer, audit, processing } = await askLogged(graph, { ...IND, query });
    expect([answer.status, codesOf(answer)]).toEqual([400, ['DOCUMENT_LIMIT']]);
    expect(message(answer)?.[0]).toMatch(words);
    expect([graph.statements, processing]).toEqual([[], []]);
    expect(audit).toMatchObject([{ organisation: 'ind', result: 'REFUSED', codes: ['DOCUMENT_LIMIT'] }]);
  });

  it('gets the same answer whatever the view has of it', async () => {
    const ask = (field: string) => graph.ask({ ...IND, query: `{ cases { edges { node { ${field.repeat(13)} } } } }` });
    const [has, denied, misspelt] = [await ask('id '), await ask('person{bsn} '), await ask('qq ')];
    expect(has.text).toBe(denied.text);
    expect(has.text).toBe(misspelt.text);
  });

  it('is refused again when it comes again', async () => {
    const [, query = ''] = TOO_LARGE[1] ?? [];
    const [first, again] = [await graph.ask({ ...IND, query }), await graph.ask({ ...IND, query })];
    expect([codesOf(first), again.text]).toEqual([['DOCUMENT_LIMIT'], first.text]);
  });

  it('of which one within them is answered', async () => {
    const { errors, data } = await graph.ask({ ...IND, query: '{ a: me { purpose } b: me { organisation } }' });
    expect([errors, Object.keys(data)]).toEqual([undefined, ['a', 'b']]);
  });

  it('is refused while it is no document of the language too, without saying what stands there', async () => {
    const answer = await graph.ask({ ...IND, query: '{ me { 1234567890' });
    expect([answer.status, codesOf(answer)]).toEqual([400, ['GRAPHQL_PARSE_FAILED']]);
    expect(answer.text).not.toContain('1234567890');
  });
});

describe('an operation that costs too much', () => {
  it('is refused by the size of its page before anything is read, also once its document is compiled', async () => {
    for (const n of [1, 10, 50])
      expect((await graph.ask({ ...IND, query: page, variables: { n } })).errors).toBeUndefined();
    graph.statements.length = 0;
    const query = 'query ($n: Int) { cases(first: $n) { edges { node { id timeline { edges { node { at } } } } } } }';
    for (const n of [1, 2, 3]) expect((await graph.ask({ ...IND, query, variables: { n } })).errors).toBeUndefined();
    graph.statements.length = 0;
    const { answer, audit, processing } = await askLogged(graph, { ...IND, query, variables: { n: 200 } });
    expect([answer.status, codesOf(answer), graph.statements, processing]).toEqual([400, ['COST_LIMIT'], [], []]);
    expect(answer.data ?? null).toBeNull();
    expect(message(answer)?.[0]).toMatch(/^This operation costs more than 3000\b.*smaller pages/);
    expect(audit).toMatchObject([
      { result: 'REFUSED', codes: ['COST_LIMIT'], operation: { hash: expect.any(String) } },
    ]);
    expect((await graph.ask({ ...IND, query, variables: { n: 2 } })).errors).toBeUndefined();
  });

  it('by the partner’s kind, and otherwise by its organisation', async () => {
    const ask = (who: typeof AMSTERDAM, n: number) => graph.ask({ ...who, query: page, variables: { n } });
    expect(codesOf(await ask(AMSTERDAM, 200))).toEqual(['COST_LIMIT']);
    expect(message(await ask(AMSTERDAM, 200))?.[0]).toContain('more than 300,');
    expect((await ask(AMSTERDAM, 20)).errors).toBeUndefined();
    expect((await ask(ROTTERDAM, 200)).errors).toBeUndefined();
  });

  it('is told from variables that do not fit, which read nothing either', async () => {
    for (const n of ['200', 1.5, { n: 1 }, 1e12]) {
      graph.statements.length = 0;
      const answer = await graph.ask({ ...AMSTERDAM, query: page, variables: { n } });
      const code = n === 1.5 || n === 1e12 ? expect.stringMatching(/^(BAD_USER_INPUT|COST_LIMIT)$/) : 'BAD_USER_INPUT';
      expect([codesOf(answer), graph.statements]).toEqual([[code], []]);
    }
  });

  it('is refused by a default and by a fragment as by anything else', async () => {
    const queries = [
      'query ($n: Int = 200) { cases(first: $n) { edges { node { id status } } } }',
      '{ ...F } fragment F on Query { cases(last: 200) { edges { node { id status } } } }',
      '{ a: cases(first: 70) { edges { node { id } } } b: cases(first: 70) { edges { node { id } } } }',
    ];
    for (const query of queries) expect(codesOf(await graph.ask({ ...AMSTERDAM, query }))).toEqual(['COST_LIMIT']);
  });
});

describe('a subscription', () => {
  const open: Listener[] = [];
  afterEach(async () => void (await Promise.all(open.splice(0).map((listener) => listener.stop()))));

  async function refusedWith(query: string, over: 'socket' | 'events', who = AMSTERDAM) {
    const listener = await listen(graph, { ...who, query, over });
    open.push(listener);
    const [event] = await listener.has(1);
    return event?.errors?.map(({ extensions }) => extensions.code);
  }

  test.each(['socket', 'events'] as const)('has the same limits, over %s', async (over) => {
    const wide = `subscription { caseChanged { ${'caseId '.repeat(13)} } }`;
    expect(await refusedWith(wide, over)).toEqual(['DOCUMENT_LIMIT']);
    expect(await refusedWith(`subscription { caseChanged { ${'caseId '.repeat(600)} } }`, over)).toEqual([
      'DOCUMENT_LIMIT',
    ]);
    const dear = 'subscription { caseChanged { case { timeline(first: 200) { edges { node { at kind } } } } } }';
    expect(await refusedWith(dear, over)).toEqual(['COST_LIMIT']);
  });
});
