import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  type GraphQLOutputType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { caseShapes, personGroups, type Shape } from '../../src/join/shape.js';
import type { ViewKey } from '../../src/model/purpose.js';
import { roleName } from '../../src/policy/role-name.js';
import type { SourcePart } from '../../src/sources/source.js';
import { masterOfTests, startGraph, type TestGraph } from '../support/graph.js';
import { ASKERS, CASE_VIEWS, guardedMembers, permits } from '../support/policy-matrix.js';

const master = masterOfTests();
const members = guardedMembers(master);
let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph?.close());

/** What a client of the view sees of the schema, over HTTP. */
async function seenBy(view: string): Promise<GraphQLSchema> {
  const answer = await graph.ask({ ...ASKERS[view]!, query: getIntrospectionQuery() });
  return buildClientSchema(answer.data as never);
}

function has(schema: GraphQLSchema, typeName: string, name: string): boolean {
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValues().some((value) => value.name === name);
  return (isObjectType(type) || isInputObjectType(type)) && name in type.getFields();
}

/** A way of fields from a type to another, through the whole schema. */
function wayTo(target: string, from = 'Query', seen: readonly string[] = []): string[] | undefined {
  if (from === target) return [];
  const type = master.getType(from);
  if (seen.includes(from) || !(isObjectType(type) || isInputObjectType(type))) return undefined;
  const ways = Object.values(type.getFields()).flatMap((field) => {
    const rest = wayTo(target, getNamedType(field.type as GraphQLOutputType).name, [...seen, from]);
    return rest ? [[field.name, ...rest]] : [];
  });
  return ways.sort((one, other) => one.length - other.length)[0];
}

/** What stands in them needs more than their own fields' categories. */
const ROOTS = ['Query', 'Mutation', 'Subscription'];

const ARGUMENTS: Readonly<Record<string, string>> = {
  case: '(id: "1")',
  caseByVNumber: '(vNumber: "1234567890")',
  findPerson: '(input: {})',
};

/** A query for one field by its way from the root. */
function queryFor(way: readonly string[], leaf: boolean): string {
  return way.reduceRight((inner, name) => `{ ${name}${ARGUMENTS[name] ?? ''} ${inner} }`, leaf ? '' : '{ __typename }');
}

function isLeaf(typeName: string, name: string): boolean {
  const type = master.getType(typeName);
  return isObjectType(type) && !isObjectType(getNamedType(type.getFields()[name]?.type));
}

/** The type and name of the first step of a way that the view does not have. */
function firstMissing(schema: GraphQLSchema, root: string, way: readonly string[]): [string, string] | undefined {
  let type = root;
  for (const name of way) {
    if (!has(schema, type, name)) return [type, name];
    const composite = master.getType(type);
    if (isObjectType(composite) || isInputObjectType(composite))
      type = getNamedType(composite.getFields()[name]!.type).name;
  }
  return undefined;
}

const messagesOf = async (view: string, query: string) =>
  (await graph.ask({ ...ASKERS[view]!, query })).errors?.map(
    ({ message, extensions }) => `${extensions.code} ${message}`,
  );

