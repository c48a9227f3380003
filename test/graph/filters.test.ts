import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type GraphQLInputObjectType, getNamedType } from 'graphql';
import { codesOf, masterOfTests, startGraph, type TestGraph } from '../support/graph.js';
import { ASKERS, cellOf, guardedMembers, permits } from '../support/policy-matrix.js';
import { V, WORLD } from '../support/world.js';

const IND = { organisation: 'ind' };
const HAVEN = { organisation: 'ngo-de-haven' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

/** Ids of the cases that filters find, for each filter; all in one operation. */
async function found(
  who: { organisation: string; purpose?: string },
  filters: readonly unknown[],
): Promise<string[][]> {
  const fields = filters.map(
    (_, place) => `f${place}: cases(first: 200, filter: $f${place}) { totalCount edges { node { id } } }`,
  );
  const declared = filters.map((_, place) => `$f${place}: CaseFilter`).join(', ');
  const variables = Object.fromEntries(filters.map((filter, place) => [`f${place}`, filter]));
  const answer = await graph.ask({ ...who, query: `query (${declared}) { ${fields.join(' ')} }`, variables });
  expect(answer.errors).toBeUndefined();
  const lists = Object.values(answer.data) as (typeof answer.data)[];
  for (const { totalCount, edges } of lists) expect(totalCount).toBe(edges.length);
  return lists.map(({ edges }) => edges.map(({ node }) => String(node.id)).sort());
}

const master = masterOfTests();
const NO_FILTERS_OF_CASES = ['FindPersonInput', 'StatisticsInput', 'StatisticsFilter'];
const filters = guardedMembers(master).inputs.filter(({ type }) => !NO_FILTERS_OF_CASES.includes(type));
const edgeOf = (type: string) => {
  const fields = Object.values((master.getType('CaseFilter') as GraphQLInputObjectType).getFields());
  return fields.find((field) => getNamedType(field.type).name === type)?.name;
};

/** Every condition that has one value of a field: one of a list, one day, or true and false. */
function conditionFor(type: string, field: string, value: unknown): unknown {
  const named = getNamedType((master.getType(type) as GraphQLInputObjectType).getFields()[field]!.type).name;
  if (named === 'DateRange') return { from: value, until: value };
  return named === 'TruthFilter' ? { is: value } : { in: [value] };
}

/** What an answer shows of a field, for each case: the values of all its records. */
function shownValues(node: Record<string, unknown>, edge: string | undefined, field: string): unknown[] {
  const records = edge === undefined ? [node] : [node[edge]].flat().filter((record) => record !== null);
  return (records as Record<string, unknown>[]).map((record) => record[field]).filter((value) => value != null);
}

const shownNodes = new Map<string, Promise<Record<string, unknown>[]>>();

/** What a view's asker is shown of every case: all fields that there is a filter for. Asked once. */
function shownIn(view: string): Promise<Record<string, unknown>[]> {
  const known = shownNodes.get(view) ?? askShown(view);
  shownNodes.set(view, known);
  return known;
}

async function askShown(view: string): Promise<Record<string, unknown>[]> {
  const selections = filters
    .filter(({ type, categories }) => type !== 'PersonFilter' && permits(view, categories))
    .map(({ type, name }) => (edgeOf(type) ? `${edgeOf(type)} { ${name} }` : name));
  const query = `{ cases(first: 200) { edges { node { id ${selections.join(' ')} } } } }`;
  const { data } = await graph.ask({ ...ASKERS[view]!, query });
  return data.cases.edges.map(({ node }) => node as unknown as Record<string, unknown>);
}

describe('a filter finds what the answer shows, and nothing that it does not show', () => {
  const views = ['MUNICIPALITY/CASE_COORDINATION', 'NGO/GUIDANCE', 'IND/RESIDENCE_DECISION'];
  const cases = filters
    .filter(({ type }) => type !== 'PersonFilter')
    .map(({ type, name, categories }) => [`${type}.${name}`, type, name, categories] as const);

  test.each(cases)('%s', async (_, type, name, categories) => {
    const edge = edgeOf(type);
    let checked = 0;
    for (const view of views.filter((one) => permits(one, categories))) {
      const shown = (await shownIn(view)).map((node) => ({
        id: String(node.id),
        values: shownValues(node, edge, name),
      }));
      const values = [...new Set(shown.flatMap((one) => one.values))].slice(0, 3);
      if (values.length === 0) continue;
      const wanted = values.map((value) => {
        const condition = { [name]: conditionFor(type, name, value) };
        return edge ? { [edge]: condition } : condition;
      });
      const expected = values.map((value) =>
        shown
          .filter((one) => one.values.includes(value))
          .map(({ id }) => id)
          .sort(),
      );
      expect(await found(ASKERS[view]!, wanted)).toEqual(expected);
      checked += values.length;
    }
    expect(checked).toBeGreaterThan(0);
  });

  /** What the agencies state of a person, by the records themselves; a BSN only where it is one's own. */
  test.each(filters.filter(({ type, name }) => type === 'PersonFilter' && name !== 'vNumber'))(
    'PersonFilter.$name: met when any agency states it',
    async ({ name, categories }) => {
      const own = cellOf('MUNICIPALITY/CASE_COORDINATION', categories[0] as string) === 'own';
      const statements = WORLD.filter(({ organisation }) => !own || organisation === 'amsterdam').flatMap((record) =>
        Object.values(record.parts).flatMap((rows) =>
          rows.flatMap((row) =>
            [row[name] ?? []].flat().map((value) => ({ value, person: record.identifiers.vNumber })),
          ),
        ),
      );
      const values = [...new Set(statements.map(({ value }) => value))];
      expect(values.length).toBeGreaterThan(0);
      const all = await graph.ask({
        ...AMSTERDAM,
        query: '{ cases(first: 200) { edges { node { id person { vNumber } } } } }',
      });
      const ids = new Map(all.data.cases.edges.map(({ node }) => [String(node.person.vNumber), String(node.id)]));
      const expected = values.map((value) => {
        const people = new Set(statements.filter((one) => one.value === value).map(({ person }) => String(person)));
        return [...people].flatMap((person) => ids.get(person) ?? []).sort();
      });
      expect(
        await found(
          AMSTERDAM,
          values.map((value) => ({ person: { [name]: { in: [value] } } })),
        ),
      ).toEqual(expected);
    },
  );

  it('PersonFilter.vNumber: where it may be read', async () => {
    const filter = { person: { vNumber: { in: Object.values(V) } } };
    expect(await found(HAVEN, [filter])).toEqual([[graph.id('amal')]]);
    expect((await found(IND, [filter]))[0]).toHaveLength(10);
  });
});

describe('a condition on what is withheld', () => {
  it('finds nothing, neither by the value nor by its opposite', async () => {
    const kinds = ['ASYLUM_FIRST', 'ASYLUM_SUBSEQUENT', 'REGULAR', 'ART64_MEDICAL', 'NO_FAULT', 'STATELESSNESS'];
    const open = [{ applications: { kind: { in: kinds } } }, { applications: { submittedAt: { from: '1900-01-01' } } }];
    const medical = { applications: { medicalOutcome: { in: ['POSTPONED', 'NOT_POSTPONED'] } } };
    expect(await found(HAVEN, [...open, medical])).toEqual([
      [graph.id('amal')],
      [graph.id('amal')],
      [graph.id('amal')],
    ]);
    expect(await found(AMSTERDAM, [medical])).toEqual([[]]);
    expect(await found({ organisation: 'rotterdam', purpose: 'CASE_COORDINATION' }, [medical])).toEqual([
      [graph.id('dawit')],
    ]);
    const places = { shelterStays: { location: { in: ['De Oever', 'Maaszicht', 'Huize De Haven'] } } };
    expect(await found(HAVEN, [places])).toEqual([[graph.id('kofi')]]);
  });

  it('beside one that may be read finds no more for it', async () => {
    const both = { status: { in: ['IN_GUIDANCE'] }, applications: { kind: { in: ['ART64_MEDICAL', 'REGULAR'] } } };
    expect(await found(HAVEN, [both])).toEqual([[graph.id('amal')]]);
  });
});

describe('conditions', () => {
  it('on one edge must be met by one and the same record', async () => {
    const apart = { applications: { kind: { in: ['ASYLUM_FIRST'] }, medicalOutcome: { in: ['POSTPONED'] } } };
    const together = { applications: { kind: { in: ['ART64_MEDICAL'] }, medicalOutcome: { in: ['POSTPONED'] } } };
    const amalOnly = { ...together, person: { familyName: { in: ['Abdi'] } } };
    expect(await found(IND, [apart, amalOnly])).toEqual([[], [graph.id('amal')]]);
  });

  it('that are null are no conditions', async () => {
    const [all, none] = await found(IND, [
      null,
      { status: null, applications: null, person: { bsn: null, familyName: { in: ['Abdi'] } } },
    ]);
    expect(all!.length).toBeGreaterThan(none!.length);
    expect(none).toEqual([graph.id('amal')]);
  });

  test.each([
    { status: { in: [] } },
    { person: {} },
    { person: { familyName: { in: [] } } },
    { applications: {} },
    { applications: { kind: null } },
    { arrivedAt: {} },
    { arrivedAt: { from: null } },
    { shelterStays: { arrivedAt: {} } },
  ])('that are empty are refused, because they read as nothing or everything: %j', async (filter) => {
    const answer = await graph.ask({
      ...IND,
      query: 'query ($filter: CaseFilter) { cases(filter: $filter) { totalCount } }',
      variables: { filter },
    });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    { identity: { sourceLevel: { in: [99_999] } } },
    { arrivedAt: { until: '0000-01-01' } },
    { person: { familyName: { in: ['a\u0000b'] } } },
    { person: { birthDate: { in: ['1990-13'] } } },
  ])('on values that nobody can have find nothing or are refused, and break nothing: %j', async (filter) => {
    const answer = await graph.ask({
      ...IND,
      query: 'query ($filter: CaseFilter) { cases(filter: $filter) { totalCount } }',
      variables: { filter },
    });
    if (answer.errors) expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    else expect(answer.data.cases.totalCount).toBe(0);
  });
});
