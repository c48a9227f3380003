import {
  type ArgumentNode,
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isListType,
  isScalarType,
  type OperationDefinitionNode,
  TypeInfo,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Category } from '../model/category.js';
import { declaredOf } from '../policy/field-category.js';

/** An argument whose value may name categories: those of the input fields and enum values that are given. */
interface Telling {
  readonly node: ArgumentNode;
  readonly type: GraphQLInputType;
}

/** What a document's arguments tell, as far as it is the same for every request. */
interface Found {
  readonly always: ReadonlySet<Category>;
  readonly telling: readonly Telling[];
}

const kept = new WeakMap<DocumentNode, Found>();

/**
 * What is told of a person by being found: whoever filters by a decision, orders by a birth date or asks for a V-number
 * has learnt it of each case in the answer, though no field of it was asked for. So it belongs into the log.
 * @param variables as they were sent
 */
export function soughtCategories(
  schema: GraphQLSchema,
  { document, operation }: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
  variables: Readonly<Record<string, unknown>>,
): readonly Category[] {
  if (operation.operation !== 'query') return [];
  const found = kept.get(document) ?? findTelling(schema, document);
  kept.set(document, found);
  if (found.telling.length === 0) return [...found.always];
  const categories = new Set(found.always);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  for (const { node, type } of found.telling) collect(valueFromAST(node.value, type, coerced), type, categories);
  return [...categories].sort();
}

function findTelling(schema: GraphQLSchema, document: DocumentNode): Found {
  const always = new Set<Category>();
  const telling: Telling[] = [];
  const types = new TypeInfo(schema);
  const onField = () => {
    const field = types.getFieldDef();
    if (types.getParentType() !== schema.getQueryType() || !field || field.args.length === 0) return;
    // By values alone, such as a V-number: what the look-up itself needs is what it tells.
    if (!field.args.every(({ type }) => isScalarType(getNamedType(type)))) return;
    note(field, always);
  };
  const onArgument = (node: ArgumentNode) => {
    const type = types.getArgument()?.type;
    if (type && !isScalarType(getNamedType(type))) telling.push({ node, type });
  };
  visit(document, visitWithTypeInfo(types, { Field: onField, Argument: onArgument }));
  return { always, telling };
}

/** Notes the categories of the input fields and enum values that are given. */
function collect(value: unknown, type: GraphQLInputType, categories: Set<Category>): void {
  if (value === null || value === undefined) return;
  const plain = getNullableType(type);
  if (isListType(plain)) {
    for (const item of value as readonly unknown[]) collect(item, plain.ofType, categories);
  } else if (isEnumType(plain)) {
    note(
      plain.getValues().find((each) => each.value === value),
      categories,
    );
  } else if (isInputObjectType(plain)) {
    collectFields(value as Readonly<Record<string, unknown>>, plain, categories);
  }
}

function collectFields(
  values: Readonly<Record<string, unknown>>,
  type: GraphQLInputObjectType,
  categories: Set<Category>,
): void {
  for (const field of Object.values(type.getFields())) {
    const given = values[field.name];
    if (given === null || given === undefined) continue;
    note(field, categories);
    collect(given, field.type, categories);
  }
}

function note(member: { readonly extensions?: unknown } | undefined, categories: Set<Category>): void {
  for (const category of (member && declaredOf(member).categories) ?? []) categories.add(category);
}
