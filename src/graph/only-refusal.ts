import {
  type GraphQLFormattedError,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { SelectedField } from './coordinates.js';

/**
 * Of the errors of an operation without data, the one that left nothing to answer. An interpreted document is refused
 * as soon as that one is known, a compiled one when all its fields are done: whatever stood beside it would tell that
 * somebody in this view had sent the document before.
 */
export function onlyRefusal(
  schema: GraphQLSchema,
  selection: readonly SelectedField[],
  errors: readonly GraphQLFormattedError[],
): readonly GraphQLFormattedError[] {
  const refusal = errors.find(({ path }) => path && leavesNothing(schema, selection, path));
  return refusal ? [refusal] : errors;
}

/** Whether nothing on the way to a failure can be null. */
function leavesNothing(
  schema: GraphQLSchema,
  selection: readonly SelectedField[],
  path: readonly (string | number)[],
): boolean {
  let fields = selection;
  let type: GraphQLType | undefined;
  return path.every((step) => {
    if (typeof step === 'number') {
      const list = getNullableType(type);
      type = isListType(list) ? list.ofType : undefined;
    } else {
      const found = fields.filter(({ responseKey }) => responseKey === step);
      type = found[0] && typeOf(schema, found[0]);
      fields = found.flatMap(({ children }) => children);
    }
    return isNonNullType(type);
  });
}

function typeOf(schema: GraphQLSchema, { type, field }: SelectedField): GraphQLOutputType | undefined {
  const owner = schema.getType(type);
  return isObjectType(owner) ? owner.getFields()[field]?.type : undefined;
}
