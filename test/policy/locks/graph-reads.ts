import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, getNamedType, isObjectType } from 'graphql';
import { caseShape, personGroups, type Shape } from '../../../src/join/shape.js';
import type { SourcePart } from '../../../src/sources/source.js';
import type { TestGraph } from '../../support/graph.js';

/** Who asks over HTTP. */
export interface Caller {
  readonly organisation: string;
  readonly purpose: string;
}

/** A column that a field of the whole schema shows. */
export interface ShownColumn {
  readonly type: string;
  readonly field: string;
  readonly table: string;
  readonly column: string;
}

/** A case as GraphQL answered it. */
export type Answered = Readonly<Record<string, unknown>> & { readonly id: string };

const PERSON_PARTS = personGroups.flat();

/** Every shape of a case, the nested ones too. */
export function allShapes(shape: Shape = caseShape): Shape[] {
  return [shape, ...(shape.nested ?? []).flatMap((nested) => allShapes(nested))];
}

/** Every column of the sources' parts that some field of the whole schema shows, and every one that none shows. */
export function columnsOfFields(master: GraphQLSchema): { shown: ShownColumn[]; unshown: string[] } {
  const places: readonly (readonly [string, SourcePart])[] = [
    ...allShapes().flatMap(({ type, parts }) => parts.map((part) => [type, part] as const)),
    ...PERSON_PARTS.map((part) => ['Person', part] as const),
  ];
  const all = places.flatMap(([type, part]) =>
    Object.entries(part.fields).map(([field, column]) => ({
      type,
      field,
      table: `${part.schema}.${part.table}`,
      column,
    })),
  );
  const index = ['status', 'municipality', 'arrived_at', 'left_at'].map((column) => ({
    type: 'Case',
    field: column.replace(/_(.)/, (_, letter: string) => letter.toUpperCase()),
    table: 'app.case_index',
    column,
  }));
  const number = { type: 'Person', field: 'vNumber', table: 'app.case_v_number', column: 'v_number' };
  return {
    shown: [...all.filter(({ type, field }) => hasField(master, type, field)), ...index, number],
    unshown: all.filter(({ type, field }) => !hasField(master, type, field)).map(({ field }) => field),
  };
}

/** Whether a schema has a field. */
export function hasField(schema: GraphQLSchema, type: string, field: string): boolean {
  const found = schema.getType(type);
  return isObjectType(found) && field in found.getFields();
}

/** The view's schema, as a client gets it over HTTP. */
export async function schemaOfView(graph: TestGraph, caller: Caller): Promise<GraphQLSchema> {
  const answer = await graph.ask({ ...caller, query: getIntrospectionQuery() });
  return buildClientSchema(answer.data as never);
}

/** Every case that the caller gets, with every field that the joined shapes and the person have in its view. */
export async function casesOf(graph: TestGraph, schema: GraphQLSchema, caller: Caller): Promise<Answered[]> {
  const node = selection(schema, 'Case', ['timeline', 'conflicts', 'provenance']);
  const answer = await graph.ask({ ...caller, query: `{ cases(first: 200) { totalCount edges { node ${node} } } }` });
  if (answer.errors) throw new Error(`${caller.organisation}: ${JSON.stringify(answer.errors)}`);
  const { totalCount, edges } = answer.data.cases as unknown as { totalCount: number; edges: { node: Answered }[] };
  if (totalCount !== edges.length) throw new Error('the cases do not fit on one page');
  return edges.map((edge) => edge.node);
}

function selection(schema: GraphQLSchema, typeName: string, without: readonly string[]): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).filter(({ name }) => !without.includes(name));
  return `{ ${fields.map((field) => `${field.name} ${selection(schema, getNamedType(field.type).name, without)}`).join(' ')} }`;
}

/** Who asks in a view. */
export function callerOf(view: string, organisation: string): Caller {
  return { organisation, purpose: view.split('/')[1] ?? '' };
}
