import { describe, expect, test } from '@jest/globals';
import {
  GraphQLEnumType,
  type GraphQLFieldConfigMap,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { checkPolicy } from '../../src/policy/check.js';
import { GATEWAY_TABLES } from '../../src/policy/gateway-tables.js';
import { smallPolicy } from './initial-policy.js';
import { open, SMALL_CATEGORIES, schemaOf, smallSchema, under } from './small-schema.js';

type Fields = GraphQLFieldConfigMap<unknown, unknown>;
const policy = smallPolicy('a.yes,yes,yes', 'a.own,own,no', 'a.consent,consent,yes');
const all: Fields = {
  one: { type: GraphQLString, ...under('a.yes') },
  two: { type: GraphQLString, ...under('a.own') },
  three: { type: GraphQLString, ...under('a.consent') },
};
const nonNull = (type: GraphQLObjectType | typeof GraphQLString) => new GraphQLNonNull(type);
const Own = new GraphQLObjectType({
  name: 'Own',
  fields: { id: { type: GraphQLString, ...open }, two: { type: GraphQLString, ...under('a.own') } },
});
const Wrapper = new GraphQLObjectType({ name: 'Wrapper', fields: { node: { type: Own } } });
const Mixed = new GraphQLObjectType({
  name: 'Mixed',
  fields: { one: { type: GraphQLString, ...under('a.yes') }, own: { type: Own } },
});
const Partly = new GraphQLEnumType({ name: 'Partly', values: { A: { ...under('a.yes') }, B: {} } });
const Conditional = new GraphQLEnumType({ name: 'Conditional', values: { A: { ...under('a.own') } } });

/** Faults in a schema, and the problem named. */
const PROBLEMS: readonly (readonly [name: string, fields: Fields, problem: string])[] = [
  ['a field that says nothing', { plain: { type: GraphQLString } }, 'Thing.plain has neither a category nor a reason'],
  [
    'a field of a type without data that says nothing',
    { me: { type: new GraphQLObjectType({ name: 'Empty', fields: { a: { type: GraphQLString, ...open } } }) } },
    'Thing.me has neither a category nor a reason',
  ],
  [
    'a field that says both',
    { both: { type: GraphQLString, extensions: { categories: ['a.yes'], open: 'why' } } },
    'Thing.both has a category and is open',
  ],
  [
    'an enum categorised partly',
    { partly: { type: Partly, ...under('a.yes') } },
    'Partly.B has no category, and other values of its enum have one',
  ],
  [
    'a category without row',
    { none: { type: GraphQLString, ...under('a.none') } },
    'Thing.none has the category a.none, which has no row in the policy',
  ],
  [
    'an argument with a category without row',
    { arg: { type: GraphQLString, ...open, args: { x: { type: GraphQLString, ...under('a.none') } } } },
    'Thing.arg(x:) has the category a.none, which has no row',
  ],
  [
    'a non-null field with condition own',
    { strict: { type: nonNull(GraphQLString), ...under('a.own') } },
    'Thing.strict must be nullable: it is conditional in NGO/GUIDANCE',
  ],
  [
    'a non-null field with one condition of two',
    { strict: { type: nonNull(GraphQLString), ...under('a.yes', 'a.consent') } },
    'Thing.strict must be nullable',
  ],
  [
    'a non-null list with a condition',
    { strict: { type: new GraphQLNonNull(new GraphQLList(GraphQLString)), ...under('a.own') } },
    'Thing.strict must be nullable',
  ],
  [
    'a non-null edge to conditional fields only',
    { own: { type: nonNull(Own) } },
    'Thing.own must be nullable: all that lies behind it is conditional in NGO/GUIDANCE',
  ],
  [
    'a non-null edge two steps away',
    { wrapper: { type: nonNull(Wrapper) } },
    'Thing.wrapper must be nullable: all that lies behind it',
  ],
  [
    'categories that are no list',
    { odd: { type: GraphQLString, extensions: { categories: 'a.yes' } } },
    'Thing.odd: extensions.categories must be a list',
  ],
  [
    'an empty list of categories',
    { odd: { type: GraphQLString, extensions: { categories: [] } } },
    'Thing.odd: extensions.categories must be a list',
  ],
  [
    'open without a reason',
    { odd: { type: GraphQLString, extensions: { open: ' ' } } },
    'Thing.odd: extensions.open must say in words',
  ],
];

describe('the start-up check names', () => {
  test.each(PROBLEMS)('%s', (_name, fields, problem) => {
    const problems = checkPolicy(schemaOf({ ...all, ...fields }), policy, []);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  test('a row that covers no field', () => {
    const { three, ...fewer } = all;
    expect(three).toBeDefined();
    expect(checkPolicy(schemaOf(fewer), policy, [])).toEqual([
      "the policy's row a.consent covers no field of the schema",
    ]);
  });

  test('what is wrong with a table', () => {
    const table = {
      schema: 's',
      table: 't',
      categories: ['a.yes'],
      caseColumn: 'case_id',
      organisationColumn: 'o',
      columns: ['x'],
    } as const;
    const check = (...tables: Parameters<typeof checkPolicy>[2]) => checkPolicy(schemaOf(all), policy, tables);
    expect(check(table)).toEqual([]);
    expect(check({ ...table, columns: [] })).toEqual(['the table s.t has no column that may be read']);
    expect(check({ ...table, categories: [] })).toEqual(['the table s.t has no category']);
    expect(check({ ...table, categories: ['a.yes', 'a.none'] })).toEqual([
      'the table s.t has the category a.none, which has no row in the policy',
    ]);
    expect(check(table, table)).toEqual(['the table s.t is described twice']);
  });
});

describe('the start-up check lets pass', () => {
  test('a schema whose fields all say what they are', () => {
    const edges: Fields = { own: { type: Own }, wrapper: { type: Wrapper }, mixed: { type: nonNull(Mixed) } };
    expect(checkPolicy(schemaOf({ ...all, ...edges }), policy, [])).toEqual([]);
  });

  test('a conditional category on an argument or an enum value: there the filter sees unknown', () => {
    const ordered: Fields = { ordered: { type: GraphQLString, ...open, args: { by: { type: Conditional } } } };
    expect(checkPolicy(schemaOf({ ...all, ...ordered }), policy, [])).toEqual([]);
  });

  test('the small schema, and says of the tables only that the V-number has its row', () => {
    const rows = SMALL_CATEGORIES.map((category) => `${category},yes,no`);
    expect(checkPolicy(smallSchema, smallPolicy(...rows), GATEWAY_TABLES)).toEqual([]);
  });
});
