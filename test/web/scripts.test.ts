import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type GraphQLObjectType, type GraphQLSchema, graphqlSync, parse, validate } from 'graphql';
import { readPolicy } from '../../src/cli/policy-file.js';
import { schemaOf } from '../../src/graph/open-graph.js';
import type { ViewKey } from '../../src/model/purpose.js';
import { makeView } from '../../src/policy/view.js';
import { testConfig } from '../support/config.js';
import { loadAsset } from './asset.js';

interface PageField {
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly list: boolean;
  readonly needed: boolean;
}
type PageSchema = Map<string, { fields: PageField[] }>;
interface State {
  readonly kind: string;
}

const { caseQuery } = await loadAsset<{ caseQuery(schema: PageSchema): string }>('case/case-query.js');
const { readSchema, mergeInOrder } = await loadAsset<{
  readSchema(answer: unknown): PageSchema;
  mergeInOrder<Item extends { name: string }>(first: Item[], second: Item[]): Item[];
}>('case/view-schema.js');
const { INTROSPECTION } = await loadAsset<{ INTROSPECTION: string }>('case/view-schema.js');
const { align } = await loadAsset<{
  align(lists: (Record<string, unknown>[] | undefined)[]): (number | undefined)[][];
}>('case/align.js');
const { absencesOf } = await loadAsset<{ absencesOf(answer: unknown): (path: (string | number)[]) => unknown }>(
  'both/absences.js',
);
const { fieldState, itemState } = await loadAsset<{
  fieldState(above: unknown, type: string, field: PageField): State;
  itemState(list: unknown, index: number | undefined): State;
}>('case/states.js');
const { examplesOf, EXAMPLES } = await loadAsset<{
  examplesOf(view: string): { query: string; variables?: Record<string, unknown> }[];
  EXAMPLES: Record<string, unknown>;
}>('explorer/examples.js');
const { tableOf } = await loadAsset<{
  tableOf(answer: unknown): { columns: string[]; rows: Map<string, unknown>[] };
}>('explorer/flatten.js');

const policy = await readPolicy();
const master = schemaOf(testConfig());
const views = policy.columns.map(({ view }) => [view, makeView(master, policy, view)] as const);
const views7 = views.filter(([, schema]) => schema.getType('Case') !== undefined);
const viewOf = (key: ViewKey): GraphQLSchema => views.find(([view]) => view === key)![1];
const pageSchema = (schema: GraphQLSchema) => readSchema(graphqlSync({ schema, source: INTROSPECTION }).data);

describe('the query behind a column', () => {
  it('is asked for each of the seven views that have cases', () => {
    expect(views7).toHaveLength(7);
  });

  it.each(views7)('fits the schema of %s, and asks for every field of a case there', (_view, schema) => {
    const query = caseQuery(pageSchema(schema));
    expect(validate(schema, parse(query))).toEqual([]);
    const fields = Object.keys((schema.getType('Case') as GraphQLObjectType).getFields());
    for (const name of fields) expect(query).toMatch(new RegExp(`^    ${name}\\b`, 'm'));
  });

  it('names no shelter address for the DT&V, and does for the municipality', () => {
    expect(caseQuery(pageSchema(viewOf('DTV/RETURN')))).not.toMatch(/\b(address|location|room|bsn)\b/);
    expect(caseQuery(pageSchema(viewOf('MUNICIPALITY/CASE_COORDINATION')))).toMatch(/\baddress\b/);
  });
});

describe('the examples of the explorer', () => {
  it.each(views)('fit the schema of %s', (view, schema) => {
    const examples = examplesOf(view);
    expect(examples.map(({ query }) => validate(schema, parse(query)))).toEqual(examples.map(() => []));
  });

  it('are for views that there are, for every view with cases among them', () => {
    const known: string[] = views.map(([view]) => view);
    expect(Object.keys(EXAMPLES).filter((view) => !known.includes(view))).toEqual([]);
    expect(Object.keys(EXAMPLES)).toEqual(expect.arrayContaining(views7.map(([view]) => view)));
  });

  it.each(views)('say in %s for whom they are', (view) => {
    const missing = examplesOf(view).filter(
      ({ query }) => !/^# For (front-ends|scripts|analysts|everybody)\. /.test(query),
    );
    expect(missing).toEqual([]);
  });
});

