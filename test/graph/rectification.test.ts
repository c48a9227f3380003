import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';
import {
  AMSTERDAM,
  asked,
  change,
  changed,
  DE_HAVEN,
  DTV,
  HET_ANKER,
  IND,
  linesOf,
  type RectificationAnswer,
  ROTTERDAM,
  rectificationsOf,
  refusalsOf,
  type Who,
  withoutLogs,
} from './rights-asker.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const WORDS = 'My passport says fifteen February';
const WHY = 'The passport was seen';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const request = (who: Who, person: Parameters<TestGraph['id']>[0], field: string, source: string, statement = WORDS) =>
  changed<RectificationAnswer[]>(graph, who, 'requestRectification', {
    caseId: graph.id(person),
    field,
    source,
    statement,
  });
const decide = (who: Who, input: object) => changed<RectificationAnswer>(graph, who, 'decideRectification', input);
const underInvestigation = async (who: Who, person: string) =>
  (
    await asked<{ underInvestigation: object[] }>(
      graph,
      who,
      `case(id: "${graph.id(person)}")`,
      '{ underInvestigation { field source requestedAt } }',
    )
  ).underInvestigation;

describe('a request to rectify', () => {
  it('goes to the owner, shows on the value, and is decided once', async () => {
    const [made, ...others] = await request(AMSTERDAM, 'farid', 'PERSON_BIRTH_DATE', 'IND');
    expect(others).toEqual([]);
    expect(made).toEqual({
      id: expect.any(String),
      caseId: graph.id('farid'),
      ...{ field: 'PERSON_BIRTH_DATE', source: 'IND', organisation: 'ind', requestedBy: 'amsterdam' },
      ...{ requestedAt: expect.any(String), statement: WORDS, state: 'OPEN' },
      ...{ outcome: null, reason: null, decidedAt: null },
    });
    expect(await rectificationsOf(graph, IND, '(state: OPEN)')).toEqual([made]);
    const mark = { field: 'PERSON_BIRTH_DATE', source: 'IND', requestedAt: made!.requestedAt };
    for (const who of [AMSTERDAM, IND, DTV]) expect(await underInvestigation(who, 'farid')).toEqual([mark]);

    const decided = await decide(IND, { id: made!.id, outcome: 'HONOURED', reason: WHY });
    expect(decided).toMatchObject({
      state: 'DECIDED',
      outcome: 'HONOURED',
      reason: WHY,
      decidedAt: expect.any(String),
    });
    expect(await rectificationsOf(graph, AMSTERDAM, '(state: DECIDED)')).toEqual([decided]);
    expect(await rectificationsOf(graph, IND, '(state: OPEN)')).toEqual([]);
    for (const who of [AMSTERDAM, IND, DTV]) expect(await underInvestigation(who, 'farid')).toEqual([]);
    const again = await change(graph, IND, 'decideRectification', { id: made!.id, outcome: 'REFUSED', reason: WHY });
    expect(refusalsOf(again)).toEqual([expect.stringMatching(/decided already/)]);
  });

  it('goes to every organisation of the source whose record states the value', async () => {
    const made = await request(ROTTERDAM, 'eden', 'PERSON_BIRTH_DATE', 'SHELTER');
    expect(made.map(({ organisation }) => organisation)).toEqual(['amsterdam', 'rotterdam']);
    expect(await underInvestigation(ROTTERDAM, 'eden')).toHaveLength(1);
    await decide(ROTTERDAM, { id: made[1]!.id, outcome: 'REFUSED', reason: WHY });
    expect(await underInvestigation(ROTTERDAM, 'eden')).toHaveLength(1);
    await decide(AMSTERDAM, { id: made[0]!.id, outcome: 'REFUSED', reason: WHY });
    expect(await underInvestigation(ROTTERDAM, 'eden')).toEqual([]);
  });

  it('made again while it is open is the same one; other words are another', async () => {
    const [first] = await request(AMSTERDAM, 'goran', 'PERSON_V_NUMBER', 'SHELTER');
    expect(await request(AMSTERDAM, 'goran', 'PERSON_V_NUMBER', 'SHELTER', ` ${WORDS} `)).toEqual([first]);
    expect((await request(AMSTERDAM, 'goran', 'PERSON_V_NUMBER', 'SHELTER', 'Other words'))[0]!.id).not.toBe(first!.id);
    expect(await underInvestigation(AMSTERDAM, 'goran')).toHaveLength(1);
  });

  it('of an NGO that consent stands for reaches values that consent opens', async () => {
    const [made] = await request(DE_HAVEN, 'amal', 'APPLICATION_DECIDED_AT', 'IND');
    expect(made).toMatchObject({ organisation: 'ind', requestedBy: 'ngo-de-haven' });
    expect(await rectificationsOf(graph, DE_HAVEN)).toEqual([made]);
  });
});

