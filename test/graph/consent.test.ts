import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';
import {
  AMSTERDAM,
  type ConsentAnswer,
  change,
  changed,
  consentsOf,
  DE_HAVEN,
  DTV,
  HET_ANKER,
  linesOf,
  ROTTERDAM,
  refusalsOf,
  withoutLogs,
} from './rights-asker.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const MARCH = '2024-03-10T09:30:00.000Z';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const record = (who: object, input: object) => changed<ConsentAnswer>(graph, who as never, 'recordConsent', input);
const withdraw = (who: object, input: object) => changed<ConsentAnswer>(graph, who as never, 'withdrawConsent', input);

describe('a municipality records a consent', () => {
  it('for one organisation, with who recorded it; and the same one again changes nothing', async () => {
    const input = { caseId: graph.id('goran'), partnerKind: 'NGO', organisation: 'ngo-de-haven', givenAt: MARCH };
    const recorded = await record(AMSTERDAM, input);
    expect(recorded).toEqual({
      ...input,
      givenAt: '2024-03-10T09:30:00Z',
      id: expect.any(String),
      withdrawnAt: null,
      recordedBy: 'amsterdam',
      withdrawnBy: null,
    });
    expect(await record(AMSTERDAM, input)).toEqual(recorded);
    expect(await consentsOf(graph, AMSTERDAM, graph.id('goran'))).toEqual([recorded]);
  });

  it('for a whole kind, once, whatever the time zone of the moment', async () => {
    const input = { caseId: graph.id('goran'), partnerKind: 'DTV', givenAt: '2024-03-10T10:30:00+01:00' };
    const recorded = await record(AMSTERDAM, input);
    expect(recorded).toMatchObject({ partnerKind: 'DTV', organisation: null, givenAt: '2024-03-10T09:30:00Z' });
    expect((await record(AMSTERDAM, { ...input, givenAt: MARCH })).id).toBe(recorded.id);
  });

  it('and a line in each log says that it did, and of whom, and not for whom', async () => {
    const before = await linesOf(graph, 'recordConsent');
    await record(AMSTERDAM, { caseId: graph.id('goran'), partnerKind: 'MUNICIPALITY', givenAt: MARCH });
    const added = (await linesOf(graph, 'recordConsent')).slice(before.length);
    expect(added.length).toBe(2);
    expect((await linesOf(graph, 'recordConsent')).join()).not.toContain(MARCH.slice(0, 10));
  });
});

describe('who sees which consents', () => {
  it('and the logs say that consents were read, of whom; and of whom nothing was found', async () => {
    await graph.change('truncate audit.audit_record, audit.processing_record');
    await consentsOf(graph, AMSTERDAM, graph.id('eden'));
    await consentsOf(graph, AMSTERDAM, NOBODY);
    const lines = await linesOf(graph, 'rights.consent');
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect((await linesOf(graph, 'UNSET')).length).toBe(1);
  });

  it('a municipality: all of a case in its reach', async () => {
    const kinds = (await consentsOf(graph, ROTTERDAM, graph.id('dawit'))).map(({ partnerKind }) => partnerKind);
    expect(kinds.sort()).toEqual(['DTV', 'MUNICIPALITY', 'NGO']);
  });

  it('an NGO: those that it recorded, and those that are for it or for all NGOs', async () => {
    const cyra = graph.id('cyra');
    // De Haven delivered the consent to Het Anker, so it recorded it.
    expect(await consentsOf(graph, DE_HAVEN, cyra)).toMatchObject([{ organisation: 'ngo-het-anker' }]);
    await record(AMSTERDAM, { caseId: cyra, partnerKind: 'NGO', organisation: 'ngo-maashuis', givenAt: MARCH });
    await record(AMSTERDAM, { caseId: cyra, partnerKind: 'DTV', givenAt: MARCH });
    await record(AMSTERDAM, { caseId: cyra, partnerKind: 'NGO', givenAt: MARCH });
    const seen = await consentsOf(graph, DE_HAVEN, cyra);
    expect(seen.map(({ organisation }) => organisation)).toEqual(['ngo-het-anker', null]);
    expect(await consentsOf(graph, AMSTERDAM, cyra)).toHaveLength(4);
  });

  it.each([
    ['a case out of reach', () => consentsOf(graph, HET_ANKER, graph.id('amal'))],
    ['a case that does not exist', () => consentsOf(graph, HET_ANKER, NOBODY)],
    ['what is no case', () => consentsOf(graph, HET_ANKER, 'x')],
  ])('nobody: of %s', async (_what, read) => {
    expect(await read()).toEqual([]);
  });

  it.each([['ind'], ['dtv'], ['privacy-officer'], ['wodc']])('not %s: to it there is no such thing', async (who) => {
    const purposes = { organisation: who };
    const read = await graph.ask({ ...purposes, query: `{ consents(caseId: "${NOBODY}") { id } }` });
    expect(refusalsOf(read)).toEqual(['GRAPHQL_VALIDATION_FAILED Cannot query field "consents" on type "Query".']);
    const said = async (name: string) => (await graph.ask({ ...purposes, query: `mutation { ${name} { id } }` })).text;
    expect(await said('recordConsent')).toBe((await said('recordConsentz')).replaceAll('Consentz', 'Consent'));
  });
});