describe('an answer as a table', () => {
  type Answer = { data: unknown; extensions?: { absences: unknown[] } };
  const table = (answer: Answer) => {
    const { columns, rows } = tableOf(answer);
    return { columns, rows: rows.map((row) => columns.map((column) => row.get(column))) };
  };

  it('has a row for each record of a connection, with what stands beside it', () => {
    const edges = [
      { node: { id: 'a', person: { familyName: 'X' } } },
      { cursor: 'c', node: { id: 'b', person: null } },
    ];
    expect(table({ data: { cases: { totalCount: 2, edges, pageInfo: { endCursor: 'c' } } } })).toEqual({
      columns: ['cases.totalCount', 'id', 'person.familyName', 'person'],
      rows: [
        [2, 'a', 'X', undefined],
        [2, 'b', undefined, null],
      ],
    });
  });

  it('has a row for each record of a list, its own lists in columns with a number', () => {
    const readable = [
      { category: 'a', covers: ['x', 'y'] },
      { category: 'b', covers: [], rules: [{ id: 1 }, { id: 2 }] },
    ];
    expect(table({ data: { me: { purpose: 'P', readable } } })).toEqual({
      columns: ['me.purpose', 'category', 'covers', 'rules.0.id', 'rules.1.id'],
      rows: [
        ['P', 'a', 'x; y', undefined, undefined],
        ['P', 'b', '', 1, 2],
      ],
    });
  });

  it('is one row when there are several lists, or none', () => {
    expect(table({ data: { case: { a: [{ x: 1 }], b: [{ y: 2 }] } } })).toEqual({
      columns: ['case.a.0.x', 'case.b.0.y'],
      rows: [[1, 2]],
    });
    expect(table({ data: { me: { purpose: 'P' } } })).toEqual({ columns: ['me.purpose'], rows: [['P']] });
  });

  it('says of what is missing why, and never that it is empty or 0', () => {
    const edges = [{ node: { a: null, b: null, c: [] } }, { node: { a: null, b: 0, c: [{ d: null }] } }];
    const absences = [
      { path: 'cases.edges.*.node.a', reason: 'WITHHELD', condition: 'CONSENT', at: [0] },
      { path: 'cases.edges.*.node.b', reason: 'SUPPRESSED', at: [0] },
      { path: 'cases.edges.*.node.c', reason: 'SOURCE_UNAVAILABLE', at: [0] },
      { path: 'cases.edges.*.node.c.*.d', reason: 'WITHHELD', condition: 'OWN', at: [[1, 0]] },
    ];
    expect(table({ data: { cases: { edges } }, extensions: { absences } })).toEqual({
      columns: ['a', 'b', 'c', 'c.0.d'],
      rows: [
        ['WITHHELD: CONSENT', 'SUPPRESSED', 'SOURCE_UNAVAILABLE', undefined],
        [null, 0, undefined, 'WITHHELD: OWN'],
      ],
    });
  });
});

describe('lists of several columns side by side', () => {
  it('put the same record in the same place, though a column lists fewer, or fewer fields of them', () => {
    const wide = [
      { kind: 'A', at: '2019' },
      { kind: 'B', at: '2020' },
    ];
    expect(align([wide, [{ kind: 'B' }], undefined, [{ kind: 'A', at: null }]])).toEqual([
      [0, undefined, undefined, 0],
      [1, 0, undefined, undefined],
    ]);
  });

  it('never lose or double a record of a column, and never set two different ones side by side', () => {
    const record = fc.record({ kind: fc.constantFrom('A', 'B', 'C'), at: fc.option(fc.constantFrom('1', '2')) });
    const columns = fc.array(fc.option(fc.array(record, { maxLength: 5 }), { nil: undefined }), { maxLength: 5 });
    fc.assert(
      fc.property(columns, (lists) => {
        const slots = align(lists);
        lists.forEach((list, column) => {
          const placed = slots.flatMap((slot) => slot[column] ?? []);
          expect([...placed].sort()).toEqual((list ?? []).map((_, index) => index));
        });
        for (const slot of slots) {
          const placed = slot.flatMap((index, column) => (index === undefined ? [] : lists[column]![index]!));
          expect(new Set(placed.map(({ kind }) => kind)).size).toBe(1);
          expect(new Set(placed.flatMap(({ at }) => at ?? [])).size).toBeLessThan(2);
        }
      }),
    );
  });
});

