import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { dossier, V, WORLD } from '../support/world.js';

const HAVEN = { organisation: 'ngo-de-haven' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const ROTTERDAM = { organisation: 'rotterdam', purpose: 'CASE_COORDINATION' };
const DTV = { organisation: 'dtv' };

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const ofCase = (who: { organisation: string; purpose?: string }, person: string, fields: string, headers = {}) =>
  graph.ask({
    ...who,
    query: `query ($id: ID!) { case(id: $id) { ${fields} } }`,
    variables: { id: graph.id(person) },
    headers,
  });

describe('a null says why', () => {
  it('nothing, when the source has no value', async () => {
    const answer = await ofCase(HAVEN, 'amal', 'leftAt applications { remedy } supervision: outflow { reason }');
    expect(answer.data.case).toEqual({
      leftAt: null,
      applications: [{ remedy: 'APPEAL' }, { remedy: null }],
      supervision: null,
    });
    expect(answer.absences).toEqual([]);
  });

  it('WITHHELD for want of consent: withdrawn, given to another, never given', async () => {
    for (const person of ['bilal', 'cyra', 'kofi']) {
      const answer = await ofCase(HAVEN, person, 'person { vNumber } applications { kind } returnProcedures { state }');
      expect(answer.data.case.person.vNumber).toBeNull();
      expect(answer.data.case.applications).toBeNull();
      expect(answer.absences).toContainEqual({ path: 'case.person.vNumber', reason: 'WITHHELD', condition: 'CONSENT' });
      expect(answer.absences).toContainEqual({ path: 'case.applications', reason: 'WITHHELD', condition: 'CONSENT' });
    }
  });

  it('and gives the value where consent stands, for the one NGO or for all of the kind', async () => {
    const query = 'person { vNumber } applications { kind }';
    expect((await ofCase(HAVEN, 'amal', query)).data.case.person.vNumber).toBe(V.amal);
    const dawit = await ofCase({ organisation: 'ngo-het-anker' }, 'dawit', query);
    expect(dawit.data.case).toEqual({ person: { vNumber: V.dawit }, applications: [{ kind: 'ART64_MEDICAL' }] });
    expect(dawit.absences).toEqual([]);
  });

  it('WITHHELD where the record is another organisation’s, and plain null where one’s own has no value', async () => {
    const answer = await ofCase(AMSTERDAM, 'eden', 'shelterStays { location attention }');
    expect(answer.data.case.shelterStays).toEqual([
      { location: 'De Oever', attention: null },
      { location: null, attention: null },
    ]);
    expect(answer.absences).toEqual(
      ['location', 'attention'].map((field) => ({
        path: `case.shelterStays.*.${field}`,
        reason: 'WITHHELD',
        condition: 'OWN',
        at: [1],
      })),
    );
  });

  it('a place that an NGO runs is the NGO’s own', async () => {
    const query = 'shelterStays { location }';
    expect((await ofCase(HAVEN, 'kofi', query)).data.case.shelterStays).toEqual([{ location: 'Huize De Haven' }]);
    const answer = await ofCase(AMSTERDAM, 'kofi', query);
    expect(answer.data.case.shelterStays).toEqual([{ location: null }]);
    expect(answer.absences[0]).toMatchObject({ path: 'case.shelterStays.*.location', condition: 'OWN' });
  });

  it('for each answer, with the policy that decided and the trace that finds its log lines', async () => {
    const { text, traceId } = await ofCase(AMSTERDAM, 'amal', 'id');
    expect(JSON.parse(text).extensions.decision).toEqual({ policyVersion: expect.stringMatching(/^\d{4}-/), traceId });
    expect(traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });
});

describe('whether or not there is a value behind it', () => {
  /** Asks, hides a value or shows one where nobody may look, and asks again. */
  async function sameBefore(change: () => Promise<void>, ask: () => ReturnType<typeof ofCase>) {
    const before = await ask();
    await change();
    const after = await ask();
    expect(after.text).toBe(before.text);
    expect(before.absences.length).toBeGreaterThan(0);
  }

  it('an NGO without consent cannot tell applications from none', () =>
    sameBefore(
      () => graph.change(`delete from ind.application where source_key in ('bilal', 'cyra')`),
      () =>
        graph.ask({
          ...HAVEN,
          query:
            '{ cases { totalCount edges { cursor node { id applications { kind medicalOutcome } timeline { edges { node { kind } } } } } } }',
        }),
    ));

  it('a municipality cannot tell another’s BSN or place from none', () =>
    sameBefore(
      () =>
        graph.change(
          `delete from shelter.person_bsn where delivered_by = 'amsterdam'; delete from shelter.place where delivered_by = 'amsterdam'`,
        ),
      () =>
        ofCase(
          ROTTERDAM,
          'eden',
          'person { bsn provenance { deliveredBy } } shelterStays { location provenance { recordedAt } }',
        ),
    ));

  it('the DT&V cannot tell a telephone number from none', () =>
    sameBefore(
      () =>
        graph.change(
          `delete from shelter.person_contact where source_key = 'amal'; delete from guidance.person_contact`,
        ),
      () => ofCase(DTV, 'amal', 'person { telephone language } guidance { phase }'),
    ));

  it('a municipality without consent cannot tell art. 64 from nothing', () =>
    sameBefore(
      () =>
        graph
          .store([
            dossier('IND', 'ind', 'farid', {
              application: [{ recordKey: 'Z1', kind: 'REGULAR', state: 'SUBMITTED', submittedAt: '2024-03-02' }],
            }),
          ])
          .then(() => graph.change(`delete from ind.medical_outcome where source_key = 'amal'`)),
      () =>
        ofCase(
          AMSTERDAM,
          'amal',
          'applications { kind medicalOutcome medicalValidUntil } returnProcedures { laissezPasserStage }',
        ),
    ));
});

describe('the path of an absence', () => {
  it('folds the items of lists, one level or several, and counts them', async () => {
    const answer = await graph.ask({
      ...AMSTERDAM,
      query:
        '{ cases(orderBy: { field: FAMILY_NAME, direction: ASC }) { edges { node { shelterStays { location } applications { medicalOutcome } } } } }',
    });
    const nodes = answer.data.cases.edges.map((edge) => edge.node);
    const places = nodes.flatMap((node, row) =>
      [...node.applications].flatMap(({ medicalOutcome }, place) => (medicalOutcome === null ? [[row, place]] : [])),
    );
    expect(places.length).toBeGreaterThan(3);
    expect(answer.absences).toContainEqual({
      path: 'cases.edges.*.node.applications.*.medicalOutcome',
      reason: 'WITHHELD',
      condition: 'CONSENT',
      at: places,
    });
  });

  it('is that of the answer: aliases, fragments, @skip and @include', async () => {
    const answer = await graph.ask({
      ...HAVEN,
      query: `query ($id: ID!, $yes: Boolean!, $no: Boolean!) {
        one: case(id: $id) { ...Seen who: person { number: vNumber @include(if: $yes) } }
        two: case(id: $id) { ... on Case @skip(if: $yes) { applications { kind } } person { vNumber @include(if: $no) givenNames } }
      } fragment Seen on Case { procedures: returnProcedures { state } }`,
      variables: { id: graph.id('cyra'), yes: true, no: false },
    });
    expect(answer.absences.map(({ path }) => path).sort()).toEqual(['one.procedures', 'one.who.number']);
    expect(answer.data.two).toEqual({ person: { givenNames: 'Cyra' } });
  });

  it('stays right when the same document comes again with other variables', async () => {
    const query =
      'query ($id: ID!, $with: Boolean!) { case(id: $id) { person { vNumber @include(if: $with) givenNames } } }';
    for (const wanted of [true, false, true, true, false]) {
      const answer = await graph.ask({ ...HAVEN, query, variables: { id: graph.id('cyra'), with: wanted } });
      expect(answer.absences.length).toBe(wanted ? 1 : 0);
      expect('vNumber' in answer.data.case.person).toBe(wanted);
    }
  });
});

describe('X-Absences: strict', () => {
  const strict = { 'x-absences': 'strict' };

  it('gives nothing when something would be withheld, and does not say what', async () => {
    const answer = await ofCase(HAVEN, 'cyra', 'person { vNumber }', strict);
    expect(answer.data).toBeNull();
    expect(answer.absences).toEqual([]);
    expect(codesOf(answer)).toEqual(['WOULD_WITHHOLD']);
    expect(answer.text).not.toMatch(/vNumber|CONSENT|Cyra/);
  });

  it('gives the answer when nothing is withheld', async () => {
    const answer = await ofCase(HAVEN, 'amal', 'person { vNumber givenNames } leftAt', strict);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.case).toEqual({ person: { vNumber: V.amal, givenNames: 'Amal' }, leftAt: null });
  });

  it('gives a case out of reach as it is without it: null', async () => {
    const answer = await ofCase(HAVEN, 'hana', 'person { vNumber }', strict);
    expect(answer.data).toEqual({ case: null });
  });
});
