import { type GraphQLEnumValueConfig, type GraphQLSchema, isObjectType } from 'graphql';
import { registerEnumType } from 'type-graphql';
import { RECTIFIABLE_VALUES } from '../join/investigation-values.js';
import { declaredOf } from '../policy/field-category.js';
import { describedEnum } from './described-enum.js';

/** GraphQL name of the enum of values. */
export const RECTIFIABLE_FIELD = 'RectifiableField';

/**
 * GraphQL enum of the values that somebody can ask to rectify: every value of every source that the schema has a field
 * for. What each is called and falls under is its field's own (`rectifiableValue`).
 */
export const RectifiableFieldEnum: Readonly<Record<string, string>> = Object.fromEntries(
  [...RECTIFIABLE_VALUES.keys()].map((name) => [name, name]),
);

registerEnumType(RectifiableFieldEnum, {
  name: RECTIFIABLE_FIELD,
  description: 'A value that a source states, named after its type and field (gegeven).',
});

/**
 * The enum value of a field, with the description and the categories of that field, so that a view does not even have
 * the names of what it may not read. Null, which takes it out of the enum, where the schema has no such field.
 */
export function rectifiableValue(
  config: GraphQLEnumValueConfig,
  schema: GraphQLSchema,
  name: string,
): GraphQLEnumValueConfig | null {
  const value = RECTIFIABLE_VALUES.get(name);
  const type = schema.getType(value?.type ?? '');
  const field = isObjectType(type) ? type.getFields()[value?.field ?? ''] : undefined;
  if (!field) return null;
  const { categories } = declaredOf(field);
  return { ...config, description: field.description, extensions: { ...config.extensions, categories } };
}

/** GraphQL enum of whether a request is decided. */
export const RectificationStateEnum = describedEnum('RectificationState', 'How far a request is (stand).', {
  OPEN: 'Passed to the owner and not decided yet (in onderzoek).',
  DECIDED: 'Decided by the owner (afgehandeld).',
});

/** GraphQL enum of what an owner can decide. */
export const RectificationOutcomeEnum = describedEnum(
  'RectificationOutcome',
  'What the owner decided on a request to rectify (besluit).',
  {
    HONOURED: 'The owner rectifies the value in its own register and delivers it (gehonoreerd).',
    REFUSED: 'The owner leaves the value as it is (afgewezen).',
  },
);