describe.each(CASE_VIEWS)('%s', (view) => {
  let seen: GraphQLSchema;
  beforeAll(async () => {
    seen = await seenBy(view);
  });

  test('has exactly the fields, filter fields and enum values that the policy permits', () => {
    const all = [...members.fields, ...members.inputs, ...members.values];
    expect(all.length).toBeGreaterThan(120);
    const wrong = all.filter(({ type, name, categories }) => has(seen, type, name) !== permits(view, categories));
    expect(wrong).toEqual([]);
  });

  test('and of every type nothing that is empty of what it may see', () => {
    const types = Object.values(master.getTypeMap()).filter((type) => isObjectType(type) || isInputObjectType(type));
    for (const type of types) {
      const guarded = [...members.fields, ...members.inputs].filter((member) => member.type === type.name);
      if (guarded.length === 0 || ROOTS.includes(type.name)) continue;
      const some = guarded.some(({ categories }) => permits(view, categories));
      expect([type.name, seen.getType(type.name) !== undefined]).toEqual([type.name, some]);
    }
  });

  test('gives a field that it may not see the very error of a misspelt one', async () => {
    for (const { type, name, categories } of members.fields) {
      if (permits(view, categories)) continue;
      const way = [...(wayTo(type) ?? []), name];
      const [at, missing] = firstMissing(seen, 'Query', way)!;
      const said = await messagesOf(view, queryFor(way, isLeaf(type, name)));
      expect(said).toEqual([`GRAPHQL_VALIDATION_FAILED Cannot query field "${missing}" on type "${at}".`]);
      const misspelt = [...way.slice(0, way.indexOf(missing)), `${missing}x`];
      const other = await messagesOf(view, queryFor(misspelt, true));
      expect(other?.map((text) => text.replace(`"${missing}x"`, `"${missing}"`))).toEqual(said);
    }
  });

  test('refuses a filter by a field that it may not see, as if it were misspelt', async () => {
    for (const { type, name, categories } of members.inputs) {
      const there = wayTo(type, 'CaseFilter');
      if (there === undefined) continue;
      const way = [...there, name];
      const filter = way.reduceRight((inner, step) => `{ ${step}: ${inner} }`, 'null');
      const said = (await messagesOf(view, `{ cases(filter: ${filter}) { totalCount } }`)) ?? [];
      const undefinedFields = said.filter((text) => text.includes('is not defined'));
      const missing = firstMissing(seen, 'CaseFilter', way);
      expect([way, permits(view, categories)]).toEqual([way, missing === undefined]);
      expect(undefinedFields).toEqual(
        missing ? [`GRAPHQL_VALIDATION_FAILED Field "${missing[1]}" is not defined by type "${missing[0]}".`] : [],
      );
    }
  });

  test('refuses an order by a field that it may not see, as if it were misspelt', async () => {
    for (const { type, name, categories } of members.values.filter((value) => value.type === 'CaseOrderField')) {
      const said = await messagesOf(view, `{ cases(orderBy: { field: ${name}, direction: ASC }) { totalCount } }`);
      const refused = [`GRAPHQL_VALIDATION_FAILED Value "${name}" does not exist in "${type}" enum.`];
      expect([name, said]).toEqual([name, permits(view, categories) ? undefined : refused]);
    }
  });

  test('reads no column of what its schema does not have', async () => {
    const role = roleName(view as ViewKey);
    for (const { type, field, parts } of columnsOfFields()) {
      const columns = parts.map(({ schema, table, fields }) => [`${schema}.${table}`, fields[field] as string]);
      const rows = await graph.database.admin.unsafe<{ readable: boolean }[]>(
        `select has_column_privilege($1, t, c, 'SELECT') as readable from unnest($2::text[], $3::text[]) as k (t, c)`,
        [role, columns.map(([table]) => table!), columns.map(([, column]) => column!)],
      );
      const readable = rows.some((row) => row.readable);
      expect([type, field, readable]).toEqual([type, field, has(seen, type, field)]);
    }
  });
});

interface FieldColumns {
  readonly type: string;
  readonly field: string;
  readonly parts: readonly SourcePart[];
}

/** The columns behind each field: of a person's field, those of every agency that states it. */
function columnsOfFields(): FieldColumns[] {
  const shapes = [...caseShapes, ...caseShapes.flatMap((shape: Shape) => shape.nested ?? [])];
  const people = new Set(personGroups.flat().flatMap((part) => Object.keys(part.fields)));
  const personFields = [...people].filter((field) => has(master, 'Person', field));
  return [
    ...shapes.flatMap(({ type, parts }) =>
      parts.flatMap((part) =>
        Object.keys(part.fields)
          .filter((field) => has(master, type, field))
          .map((field) => ({ type, field, parts: [part] })),
      ),
    ),
    ...personFields.map((field) => ({
      type: 'Person',
      field,
      parts: personGroups.flat().filter((part) => part.fields[field]),
    })),
  ];
}
