import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLString,
  graphql,
  isEnumType,
  isInputObjectType,
  isObjectType,
  printSchema,
} from 'graphql';
import type { Condition } from '../../src/model/category.js';
import { makeView } from '../../src/policy/view.js';
import { smallPolicy } from './initial-policy.js';
import { SMALL_CATEGORIES, schemaOf, smallSchema } from './small-schema.js';

/** The view for a partner to whom these categories are permitted. */
function viewWith(...permitted: string[]): GraphQLSchema {
  return viewOf(Object.fromEntries(permitted.map((category) => [category, 'yes'])));
}

function viewOf(cells: Readonly<Record<string, Condition>>): GraphQLSchema {
  const rows = SMALL_CATEGORIES.map((category) => `${category},${cells[category] ?? 'no'},no`);
  return makeView(smallSchema, smallPolicy(...rows), 'NGO/GUIDANCE');
}

/** All that a caller could name: `Type.member` and `Type.field(argument)`. */
function namesOf(schema: GraphQLSchema): Set<string> {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return new Set(types.flatMap((type) => [type.name, ...memberNames(type).map((name) => `${type.name}.${name}`)]));
}

function memberNames(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (!('getFields' in type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    field.name,
    ...('args' in field ? (field.args as { name: string }[]).map(({ name }) => `${field.name}(${name})`) : []),
  ]);
}

/** What is permitted, what must be there, and what must not be. */
const VIEWS: readonly (readonly [permitted: string[], there: string[], gone: string[]])[] = [
  [
    ['case.status'],
    [
      'Case.id',
      'Case.status',
      'Query.cases(filter)',
      'Query.cases(orderBy)',
      'Query.cases(first)',
      'Filter.status',
      'Order.ARRIVED_AT',
      'StatusEvent.status',
      'Case.events',
      'Edge.node',
      'Case.related',
    ],
    [
      'Case.person',
      'Person',
      'VNumber',
      'Case.plans',
      'Plan',
      'Filter.scenario',
      'Order.NAME',
      'PlanEvent',
      'Finding',
      'Case.findings',
      'Query.cases(named)',
      'Query.caseByVNumber',
      'Query.search',
      'Search',
      'Mutation',
    ],
  ],
  [
    ['person.name'],
    ['Case.id', 'Case.person', 'Person.name', 'Order.NAME', 'Query.cases(named)', 'Case.findings', 'Edge'],
    [
      'Case.status',
      'Status',
      'Person.vNumber',
      'Filter',
      'Query.cases(filter)',
      'Order.ARRIVED_AT',
      'Event',
      'Case.events',
      'Plan',
      'Search',
      'Query.search',
    ],
  ],
  [
    ['person.v_number'],
    ['Query.caseByVNumber(vNumber)', 'Query.search(input)', 'Search.vNumber', 'VNumber', 'Person.vNumber'],
    ['Search.name', 'Order', 'Query.cases(orderBy)', 'Query.cases(filter)', 'Person.name', 'Case.status'],
  ],
  [
    ['plan.scenario'],
    [
      'Plan.scenario',
      'Filter.scenario',
      'PlanEvent.scenario',
      'Mutation.decide(scenario)',
      'Case.findings',
      'Event.at',
    ],
    ['Plan.officer', 'Filter.status', 'StatusEvent', 'Case.person', 'Order', 'Query.cases(orderBy)'],
  ],
  [
    [],
    ['Me.organisation', 'Query.me', 'PageInfo', 'Organisation.id', 'Node.id', 'Query.node'],
    [
      'Case',
      'Connection',
      'Edge',
      'Query.cases',
      'Query.caseByVNumber',
      'Query.search',
      'Mutation',
      'VNumber',
      'Status',
      'Order',
      'Filter',
      'Event',
      'Finding',
    ],
  ],
];

