import {
  BREAK,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** A selected field: where its value lies in the joined records, and under which key in the answer. */
export interface SelectedField {
  readonly type: string;
  readonly field: string;
  readonly responseKey: string;
  readonly children: readonly SelectedField[];
}

/** What a selection is collected with. */
interface Collecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The fields that an operation selects, fragments and `@skip`/`@include` resolved. The document must be valid. */
export function selectedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly SelectedField[] {
  const root = schema.getRootType(operation.operation);
  if (!root) return [];
  const definitions = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = new Map(definitions.map((definition) => [definition.name.value, definition]));
  return collect(root, operation.selectionSet, { schema, fragments, variables });
}

/** Every `Type.field` below the given fields. */
export function coordinatesOf(fields: readonly SelectedField[], found = new Set<string>()): Set<string> {
  for (const { type, field, children } of fields) {
    found.add(`${type}.${field}`);
    coordinatesOf(children, found);
  }
  return found;
}

/** Whether the selection depends on variables, so that it differs from request to request. */
export function isConditional(document: DocumentNode): boolean {
  let conditional = false;
  visit(document, {
    Directive: () => {
      conditional = true;
      return BREAK;
    },
  });
  return conditional;
}

function collect(type: GraphQLObjectType, { selections }: SelectionSetNode, context: Collecting): SelectedField[] {
  return selections
    .filter((selection) => isIncluded(selection, context))
    .flatMap((selection) => {
      if (selection.kind === Kind.FIELD) {
        const field = selection.name.value;
        const named = getNamedType(type.getFields()[field]?.type);
        const inner =
          isObjectType(named) && selection.selectionSet ? collect(named, selection.selectionSet, context) : [];
        return [{ type: type.name, field, responseKey: selection.alias?.value ?? field, children: inner }];
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : context.fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value ?? type.name;
      return fragment && condition === type.name ? collect(type, fragment.selectionSet, context) : [];
    });
}

function isIncluded(node: SelectionNode, { variables }: Collecting): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}