describe('the words of a request', () => {
  it('are for the requester and the owner; another who sees it is told that they are withheld', async () => {
    const answer = await graph.ask({
      ...AMSTERDAM,
      query: '{ rectifications { requestedBy organisation statement reason } }',
    });
    const rows = (answer.data as unknown as { rectifications: RectificationAnswer[] }).rectifications;
    const isParty = ({ requestedBy, organisation }: RectificationAnswer) =>
      [requestedBy, organisation].includes('amsterdam');
    const others = rows.flatMap((row, place) => (isParty(row) ? [] : [place]));
    // Those of De Haven to the IND, and of Rotterdam to itself: Amsterdam has both cases in its reach.
    expect(others).toHaveLength(2);
    for (const place of others) expect(rows[place]).toMatchObject({ statement: null, reason: null });
    expect(answer.absences).toEqual([
      { path: 'rectifications.*.statement', reason: 'WITHHELD', condition: 'OWN', at: others },
      { path: 'rectifications.*.reason', reason: 'WITHHELD', condition: 'OWN', at: others },
    ]);
    expect(rows.filter(({ requestedBy }) => requestedBy === 'amsterdam')[0]!.statement).toBe(WORDS);
  });

  it('are in no log, and in no error', async () => {
    const secret = 'words that are nobody elses';
    await request(AMSTERDAM, 'goran', 'PERSON_NATIONALITIES', 'IND', secret);
    const query = `mutation { requestRectification(input: { caseId: "${NOBODY}", field: PERSON_BIRTH_DATE, source: IND,
      statement: "${secret}" }) { id } }`;
    expect((await graph.ask({ ...AMSTERDAM, query })).text).not.toContain(secret);
    expect(graph.log.join()).not.toContain(secret);
    expect((await linesOf(graph, '')).length).toBeGreaterThan(10);
    expect(await linesOf(graph, secret)).toEqual([]);
  });

  it('and each change has a line in both logs', async () => {
    expect((await linesOf(graph, 'requestRectification')).length).toBeGreaterThanOrEqual(6);
    expect((await linesOf(graph, 'decideRectification')).length).toBe(6);
  });
});

describe('there is one refusal for a value that is withheld, that is not there, and for a case that is not', () => {
  const SAID = ['BAD_USER_INPUT No record of this source that you can see states this value of a case in your reach.'];
  test.each<[string, Who, () => string, string, string]>([
    ['withheld for want of consent', DE_HAVEN, () => graph.id('bilal'), 'APPLICATION_KIND', 'IND'],
    ['withdrawn, the medical outcome', AMSTERDAM, () => graph.id('amal'), 'APPLICATION_MEDICAL_OUTCOME', 'IND'],
    ["of another's record", AMSTERDAM, () => graph.id('kofi'), 'SHELTER_STAY_ROOM', 'SHELTER'],
    ["of another NGO's guidance", DE_HAVEN, () => graph.id('dawit'), 'GUIDANCE_PHASE', 'GUIDANCE'],
    ['never stated', ROTTERDAM, () => graph.id('hana'), 'APPLICATION_KIND', 'IND'],
    ['empty in every record', AMSTERDAM, () => graph.id('bilal'), 'APPLICATION_OUTCOME', 'IND'],
    ['that this source does not state', AMSTERDAM, () => graph.id('amal'), 'APPLICATION_KIND', 'SHELTER'],
    ['of a case out of reach', AMSTERDAM, () => graph.id('hana'), 'CASE_STATUS', 'SHELTER'],
    ['of nobody', AMSTERDAM, () => NOBODY, 'CASE_STATUS', 'SHELTER'],
    ['of what is no case', AMSTERDAM, () => 'x', 'CASE_STATUS', 'SHELTER'],
  ])('%s', async (_what, who, caseId, field, source) => {
    const before = await graph.database.admin`select id from app.rectification`;
    const input = { caseId: caseId(), field, source, statement: WORDS };
    expect(refusalsOf(await change(graph, who, 'requestRectification', input))).toEqual(SAID);
    expect(await graph.database.admin`select id from app.rectification`).toHaveLength(before.length);
  });
});

