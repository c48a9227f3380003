import {
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Where something stands in the text of an operation; both begin at 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What an operation names, by its first place in the text. */
export interface Asked {
  /** Fields, arguments, input fields and enum values, as `Type.field`, `Type.field(argument:)`, `Enum.VALUE`. */
  readonly members: ReadonlyMap<string, Place>;
  /** Types named by fragments and variables. */
  readonly types: ReadonlyMap<string, Place>;
}

/**
 * Everything of the schema that a document names: in fields under whatever alias, in fragments, arguments, literals
 * and defaults of variables. What the schema does not know, and introspection, is left out.
 */
export function askedMembers(master: GraphQLSchema, document: DocumentNode): Asked {
  const members = new Map<string, Place>();
  const types = new Map<string, Place>();
  const info = new TypeInfo(master);
  const note = (name: string | undefined, node: ASTNode) => {
    if (name && !name.startsWith('__') && !members.has(name)) members.set(name, placeOf(node));
  };
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: (node) => note(fieldName(info), node),
      Argument: (node) => {
        const field = fieldName(info);
        const argument = info.getArgument();
        if (field && argument && !info.getDirective()) note(`${field}(${argument.name}:)`, node);
      },
      ObjectField: (node) => {
        const owner = getNamedType(info.getParentInputType());
        if (isInputObjectType(owner) && node.name.value in owner.getFields()) {
          note(`${owner.name}.${node.name.value}`, node);
        }
      },
      EnumValue: (node) => {
        const type = getNamedType(info.getInputType());
        if (isEnumType(type) && info.getEnumValue()) note(`${type.name}.${node.value}`, node);
      },
      NamedType: (node) => {
        const name = node.name.value;
        if (master.getType(name) && !name.startsWith('__') && !types.has(name)) types.set(name, placeOf(node));
      },
    }),
  );
  return { members, types };
}

/** What the values of variables name: input fields and enum values, at the place of their variable. */
export function askedByVariables(
  master: GraphQLSchema,
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Place> {
  const members = new Map<string, Place>();
  for (const definition of operation.variableDefinitions ?? []) {
    const type = typeFromAST(master, definition.type as Parameters<typeof typeFromAST>[1]);
    const value = values[definition.variable.name.value];
    if (!isInputType(type) || value === undefined) continue;
    for (const name of namedIn(type, value)) if (!members.has(name)) members.set(name, placeOf(definition));
  }
  return members;
}

/** Variables whose value decides what is asked and was not given: objects and enum values, as `$name: Type`. */
export function openVariables(
  master: GraphQLSchema,
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
): string[] {
  return (operation.variableDefinitions ?? []).flatMap(({ variable, type }) => {
    const named = getNamedType(typeFromAST(master, type as Parameters<typeof typeFromAST>[1]));
    const decides = isInputObjectType(named) || isEnumType(named);
    return decides && values[variable.name.value] === undefined ? [`$${variable.name.value}: ${named.name}`] : [];
  });
}

function namedIn(type: GraphQLInputType, value: unknown): string[] {
  if (isNonNullType(type)) return namedIn(type.ofType, value);
  if (isListType(type)) return [value].flat().flatMap((item) => namedIn(type.ofType, item));
  if (isEnumType(type)) {
    return typeof value === 'string' && type.getValue(value) ? [`${type.name}.${value}`] : [];
  }
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return [];
  const fields = type.getFields();
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field ? [`${type.name}.${name}`, ...namedIn(field.type, inner)] : [];
  });
}

function fieldName(info: TypeInfo): string | undefined {
  const [owner, field] = [info.getParentType(), info.getFieldDef()];
  return owner && field && !field.name.startsWith('__') ? `${owner.name}.${field.name}` : undefined;
}

function placeOf({ loc }: ASTNode): Place {
  return { line: loc?.startToken.line ?? 1, column: loc?.startToken.column ?? 1 };
}
