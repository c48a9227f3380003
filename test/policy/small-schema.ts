import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql';

type Field = GraphQLFieldConfig<unknown, unknown>;

/** Extensions of a member under these categories. */
export const under = (...categories: string[]) => ({ extensions: { categories } });
/** Extensions of a member without data of a person. */
export const open = { extensions: { open: 'says nothing about a person' } };

const field = (type: GraphQLOutputType, ...categories: string[]): Field => ({ type, ...under(...categories) });
const openField = (type: GraphQLOutputType): Field => ({ type, ...open });
const listOf = (type: GraphQLOutputType) => new GraphQLList(new GraphQLNonNull(type));

/** A scalar of our own, used by the V-number only. */
export const VNumber = new GraphQLScalarType({ name: 'VNumber' });

const Status = new GraphQLEnumType({ name: 'Status', values: { REFERRED: { value: 'r' }, LEFT: { value: 'l' } } });
const Order = new GraphQLEnumType({
  name: 'Order',
  values: {
    ARRIVED_AT: { value: 'arrived_at', ...under('case.status') },
    NAME: { value: 'name', ...under('person.name') },
  },
});
const Filter = new GraphQLInputObjectType({
  name: 'Filter',
  fields: {
    status: { type: Status, ...under('case.status') },
    scenario: { type: GraphQLString, ...under('plan.scenario') },
  },
});
const Search = new GraphQLInputObjectType({
  name: 'Search',
  fields: {
    name: { type: GraphQLString, ...under('person.name') },
    vNumber: { type: new GraphQLNonNull(VNumber), ...under('person.v_number') },
  },
});

const Node = new GraphQLInterfaceType({ name: 'Node', fields: { id: openField(new GraphQLNonNull(GraphQLID)) } });
const Event = new GraphQLInterfaceType({ name: 'Event', fields: { at: openField(GraphQLString) } });
const event = (name: string, fields: GraphQLFieldConfigMap<unknown, unknown>) =>
  new GraphQLObjectType({ name, interfaces: [Event], fields: { at: openField(GraphQLString), ...fields } });
const PlanEvent = event('PlanEvent', { scenario: field(GraphQLString, 'plan.scenario') });
const StatusEvent = event('StatusEvent', { status: field(Status, 'case.status') });

const Person = new GraphQLObjectType({
  name: 'Person',
  fields: { name: field(GraphQLString, 'person.name'), vNumber: field(VNumber, 'person.v_number') },
});
const Plan = new GraphQLObjectType({
  name: 'Plan',
  fields: {
    scenario: field(GraphQLString, 'plan.scenario'),
    officer: field(GraphQLString, 'plan.scenario', 'person.name'),
  },
});
const Case: GraphQLObjectType = new GraphQLObjectType({
  name: 'Case',
  interfaces: [Node],
  fields: (): GraphQLFieldConfigMap<unknown, unknown> => ({
    id: openField(new GraphQLNonNull(GraphQLID)),
    status: { ...field(Status, 'case.status'), resolve: () => 'l' },
    person: { type: Person },
    plans: { type: listOf(Plan) },
    events: { type: listOf(Event) },
    findings: { type: listOf(Finding) },
    related: { type: listOf(Case) },
  }),
});
const Organisation = new GraphQLObjectType({
  name: 'Organisation',
  interfaces: [Node],
  fields: { id: openField(new GraphQLNonNull(GraphQLID)) },
});
const Finding: GraphQLUnionType = new GraphQLUnionType({ name: 'Finding', types: () => [Plan, Person] });
const PageInfo = new GraphQLObjectType({ name: 'PageInfo', fields: { hasNextPage: openField(GraphQLBoolean) } });
const Edge = new GraphQLObjectType({
  name: 'Edge',
  fields: { cursor: openField(GraphQLString), node: { type: new GraphQLNonNull(Case) } },
});
const Connection = new GraphQLObjectType({
  name: 'Connection',
  fields: { edges: { type: new GraphQLNonNull(listOf(Edge)) }, pageInfo: openField(new GraphQLNonNull(PageInfo)) },
});
const Me = new GraphQLObjectType({ name: 'Me', fields: { organisation: openField(GraphQLString) } });

const Query = new GraphQLObjectType({
  name: 'Query',
  fields: {
    me: { ...openField(new GraphQLNonNull(Me)), resolve: () => ({ organisation: 'ind' }) },
    page: openField(PageInfo),
    node: openField(Node),
    organisation: openField(Organisation),
    cases: {
      type: new GraphQLNonNull(Connection),
      args: {
        filter: { type: Filter, defaultValue: { scenario: 'RETURN' } },
        orderBy: { type: Order, defaultValue: 'name' },
        first: { type: GraphQLInt, ...open },
        named: { type: GraphQLString, ...under('person.name') },
      },
    },
    caseByVNumber: {
      type: Case,
      args: { vNumber: { type: new GraphQLNonNull(VNumber), ...under('person.v_number') } },
    },
    search: { type: listOf(Case), args: { input: { type: new GraphQLNonNull(Search) } } },
  },
});
const Mutation = new GraphQLObjectType({
  name: 'Mutation',
  fields: {
    decide: {
      ...field(GraphQLBoolean, 'plan.scenario'),
      args: { scenario: { type: new GraphQLNonNull(GraphQLString) } },
    },
  },
});

/** A small schema with one of everything that a view can lose. */
export const smallSchema = new GraphQLSchema({
  query: Query,
  mutation: Mutation,
  types: [PlanEvent, StatusEvent],
});

/** The categories that the small schema uses. */
export const SMALL_CATEGORIES = ['case.status', 'person.name', 'person.v_number', 'plan.scenario'] as const;

/** A schema of one query `thing: Thing`, for the faults that a test puts into it. */
export function schemaOf(fields: GraphQLFieldConfigMap<unknown, unknown>): GraphQLSchema {
  const Thing = new GraphQLObjectType({ name: 'Thing', fields });
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { thing: { type: Thing }, me: openField(GraphQLString) } }),
  });
}