describe('a request is refused', () => {
  const input = (more: object) => ({
    ...{ caseId: graph.id('amal'), field: 'CASE_STATUS', source: 'SHELTER', statement: WORDS },
    ...more,
  });

  test.each([
    ['nothing', ''],
    ['spaces', '  \n '],
    ['1001 characters', 'x'.repeat(1001)],
    ['a null character', 'a\u0000b'],
  ])('with %s for words', async (_what, statement) => {
    const answer = await change(graph, AMSTERDAM, 'requestRectification', input({ statement }));
    expect(refusalsOf(answer)).toEqual(['BAD_USER_INPUT Give `statement` 1 to 1000 characters.']);
  });

  test.each<[string, Who, string]>([
    ['a municipality, of a reporting duty', AMSTERDAM, 'SUPERVISION_REPORTING_DUTY'],
    ['an NGO, of a BSN', DE_HAVEN, 'PERSON_BSN'],
    ['an NGO, of an identity document', DE_HAVEN, 'IDENTITY_DOCUMENT_NUMBER'],
    ['an NGO, of a word that is none', DE_HAVEN, 'PERSON_BSNX'],
  ])('%s: its schema does not have the name', async (_what, who, field) => {
    const query = `mutation { requestRectification(input: { caseId: "x", field: ${field}, source: IND, statement: "x" }) { id } }`;
    expect(refusalsOf(await graph.ask({ ...who, query }))).toEqual([
      `GRAPHQL_VALIDATION_FAILED Value "${field}" does not exist in "RectifiableField" enum.`,
    ]);
  });

  test.each([
    IND,
    DTV,
    { organisation: 'avim', purpose: 'SUPERVISION' },
    { ...AMSTERDAM, purpose: 'SHELTER_OPERATIONS' },
  ])('$organisation $purpose: who does not speak for the person has no such field', async (who) => {
    const said = async (name: string) =>
      (await graph.ask({ ...who, query: `mutation { ${name}(input: {}) { id } }` })).text;
    expect(await said('requestRectification')).toBe(
      (await said('requestRectificationz')).replaceAll('Rectificationz', 'Rectification'),
    );
  });

  test('when the logs cannot be written, and then nothing is written', async () => {
    const before = await graph.database.admin`select id from app.rectification`;
    const answer = await withoutLogs(graph, () => change(graph, AMSTERDAM, 'requestRectification', input({})));
    expect(codesOf(answer)).toEqual(['LOG_UNAVAILABLE']);
    expect(await graph.database.admin`select id from app.rectification`).toHaveLength(before.length);
  });
});

describe('a decision is for the owner alone', () => {
  const NOT_YOURS = ['BAD_USER_INPUT There is no such request that was passed to your organisation.'];
  const refused = async (who: Who, id: string, reason = WHY) =>
    refusalsOf(await change(graph, who, 'decideRectification', { id, outcome: 'HONOURED', reason }));
  let id: string;
  beforeAll(async () => {
    id = (await request(DE_HAVEN, 'amal', 'PERSON_BIRTH_PLACE', 'SHELTER'))[0]!.id;
  });

  test.each<[string, Who]>([
    ['the requester', DE_HAVEN],
    ['another municipality', ROTTERDAM],
    ['another NGO', HET_ANKER],
    ['a source that is not asked', IND],
  ])('not for %s', async (_who, who) => {
    expect(await refused(who, id)).toEqual(NOT_YOURS);
  });

  test('and a request that there is not, or a mark, is refused in the same words', async () => {
    const [mark] = await graph.database.admin<{ id: string }[]>`
      select id from app.rectification where field = 'Person.birthPlace' and statement = ''`;
    for (const other of [NOBODY, 'x', mark!.id]) expect(await refused(AMSTERDAM, other)).toEqual(NOT_YOURS);
  });

  test.each(['', ' ', 'x'.repeat(1001)])('nor without a reason of 1 to 1000 characters (%#)', async (reason) => {
    expect(await refused(AMSTERDAM, id, reason)).toEqual(['BAD_USER_INPUT Give `reason` 1 to 1000 characters.']);
  });

  test('nor when the logs cannot be written: it stays open, and so does the mark', async () => {
    expect(await withoutLogs(graph, () => refused(AMSTERDAM, id))).toEqual([expect.stringMatching(/^LOG_UNAVAILABLE/)]);
    expect(await underInvestigation(AMSTERDAM, 'amal')).toContainEqual(
      expect.objectContaining({ field: 'PERSON_BIRTH_PLACE' }),
    );
    await decide(AMSTERDAM, { id, outcome: 'REFUSED', reason: WHY });
  });
});

describe('requests are listed', () => {
  it('the oldest first, page by page, each once', async () => {
    const all = await rectificationsOf(graph, AMSTERDAM);
    expect(all.length).toBeGreaterThan(4);
    const paged: RectificationAnswer[] = [];
    for (;;) {
      const after = paged.length > 0 ? `, after: "${paged.at(-1)!.id}"` : '';
      const page = await rectificationsOf(graph, AMSTERDAM, `(first: 2${after})`);
      if (page.length === 0) break;
      paged.push(...page);
    }
    expect(paged).toEqual(all);
  });

  it('only to who may see them', async () => {
    expect(await rectificationsOf(graph, HET_ANKER)).toEqual([]);
    expect(await rectificationsOf(graph, DTV)).toEqual([]);
    expect((await rectificationsOf(graph, IND)).every(({ organisation }) => organisation === 'ind')).toBe(true);
    expect(await rectificationsOf(graph, DTV, `(after: "${NOBODY}")`)).toEqual([]);
  });

  it('no longer, once the value itself is withheld: consent withdrawn takes the request along', async () => {
    const seen = await rectificationsOf(graph, DE_HAVEN);
    expect(seen.map(({ field }) => field)).toEqual(['APPLICATION_DECIDED_AT', 'PERSON_BIRTH_PLACE']);
    await graph.change(`update app.consent set withdrawn_at = now() where case_id = '${graph.id('amal')}'`);
    const left = await rectificationsOf(graph, DE_HAVEN);
    expect(left.map(({ field }) => field)).toEqual(['PERSON_BIRTH_PLACE']);
  });
});
