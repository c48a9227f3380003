import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { fillReadModels } from '../../src/delivery/fill-read-models.js';
import { roleName } from '../../src/policy/role-name.js';
import { allParts } from '../../src/sources/index.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { file, V, WORLD } from '../support/world.js';

const IND = { organisation: 'ind' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };

/** Enough files for a page of two hundred. */
const MANY: SourceRecord[] = Array.from({ length: 200 }, (_, number) => {
  const key = `extra-${number}`;
  const parts = { caseFile: [{ status: 'REFERRED', municipality: 'AMSTERDAM', arrivedAt: '2020-01-01' }] };
  return { ...file('amsterdam', 'idris', parts, key) };
});

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph([...WORLD, ...MANY]);
});
afterAll(() => graph?.close());

/** The statements of one operation, apart from `begin` and `commit`. */
async function statementsOf(who: { organisation: string; purpose?: string }, query: string, variables = {}) {
  graph.statements.length = 0;
  const answer = await graph.ask({ ...who, query, variables });
  expect(answer.errors).toBeUndefined();
  return [...graph.statements];
}

const NODE = `id status person { familyName birthDate } plan { scenario efforts { effort } } guidance { phase }
  applications { kind legalArticle } returnProcedures { state officer { name } } identity { documents { kind } }
  conflicts { field } timeline { edges { node { kind } } }`;

describe('an operation takes three statements at most, whatever it touches', () => {
  test.each([1, 50, 200])('for a page of %d cases with everything', async (first) => {
    const statements = await statementsOf(
      AMSTERDAM,
      `{ cases(first: ${first}) { totalCount edges { cursor node { ${NODE} } } } }`,
    );
    expect(statements).toHaveLength(3);
  });

  it('for several root fields at once', async () => {
    const query = `query ($id: ID!, $v: VNumber!) {
      a: case(id: $id) { ${NODE} } b: case(id: $id) { status } c: caseByVNumber(vNumber: $v) { ${NODE} }
      d: cases(first: 5) { edges { node { ${NODE} } } } e: cases(last: 5) { totalCount }
      f: findPerson(input: { name: "Amal Abdi", birthDate: "1990-05-17", vNumber: $v }) { ${NODE} } me { organisation }
    }`;
    expect(await statementsOf(AMSTERDAM, query, { id: graph.id('amal'), v: V.amal })).toHaveLength(3);
  });

  it('and one where it names its cases by id, be they in reach or not', async () => {
    const query = `query ($id: ID!) { case(id: $id) { ${NODE} } }`;
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await statementsOf(AMSTERDAM, query, { id: graph.id('amal') })).toHaveLength(1);
    expect(await statementsOf(AMSTERDAM, query, { id: nobody })).toHaveLength(1);
    const several = `query ($a: ID!, $b: ID!, $c: ID!) { a: case(id: $a) { ${NODE} } b: case(id: $b) { status }
      c: case(id: $c) { plan { scenario } } }`;
    const ids = { a: graph.id('amal'), b: graph.id('idris'), c: nobody };
    expect(await statementsOf(AMSTERDAM, several, ids)).toHaveLength(1);
  });

  it('for a person that is looked for', async () => {
    const input = '{ name: "Amal Abdi", birthDate: "1990-05-17", nationality: "0084" }';
    const query = `{ findPerson(input: ${input}) { applications { kind } status } }`;
    expect(await statementsOf(IND, query)).toHaveLength(3);
  });

  test.each([
    ['{ cases { edges { node { applications { kind } } } } }', 3],
    ['{ cases { totalCount pageInfo { endCursor } } }', 2],
    ['{ cases { edges { node { id } } } }', 2],
    ['{ cases { edges { node { id __typename } cursor } } }', 2],
    ['{ me { organisation } }', 1],
  ])('%s takes %d', async (query, statements) => {
    expect(await statementsOf(IND, query)).toHaveLength(statements);
  });

  it('the first time and when the document is compiled', async () => {
    const query = '{ cases(first: 3) { edges { node { applications { kind } returnProcedures { state } } } } }';
    for (let turn = 0; turn < 3; turn++) expect(await statementsOf(IND, query)).toHaveLength(3);
  });
});

describe('where what a source keeps of a case is outdated', () => {
  /** Outdates it, asks, and puts it back. */
  async function whileOutdated<Value>(ask: () => Promise<Value>): Promise<Value> {
    await graph.database.admin`update dtv.read_model set made_as = null where case_id = ${graph.id('amal')}`;
    try {
      return await ask();
    } finally {
      await fillReadModels(graph.database);
    }
  }

  test.each([
    ['one case', 'query ($id: ID!) { case(id: $id) { ...Read } }'],
    [
      'several',
      `query ($id: ID!) { case(id: $id) { ...Read } b: case(id: "${'0'.repeat(8)}-0000-4000-8000-000000000000") { id } }`,
    ],
    ['a page', '{ cases { edges { node { ...Read } } } }'],
  ])('the answer on %s is the same, from the tables', async (_, question) => {
    const query = `${question} fragment Read on Case { ${NODE.replace('guidance { phase }', '')} }`;
    const variables = { id: graph.id('amal') };
    const [kept, tables] = [
      await graph.ask({ ...IND, query, variables }),
      await whileOutdated(async () => {
        graph.statements.length = 0;
        return graph.ask({ ...IND, query, variables });
      }),
    ];
    expect(tables.data).toEqual(kept.data);
    expect(tables.absences).toEqual(kept.absences);
    expect(graph.statements.at(-1)).toContain('"dtv"."procedure"');
    expect(graph.statements.length).toBeLessThanOrEqual(5);
  });

  it('and whoever does not reach the case reads nothing of it, nor looks into a table', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { returnProcedures { state } } }';
    const asks = () => statementsOf({ organisation: 'ngo-het-anker' }, query, { id: graph.id('amal') });
    expect(await whileOutdated(asks)).toHaveLength(1);
  });
});

