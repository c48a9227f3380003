import {
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { columnOf, DAYS, textsOf, V_NUMBERS } from './words.js';

/** A selection of everything below a type. */
export function everythingOf(type: GraphQLOutputType | GraphQLNamedType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).map((field) => `${field.name} ${everythingOf(field.type)}`);
  return `{ ${fields.join(' ')} }`;
}

/** A query for everything that a view tells without being told anything, and for its cases in every order. */
export function everything(schema: GraphQLSchema): string {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const free = fields.filter(({ name, args }) => name !== 'cases' && !args.some(isRequiredArgument));
  const cases = fields.find(({ name }) => name === 'cases');
  const orders = schema.getType('CaseOrderField');
  const inOrder = (isEnumType(orders) ? orders.getValues() : []).map(
    ({ name }) => `by${name}: cases(orderBy: { field: ${name}, direction: ASC }) { edges { cursor node { id } } }`,
  );
  return `{
    ${free.map((field) => `${field.name} ${everythingOf(field.type)}`).join(' ')}
    ${cases ? `cases(first: 100) ${everythingOf(cases.type)}` : ''}
    ${inOrder.join(' ')}
  }`;
}

/** Of reports of access an operation may ask for so many. */
const KEYS_AT_A_TIME = 8;
const SEARCHES_AT_A_TIME = 40;

/** Queries by each key, whether or not the view knows it: for everything behind it; where a type comes again, for its plain values. */
export function everyKey(schema: GraphQLSchema, caseIds: readonly string[]): string[] {
  const keys: Readonly<Record<string, readonly string[]>> = { ID: caseIds, VNumber: V_NUMBERS };
  const seen = new Set<string>();
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const [argument, ...more] = field.args.filter(isRequiredArgument);
    const values = argument && keys[getNamedType(argument.type).name];
    if (!argument || !values || more.length > 0) return [];
    const type = getNamedType(field.type);
    const selection = seen.has(type.name) ? plainValues(type) : everythingOf(type);
    seen.add(type.name);
    const asked = values.map((key, place) => `k${place}: ${field.name}(${argument.name}: "${key}") { ...All }`);
    const all = `fragment All on ${type.name} ${selection}`;
    return inParts(asked, KEYS_AT_A_TIME).map((part) => `{ ${part.join(' ')} } ${all}`);
  });
}

function plainValues(type: GraphQLNamedType): string {
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return `{ ${fields.flatMap(({ name, type }) => (isLeafType(getNamedType(type)) ? [name] : [])).join(' ')} }`;
}

/** Queries that search cases by every field that can be searched by, each with all values that it may have. */
export function everySearch(schema: GraphQLSchema): string[] {
  const filter = schema.getType('CaseFilter');
  const all = isInputObjectType(filter) ? conditions(filter, '') : [];
  const searches = all.map(
    (condition, place) => `s${place}: cases(first: 100, filter: ${condition}) { totalCount edges { node { id } } }`,
  );
  return inParts(searches, SEARCHES_AT_A_TIME).map((part) => `{ ${part.join(' ')} }`);
}

function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, place) => items.slice(place * size, (place + 1) * size));
}

/** Literals of a type of conditions, each with one condition in it. */
function conditions(type: GraphQLInputObjectType, about: string): string[] {
  return Object.values(type.getFields()).flatMap(({ name, type: fieldType }) => {
    const inner = getNamedType(fieldType);
    if (isInputObjectType(inner)) return conditions(inner, name).map((condition) => `{ ${name}: ${condition} }`);
    return widest(inner, about).map((value) => `{ ${name}: ${value} }`);
  });
}

function widest(type: GraphQLNamedType, about: string): string[] {
  if (isEnumType(type))
    return [
      `[${type
        .getValues()
        .map(({ name }) => name)
        .join(', ')}]`,
    ];
  const values: Readonly<Record<string, readonly string[]>> = {
    Boolean: ['true', 'false'],
    Int: ['[1, 2, 3, 4, 5, 6, 7, 8]'],
    Date: [DAYS[0], DAYS.at(-1)].map((day) => JSON.stringify(day)),
    VNumber: [JSON.stringify(V_NUMBERS)],
  };
  return [...(values[type.name] ?? [JSON.stringify(textsOf(columnOf(about)))])];
}

/** A value of a case, with the query that asks for it and nothing else. */
export interface Leaf {
  readonly type: string;
  readonly field: string;
  readonly query: string;
}

/** Each value below a case, one at a time; those that are worked out from others are not among them. */
export function leaves(schema: GraphQLSchema): Leaf[] {
  const root = schema.getType('Case');
  return isObjectType(root) ? below(root, (inner) => `{ cases(first: 100) { edges { node { ${inner} } } } }`) : [];
}

const WORKED_OUT = ['id', 'timeline', 'conflicts', 'provenance', 'vNumber'];

function below(type: GraphQLOutputType, query: (inner: string) => string): Leaf[] {
  const named = getNamedType(type);
  if (!isObjectType(named)) return [];
  const fields = Object.values(named.getFields()).filter(({ name }) => !WORKED_OUT.includes(name));
  return fields.flatMap((field) => {
    if (!isObjectType(getNamedType(field.type)))
      return [{ type: named.name, field: field.name, query: query(field.name) }];
    return below(field.type, (inner) => query(`${field.name} { ${inner} }`));
  });
}