describe('a view has what its partner may see, and no name of anything else', () => {
  test.each(VIEWS)('with %j', (permitted, there, gone) => {
    const names = namesOf(viewWith(...permitted));
    expect(there.filter((name) => !names.has(name))).toEqual([]);
    expect(gone.filter((name) => names.has(name))).toEqual([]);
  });

  test('with all of them it is the whole schema', () => {
    expect(namesOf(viewWith(...SMALL_CATEGORIES))).toEqual(namesOf(smallSchema));
    expect(printSchema(viewWith(...SMALL_CATEGORIES))).toBe(printSchema(smallSchema));
  });

  test('a union loses the member that may not be seen', () => {
    expect(printSchema(viewWith('person.name'))).toContain('union Finding = Person\n');
    expect(printSchema(viewWith('person.name', 'plan.scenario'))).toContain('union Finding = Plan | Person\n');
  });

  test('no default names what was removed', () => {
    expect(printSchema(viewWith('case.status'))).toContain('orderBy: Order,');
    expect(printSchema(viewWith('case.status'))).not.toMatch(/RETURN|NAME|scenario/);
    expect(printSchema(viewWith('person.name', 'plan.scenario'))).toContain('orderBy: Order = NAME');
  });

  test('a condition keeps the field: it is decided per record', () => {
    expect(namesOf(viewOf({ 'case.status': 'own' }))).toEqual(namesOf(viewWith('case.status')));
    expect(namesOf(viewOf({ 'case.status': 'consent' }))).toEqual(namesOf(viewWith('case.status')));
  });

  test('a view that the policy does not name has only what is open to all', () => {
    const unknown = makeView(smallSchema, smallPolicy('case.status,yes,yes'), 'IND/UNKNOWN');
    expect(namesOf(unknown)).toEqual(namesOf(viewWith()));
  });

  test('a field without category or reason is denied, and one with an unreadable category stops the start', () => {
    const silent = schemaOf({ silent: { type: GraphQLString } });
    expect(namesOf(makeView(silent, smallPolicy('a.b,yes,yes'), 'NGO/GUIDANCE')).has('Thing')).toBe(false);
    const odd = schemaOf({ odd: { type: GraphQLString, extensions: { categories: 'a.b' } } });
    expect(() => makeView(odd, smallPolicy('a.b,yes,yes'), 'NGO/GUIDANCE')).toThrow('Thing.odd');
  });

  test('resolvers and extensions stay, and the master is untouched', async () => {
    const before = printSchema(smallSchema);
    const view = viewWith('case.status');
    const kept = view.getType('Case');
    const master = smallSchema.getType('Case');
    if (!isObjectType(kept) || !isObjectType(master)) throw new Error('Case must be there');
    expect(kept.getFields().status?.extensions).toEqual({ categories: ['case.status'] });
    expect(kept.getFields().status?.resolve).toBe(master.getFields().status?.resolve);
    const filter = view.getType('Filter');
    expect(isInputObjectType(filter) && filter.getFields().status?.extensions).toEqual({ categories: ['case.status'] });
    const order = view.getType('Order');
    expect(isEnumType(order) && order.getValue('ARRIVED_AT')?.value).toBe('arrived_at');
    const answer = await graphql({ schema: view, source: '{ me { organisation } }' });
    expect(answer).toEqual({ data: { me: { organisation: 'ind' } } });
    expect(printSchema(smallSchema)).toBe(before);
  });
});

describe('more rights never show less', () => {
  const cells = fc.record(
    Object.fromEntries(
      SMALL_CATEGORIES.map((category) => [category, fc.constantFrom<Condition>('yes', 'own', 'consent', 'no')]),
    ),
  );

  test('a cell that turns to yes removes no name from the view', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(...SMALL_CATEGORIES), (before, widened) => {
        const after = namesOf(viewOf({ ...before, [widened]: 'yes' }));
        expect([...namesOf(viewOf(before))].filter((name) => !after.has(name))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('a cell that turns to no adds none', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(...SMALL_CATEGORIES), (before, narrowed) => {
        const all = namesOf(viewOf(before));
        expect([...namesOf(viewOf({ ...before, [narrowed]: 'no' }))].filter((name) => !all.has(name))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