describe('a question that comes again is not planned again', () => {
  it('by whoever asks case by case', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { applications { kind state } plan { scenario decidedAt } } }';
    for (let turn = 0; turn < 20; turn++) await statementsOf(IND, query, { id: graph.id('amal') });
    const session = await graph.database.views.take(roleName('IND/RESIDENCE_DECISION'));
    try {
      const kept = await session.client.unsafe(
        `select from pg_prepared_statements
         where generic_plans > 0 and statement like '%"ind"."read_model"%' and statement like '%"shelter"."read_model"%'`,
      );
      expect(kept).toHaveLength(1);
    } finally {
      graph.database.views.give(session);
    }
  });
});

/** The columns that the statements select of sources' tables, as `table.column`. */
function selected(statements: readonly string[]): string[] {
  const ofTables =
    /json_agg\(json_build_array\(((?:t\."\w+", )+)(?:k\.n|1)\) order by .*? from ("\w+"\."\w+") t where /g;
  const ofReadModels = /\(select json_build_array\(((?:t\."\w+"(?:, )?)+)\) from ("\w+"\."read_model") t where /g;
  const found = statements.flatMap((text) => [...text.matchAll(ofTables), ...text.matchAll(ofReadModels)]);
  return found
    .flatMap(([, columns = '', table = '']) =>
      columns
        .split(', ')
        .filter(Boolean)
        .map((column) => `${table}.${column}`.replace(/"|t\./g, '')),
    )
    .sort();
}

const readOf = async (asker: typeof AMSTERDAM | typeof IND, fields: string) =>
  selected(await statementsOf(asker, `{ cases { edges { node { ${fields} } } } }`));

describe('nothing is read that was not asked for', () => {
  test.each<[string, string[]]>([
    ['applications { kind }', ['ind.read_model.application']],
    ['applications { __typename }', ['ind.read_model.application']],
    ['status', ['shelter.read_model.case_file']],
    ['outflow { reason provenance { deliveredBy } }', ['shelter.read_model.outflow']],
    ['supervision { measure }', ['avim.read_model.measure', 'avim.read_model.reporting_duty']],
    ['person { familyName }', ['ind.read_model.person_name', 'shelter.read_model.person_name']],
    ['id person { vNumber }', []],
  ])('no other table: %s', async (fields, columns) => {
    expect(await readOf(IND, fields)).toEqual(columns);
  });

  /** By which the rows of a stay are put together, and whose a place is: the answer says where it is another's. */
  const STAY_KEYS = ['delivered_by', 'record_key', 'source_key'];
  const placeColumns = (...names: string[]) =>
    [...STAY_KEYS, 'organisation', ...names].map((name) => `shelter.place.${name}`).sort();

  test.each<[string, string[]]>([
    ['shelterStays { location }', [...placeColumns('location'), 'shelter.read_model.stay']],
    [
      'shelterStays { room provenance { deliveredBy } }',
      [...placeColumns('record_closed_at', 'recorded_at', 'retrieved_at', 'room'), 'shelter.read_model.stay'],
    ],
    ['person { bsn }', ['ind.person_bsn.bsn', 'shelter.person_bsn.bsn']],
  ])('nor another column, where rows have to meet a condition: %s', async (fields, columns) => {
    expect(await readOf(AMSTERDAM, fields)).toEqual(columns);
  });

  it('and the key statement names none of a source, unless it filters or orders by it', async () => {
    const [, keys = ''] = await statementsOf(
      IND,
      `{ cases(first: 3) { totalCount edges { node { ${NODE.replace('guidance { phase }', '')} } } } }`,
    );
    for (const { schema } of allParts) expect(keys).not.toContain(`${schema}.`);
    expect(keys).not.toMatch(/case_index|case_v_number|app\.consent/);
  });

  it('and whoever needs consent asks for that alone', async () => {
    const [, keys = ''] = await statementsOf(
      { organisation: 'ngo-de-haven' },
      '{ cases { edges { node { applications { kind } } } } }',
    );
    expect(keys).toContain('app.consent');
    expect(keys).not.toContain('case_v_number');
  });

  it('nor a value written into the text of a statement', async () => {
    const query = `query ($id: ID!, $v: VNumber!, $name: String!) { case(id: $id) { status } caseByVNumber(vNumber: $v) { id }
      findPerson(input: { name: $name, birthDate: "1990-05-17", vNumber: $v }) { id }
      cases(filter: { person: { familyName: { in: [$name] } }, arrivedAt: { from: "2019-02-03" } }) { totalCount } }`;
    const texts = (await statementsOf(IND, query, { id: graph.id('amal'), v: V.amal, name: "O'Abdi" })).join('\n');
    expect(texts).not.toMatch(/Abdi|abdi|1990|2019-02-03|\d{10}/);
    expect(texts).not.toContain(graph.id('amal'));
    expect(texts).not.toContain("'ind'");
  });
});
