import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGraph, type TestGraph } from '../support/graph.js';
import { dossier, file, V, WORLD } from '../support/world.js';

const IND = { organisation: 'ind' };
const HAVEN = { organisation: 'ngo-de-haven' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

async function seen(who: { organisation: string; purpose?: string }, person: string, fields: string) {
  const answer = await graph.ask({
    ...who,
    query: `query ($id: ID!) { case(id: $id) { ${fields} } }`,
    variables: { id: graph.id(person) },
  });
  expect(answer.errors).toBeUndefined();
  return answer.data.case;
}

describe('records of several tables', () => {
  it('are joined by their key, and only where they belong together', async () => {
    expect(await seen(IND, 'amal', 'applications { kind legalArticle medicalOutcome }')).toEqual({
      applications: [
        { kind: 'ASYLUM_FIRST', legalArticle: '31', medicalOutcome: null },
        { kind: 'ART64_MEDICAL', legalArticle: null, medicalOutcome: 'POSTPONED' },
      ],
    });
    const procedures = 'returnProcedures { openedAt laissezPasserStage plannedDepartureAt officer { name email } }';
    expect(await seen(IND, 'amal', procedures)).toEqual({
      returnProcedures: [
        { openedAt: '2023-03-02', laissezPasserStage: null, plannedDepartureAt: null, officer: null },
        {
          openedAt: '2024-03-21',
          laissezPasserStage: 'REQUESTED',
          plannedDepartureAt: '2024-10-01',
          officer: { name: 'R. Voerder', email: 'regie@example.org' },
        },
      ],
    });
  });

  it('give the same list when only one table of it is asked for', async () => {
    expect(await seen(IND, 'amal', 'applications { legalArticle }')).toEqual({
      applications: [{ legalArticle: '31' }, { legalArticle: null }],
    });
    expect(await seen(IND, 'amal', 'applications { __typename }')).toEqual({
      applications: [{ __typename: 'Application' }, { __typename: 'Application' }],
    });
  });

  it('that are one record are shown as one: each table’s latest', async () => {
    expect(
      await seen(
        IND,
        'amal',
        'supervision { reportingStatus measure measureUntil } identity { established documents { kind number } }',
      ),
    ).toEqual({
      supervision: { reportingStatus: 'MET', measure: 'ART_56', measureUntil: '2024-09-22' },
      identity: {
        established: true,
        documents: [
          { kind: 'PASSPORT', number: 'ER1234567' },
          { kind: 'BIRTH_CERTIFICATE', number: 'B77' },
        ],
      },
    });
  });

  it('of which there are none are an empty list, or nothing', async () => {
    const fields =
      'shelterStays { kind } applications { kind } returnProcedures { state } supervision { measure } identity { established } outflow { reason }';
    expect(await seen(IND, 'idris', fields)).toEqual({
      shelterStays: [],
      applications: [],
      returnProcedures: [],
      supervision: null,
      identity: null,
      outflow: null,
    });
  });

  it('show an NGO the case officer where consent for the procedure is missing', async () => {
    expect(await seen(HAVEN, 'bilal', 'returnProcedures { officer { name } state openedAt }')).toEqual({
      returnProcedures: [{ officer: { name: 'S. Regie' }, state: null, openedAt: null }],
    });
  });
});

describe('of several municipal files', () => {
  it('the one with the latest arrival shows, the plan with its own efforts, and every stay', async () => {
    const fields =
      'status municipality arrivedAt leftAt plan { scenario efforts { organisation effort } } shelterStays { arrivedAt }';
    for (const organisation of ['amsterdam', 'rotterdam']) {
      expect(await seen({ organisation, purpose: 'CASE_COORDINATION' }, 'eden', fields)).toEqual({
        status: 'IN_GUIDANCE',
        municipality: 'ROTTERDAM',
        arrivedAt: '2023-06-01',
        leftAt: null,
        plan: { scenario: 'LEGALISATION', efforts: [{ organisation: 'rotterdam', effort: 'New effort' }] },
        shelterStays: [{ arrivedAt: '2021-01-01' }, { arrivedAt: '2023-06-01' }],
      });
    }
  });

  it('that begin on one day, the same one shows in fields, filters and orders', async () => {
    const { municipality } = (await seen(AMSTERDAM, 'miran', 'municipality')) as unknown as { municipality: string };
    const query =
      'query ($in: [Municipality!]!) { cases(filter: { municipality: { in: $in }, arrivedAt: { from: "2024-03-01", until: "2024-03-01" } }) { edges { node { id } } } }';
    const ask = async (one: string) => {
      const { data } = await graph.ask({ ...AMSTERDAM, query, variables: { in: [one] } });
      return data.cases.edges.map(({ node }) => String(node.id));
    };
    const other = municipality === 'AMSTERDAM' ? 'ROTTERDAM' : 'AMSTERDAM';
    expect(await ask(municipality)).toContain(graph.id('miran'));
    expect(await ask(other)).not.toContain(graph.id('miran'));
  });

  it('whoever left and came back elsewhere has not left: an older file’s outflow is history', async () => {
    for (const caller of [AMSTERDAM, { ...AMSTERDAM, organisation: 'rotterdam' }, IND]) {
      expect(await seen(caller, 'eden', 'status leftAt outflow { reason leftAt }')).toEqual({
        status: 'IN_GUIDANCE',
        leftAt: null,
        outflow: null,
      });
    }
    const query = '{ cases(filter: { outflow: { reason: { in: [UNKNOWN_DESTINATION] } } }) { totalCount } }';
    expect((await graph.ask({ ...AMSTERDAM, query })).data.cases.totalCount).toBe(0);
  });

  it('each keeps its own BSN', async () => {
    expect(await seen(AMSTERDAM, 'eden', 'person { bsn }')).toEqual({ person: { bsn: '000000036' } });
    expect(await seen({ ...AMSTERDAM, organisation: 'rotterdam' }, 'eden', 'person { bsn }')).toEqual({
      person: { bsn: null },
    });
    expect(await seen(IND, 'eden', 'person { bsn }')).toEqual({ person: { bsn: '000000036' } });
  });
});

describe('the person', () => {
  it('is shown by the strongest source level, and supplemented where that is silent', async () => {
    expect(await seen(IND, 'farid', 'person { birthDate birthPlace nationalities }')).toEqual({
      person: { birthDate: '1991-02-14', birthPlace: 'Kabul', nationalities: ['0315'] },
    });
    expect(await seen(IND, 'eden', 'person { familyName birthDate birthPlace }')).toEqual({
      person: { familyName: 'Girmay', birthDate: '1995-03-08', birthPlace: 'Addis Ababa' },
    });
  });

  it('is shown to who may not read the stronger statement by the one they may', async () => {
    await graph.store([
      dossier('GUIDANCE', 'ngo-de-haven', 'farid', { trajectory: [{ phase: 'INTAKE', startedAt: '2024-04-01' }] }),
    ]);
    expect(await seen(HAVEN, 'farid', 'person { birthDate nationalities }')).toEqual({
      person: { birthDate: '1990-01', nationalities: ['0300', '0315'] },
    });
  });

  it('says where each shown statement comes from, and of none that is not shown', async () => {
    expect(await seen(IND, 'farid', 'person { birthDate birthPlace provenance { source deliveredBy } }')).toMatchObject(
      {
        person: {
          provenance: [
            { source: 'IND', deliveredBy: 'ind' },
            { source: 'SHELTER', deliveredBy: 'amsterdam' },
          ],
        },
      },
    );
    for (const beside of ['', 'conflicts { field }']) {
      expect(await seen(IND, 'farid', `person { givenNames provenance { source } } ${beside}`)).toMatchObject({
        person: { givenNames: 'Farid', provenance: [{ source: 'IND' }] },
      });
    }
  });

  it('is found by V-number with the V-number in it, whoever else has one', async () => {
    const query = 'query ($v: VNumber!) { caseByVNumber(vNumber: $v) { id person { vNumber familyName } } }';
    const { data, errors } = await graph.ask({ ...IND, query, variables: { v: V.kofi } });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      caseByVNumber: { id: graph.id('kofi'), person: { vNumber: V.kofi, familyName: 'Mensah' } },
    });
  });
});