describe('what is absent', () => {
  const absent = absencesOf({
    extensions: {
      absences: [
        { path: 'case.person.bsn', reason: 'WITHHELD', condition: 'OWN' },
        { path: 'case.applications.*.remedy', reason: 'WITHHELD', condition: 'CONSENT', at: [1] },
        { path: 'case.a.*.b.*.c', reason: 'SOURCE_UNAVAILABLE', at: [[0, 2]] },
        { path: 'case.timeline', reason: 'WITHHELD', condition: 'OWN' },
        { path: 'case.timeline', reason: 'WITHHELD', condition: 'CONSENT' },
      ],
    },
  });

  it('is found by its place, and only there', () => {
    expect(absent(['case', 'person', 'bsn'])).toEqual({ reason: 'WITHHELD', condition: 'OWN' });
    expect(absent(['case', 'applications', 1, 'remedy'])).toEqual({ reason: 'WITHHELD', condition: 'CONSENT' });
    expect(absent(['case', 'applications', 0, 'remedy'])).toBeUndefined();
    expect(absent(['case', 'a', 0, 'b', 2, 'c'])).toEqual({ reason: 'SOURCE_UNAVAILABLE', condition: undefined });
    expect(absent(['case', 'a', 2, 'b', 0, 'c'])).toBeUndefined();
  });

  it('for two reasons is told with both', () => {
    expect(absent(['case', 'timeline'])).toEqual({ reason: 'WITHHELD', condition: 'OWN+CONSENT' });
  });

  it('is told apart: withheld, unknown, not in the view, out of reach, source down', () => {
    const field = (name: string): PageField => ({ name, type: 'String', kind: 'SCALAR', list: false, needed: false });
    const column = {
      schema: new Map([['Case', { fields: ['a', 'b', 'c', 'd'].map(field) }]]),
      absences: absencesOf({
        extensions: {
          absences: [
            { path: 'case.b', reason: 'WITHHELD', condition: 'OWN' },
            { path: 'case.c', reason: 'SOURCE_UNAVAILABLE' },
          ],
        },
      }),
    };
    const record = { kind: 'record', value: { a: 'x', b: null, c: null, d: null }, path: ['case'], column };
    const kinds = ['a', 'b', 'c', 'd', 'e'].map((name) => fieldState(record, 'Case', field(name)).kind);
    expect(kinds).toEqual(['value', 'withheld', 'down', 'unknown', 'outside']);
    expect(fieldState({ kind: 'away' }, 'Case', field('a')).kind).toBe('away');
  });

  it('from a list: a record that another column has is not shown as a value here', () => {
    const list = { kind: 'list', items: [], path: ['case', 'guidance'], inEdge: [], column: {} };
    expect(itemState(list, undefined)).toEqual({ kind: 'unlisted' });
    const partly = { ...list, absence: { reason: 'WITHHELD', condition: 'OWN' } };
    expect(itemState(partly, undefined)).toEqual({ kind: 'withheld', condition: 'OWN' });
  });
});

describe('fields of several views laid over each other', () => {
  it('keep the order of the schema', () => {
    const fields = (text: string) => [...text].map((name) => ({ name }));
    expect(
      mergeInOrder(fields('abef'), fields('bcd'))
        .map(({ name }) => name)
        .join(''),
    ).toBe('abcdef');
    expect(
      mergeInOrder(fields('b'), fields('ab'))
        .map(({ name }) => name)
        .join(''),
    ).toBe('ab');
  });
});