describe('a consent is refused', () => {
  const good = () => ({ caseId: graph.id('amal'), partnerKind: 'NGO', organisation: 'ngo-de-haven', givenAt: MARCH });
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
  test.each<[string, () => object, RegExp]>([
    ['for a case out of reach', () => ({ caseId: graph.id('hana') }), /^BAD_USER_INPUT There is no such case/],
    ['for a case of nobody', () => ({ caseId: NOBODY }), /^BAD_USER_INPUT There is no such case/],
    ['for what is no case', () => ({ caseId: "'; --" }), /^BAD_USER_INPUT There is no such case/],
    ['for a kind that needs none', () => ({ partnerKind: 'IND', organisation: 'ind' }), /only\.$/],
    ['for a kind that is in no view', () => ({ partnerKind: 'RESEARCHER' }), /MUNICIPALITY, NGO, DTV only\.$/],
    ['for an organisation of another kind', () => ({ organisation: 'amsterdam' }), /no organisation of that kind/],
    ['for an organisation of nobody', () => ({ organisation: 'ngo-x' }), /no organisation of that kind/],
    ['in the future', () => ({ givenAt: inAnHour() }), /lies in the future/],
    ['before there was anything to consent to', () => ({ givenAt: '2018-12-31T22:59:59Z' }), /before the first day/],
  ])('%s, and nothing is written', async (_what, input, message) => {
    const before = await graph.database.admin`select id from app.consent`;
    const answer = await change(graph, AMSTERDAM, 'recordConsent', { ...good(), ...input() });
    expect(refusalsOf(answer)).toEqual([expect.stringMatching(message)]);
    expect(await graph.database.admin`select id from app.consent`).toHaveLength(before.length);
  });

  test('when the logs cannot be written, and then nothing is written', async () => {
    const before = await graph.database.admin`select id from app.consent`;
    const answer = await withoutLogs(graph, () =>
      change(graph, AMSTERDAM, 'recordConsent', { ...good(), caseId: graph.id('idris') }),
    );
    expect([answer.status, codesOf(answer)]).toEqual([503, ['LOG_UNAVAILABLE']]);
    expect(await graph.database.admin`select id from app.consent`).toHaveLength(before.length);
  });
});

describe('a withdrawal is refused', () => {
  const consentOf = async (person: string, partnerKind: string) =>
    (await consentsOf(graph, AMSTERDAM, graph.id(person))).find((one) => one.partnerKind === partnerKind)!;
  const refused = async (who: object, input: object) =>
    refusalsOf(await change(graph, who as never, 'withdrawConsent', input));

  test('of a consent that is not in reach, as of one that does not exist or is none', async () => {
    const [dawit] = await consentsOf(graph, ROTTERDAM, graph.id('dawit'));
    const said = ['BAD_USER_INPUT There is no such consent in your reach.'];
    for (const consentId of [dawit!.id, NOBODY, 'x']) expect(await refused(AMSTERDAM, { consentId })).toEqual(said);
  });

  test("to an NGO, of another's, in the same words", async () => {
    const other = await record(AMSTERDAM, { caseId: graph.id('amal'), partnerKind: 'DTV', givenAt: MARCH });
    expect(await refused(DE_HAVEN, { consentId: other.id })).toEqual([
      'BAD_USER_INPUT There is no such consent in your reach.',
    ]);
    expect((await consentOf('amal', 'DTV')).withdrawnAt).toBeNull();
  });

  test('before it was given, or in the future', async () => {
    const { id: consentId } = await consentOf('amal', 'NGO');
    const early = await refused(AMSTERDAM, { consentId, withdrawnAt: '2023-12-31T23:59:59Z' });
    expect(early).toEqual([expect.stringMatching(/before the consent was given/)]);
    const late = await refused(AMSTERDAM, { consentId, withdrawnAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(late).toEqual([expect.stringMatching(/lies in the future/)]);
  });

  test('when the logs cannot be written: the consent stands', async () => {
    const { id: consentId } = await consentOf('amal', 'NGO');
    const answer = await withoutLogs(graph, () => change(graph, AMSTERDAM, 'withdrawConsent', { consentId }));
    expect(codesOf(answer)).toEqual(['LOG_UNAVAILABLE']);
    expect((await consentOf('amal', 'NGO')).withdrawnAt).toBeNull();
  });

  test('to a partner without the right: dtv has no such field', async () => {
    const answer = await graph.ask({ ...DTV, query: `mutation { withdrawConsent(input: { consentId: "x" }) { id } }` });
    expect(codesOf(answer)).toContain('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('the latest word counts', () => {
  it('withdrawing twice says when it was withdrawn first, and by whom', async () => {
    const { id: consentId } = await record(AMSTERDAM, {
      caseId: graph.id('idris'),
      partnerKind: 'NGO',
      givenAt: MARCH,
    });
    const first = await withdraw(AMSTERDAM, { consentId, withdrawnAt: '2024-05-01T00:00:00Z' });
    expect(first).toMatchObject({ withdrawnAt: '2024-05-01T00:00:00Z', withdrawnBy: 'amsterdam' });
    expect(await withdraw(AMSTERDAM, { consentId })).toEqual(first);
  });

  it('a consent of before the withdrawal is refused; one of after it stands beside the old one', async () => {
    const input = { caseId: graph.id('idris'), partnerKind: 'NGO' };
    for (const givenAt of [MARCH, '2024-04-30T00:00:00Z']) {
      const answer = await change(graph, AMSTERDAM, 'recordConsent', { ...input, givenAt });
      expect(refusalsOf(answer)).toEqual([expect.stringMatching(/withdrew this consent after/)]);
    }
    await record(AMSTERDAM, { ...input, givenAt: '2024-05-02T00:00:00Z' });
    const all = await consentsOf(graph, AMSTERDAM, graph.id('idris'));
    expect(all.map(({ withdrawnAt }) => withdrawnAt)).toEqual(['2024-05-01T00:00:00Z', null]);
  });
});