describe('conflicts', () => {
  const fields = 'conflicts { field values { values sourceLevel provenance { source } } }';

  it('list what sources say differently, the strongest first', async () => {
    expect(await seen(IND, 'farid', fields)).toEqual({
      conflicts: [
        {
          field: 'BIRTH_DATE',
          values: [
            { values: ['1991-02-14'], sourceLevel: 2, provenance: { source: 'IND' } },
            { values: ['1990-01'], sourceLevel: 5, provenance: { source: 'SHELTER' } },
          ],
        },
        {
          field: 'NATIONALITIES',
          values: [
            { values: ['0315'], sourceLevel: 2, provenance: { source: 'IND' } },
            { values: ['0300', '0315'], sourceLevel: 5, provenance: { source: 'SHELTER' } },
          ],
        },
      ],
    });
  });

  it('are none where one only says it less precisely, in another spelling or order', async () => {
    expect(await seen(IND, 'goran', fields)).toEqual({ conflicts: [] });
  });

  it('do not show who may not read a side that there is one', async () => {
    expect(await seen(HAVEN, 'farid', fields)).toEqual({ conflicts: [] });
    expect(await seen({ organisation: 'amsterdam', purpose: 'SHELTER_OPERATIONS' }, 'farid', fields)).toEqual({
      conflicts: [],
    });
  });
});

describe('provenance', () => {
  it('names source, deliverer and moments of the record it stands on', async () => {
    const one = 'provenance { source deliveredBy recordedAt retrievedAt }';
    const joined = await seen(IND, 'eden', `${one} plan { ${one} }`);
    const expected = {
      source: 'SHELTER',
      deliveredBy: 'rotterdam',
      recordedAt: expect.stringMatching(/^2024-05-01T08:00:00/),
      retrievedAt: expect.stringMatching(/^20\d\d-/),
    };
    expect(joined).toEqual({ provenance: expected, plan: { provenance: expected } });
  });

  it('is no key of the register: file keys and record keys are in no answer', async () => {
    const { text } = await graph.ask({
      ...AMSTERDAM,
      query:
        '{ cases { edges { node { provenance { source deliveredBy } applications { kind provenance { source } } } } } }',
    });
    expect(text).not.toMatch(/Z1|eden-amsterdam|"amal"/);
  });
});

describe('a new delivery', () => {
  it('of a file replaces what it said, and adds no second record', async () => {
    await graph.store([
      file('amsterdam', 'idris', {
        caseFile: [{ status: 'LEFT', municipality: 'AMSTERDAM', arrivedAt: '2024-01-02', leftAt: '2024-06-01' }],
      }),
    ]);
    expect(await seen(AMSTERDAM, 'idris', 'status leftAt plan { scenario }')).toEqual({
      status: 'LEFT',
      leftAt: '2024-06-01',
      plan: null,
    });
  });
});
